import type { Expr } from '../../read/ir';
import type { Definition, FunctionNode, Scope } from './definitions';
import { namedMembers } from './assigned-members';
import { calledDefinition, callValue } from './call-values';
import type { CallContext, Following } from './following';
import type { LanguagesOfFiles } from './languages-of-files';
import type { Linking, ModuleFinder } from './linking';
import { distinct } from './identity';
import type { ProgramIndex } from './index-data';
import { elementsOf, memberOf } from './members';
import { rootOf, selfOf, thisFunction } from './places';
import { asLinkScope, CALL, ELEMENT, type Binding, type LinkScope, type Step } from './scopes';
import { SyntheticClasses } from './synthetic-classes';
import { typeInstances } from './types';
import { ANNOTATED_PATH } from '../../../knowledge/annotations';
import { handedThrough } from './handed-through';

/** Most names stand for nothing that is known: their answers are one. */
const NOTHING: readonly Definition[] = [];

/** How deep names are followed through assignments, members and calls. */
const MAX_DEPTH = 90;

/**
 * Questions that are answered in all: modules that hand on each other's names can ask for every name in every module.
 * Applications ask about one a piece of code.
 */
const QUESTIONS = { least: 500_000, perExpression: 20 };

/** How often an expression in a cycle is tried again before its partial result is kept. */
const MAX_RETRIES = 3;

/**
 * Follows expressions to what they stand for, with parameters left as they are (`parameter` definitions), so that
 * results do not depend on who calls. Memoised; cycles yield what is known so far.
 */
export class Resolver implements Following {
  readonly synthetic: SyntheticClasses;
  /** Questions that were not answered from memory: what linking has cost. */
  asked = 0;
  private readonly memo = new Map<Expr, readonly Definition[]>();
  private readonly answers = new Map<string, readonly Definition[]>();
  private readonly active = new Map<unknown, number>();
  private readonly retries = new Map<unknown, number>();
  private lowest = Infinity;
  private depth = 0;
  private readonly most: number;

  /** @param size How many expressions the program has. */
  constructor(
    readonly index: ProgramIndex,
    private readonly languages: LanguagesOfFiles,
    size: number,
  ) {
    this.most = QUESTIONS.least + QUESTIONS.perExpression * size;
    this.synthetic = new SyntheticClasses(index);
  }

  linking(file: string): Linking {
    return this.languages.of(file).linking;
  }

  finder(file: string): ModuleFinder {
    return this.languages.finder(file);
  }

  /** Files with names that were asked for after all questions were used up: what they stand for stays unknown. */
  readonly cutShort = new Set<string>();

  resolve(expr: Expr, scope: Scope): readonly Definition[] {
    const known = this.memo.get(expr);
    if (known) return known;
    if (this.asked >= this.most) this.cutShort.add(scope.file);
    return this.answer(expr, this.memo, () => this.follow(expr, asLinkScope(scope)));
  }

  /**
   * The same for a question that is no expression: a member of something, an import. The key names all it depends on.
   */
  once(key: string, work: () => readonly Definition[]): readonly Definition[] {
    return this.answers.get(key) ?? this.answer(key, this.answers, work);
  }

  /** Asks once: cyclic assignments, re-exports and base classes end where the same question is being asked already. */
  private answer<K>(
    key: K,
    memo: Map<K, readonly Definition[]>,
    work: () => readonly Definition[],
  ): readonly Definition[] {
    const started = this.active.get(key);
    if (started !== undefined || this.depth > MAX_DEPTH) {
      this.lowest = Math.min(this.lowest, started ?? 0);
      return [];
    }
    if (this.asked >= this.most) return [];
    this.asked += 1;
    const outer = this.lowest;
    this.lowest = Infinity;
    this.active.set(key, this.depth);
    this.depth += 1;
    const found = work();
    const result = found.length === 0 ? NOTHING : distinct(found);
    this.depth -= 1;
    this.active.delete(key);
    if (this.lowest >= this.depth || this.givesUp(key)) {
      memo.set(key, result);
      this.lowest = outer;
    } else this.lowest = Math.min(this.lowest, outer);
    return result;
  }

  private givesUp(key: unknown): boolean {
    const count = (this.retries.get(key) ?? 0) + 1;
    this.retries.set(key, count);
    return count > MAX_RETRIES;
  }

  private follow(expr: Expr, scope: LinkScope): Definition[] {
    switch (expr.kind) {
      case 'literal':
        return [{ kind: 'literal', value: expr.value }];
      case 'name':
        return this.name(expr.name, scope);
      case 'this':
        return this.thisValue(scope);
      case 'super':
        return this.superValue(scope);
      case 'member':
        return this.memberValue(expr, scope);
      case 'index':
        return this.indexValue(expr, scope);
      case 'call':
        return callValue(this, expr, scope);
      case 'function':
        return this.functionValue(expr, scope);
      case 'class':
        return this.classValue(expr, scope);
      case 'object':
      case 'array':
      case 'regex':
        return [{ kind: 'object', expr, scope }];
      default:
        return handedThrough(this, expr, scope);
    }
  }

  private functionValue({ fn }: Extract<Expr, { kind: 'function' }>, scope: LinkScope): Definition[] {
    const node = this.index.nodeOf(fn, scope.file);
    return node ? [{ kind: 'function', fn: node }] : [];
  }

  private classValue({ cls }: Extract<Expr, { kind: 'class' }>, scope: LinkScope): Definition[] {
    const node = this.index.classes.get(`${scope.file}#${cls.id}`);
    return node ? [{ kind: 'class', cls: node }] : [];
  }

  private name(name: string, scope: LinkScope): Definition[] {
    const declaring = scope.declaring(name);
    if (declaring) return (declaring.bindings.get(name) ?? []).flatMap((binding) => this.bound(binding));
    return this.linking(scope.file).undeclared(this, name, scope);
  }

  /** What a binding stands for. */
  bound(binding: Binding): readonly Definition[] {
    switch (binding.kind) {
      case 'value':
        return this.steps(this.resolve(binding.expr, binding.scope), binding.steps);
      case 'function':
        return [{ kind: 'function', fn: binding.fn }];
      case 'class':
        return [{ kind: 'class', cls: binding.cls }];
      case 'import':
        return this.once(`import ${binding.file} ${binding.level} ${binding.module} ${binding.imported}`, () =>
          this.linking(binding.file).importedValue(this, binding),
        );
      case 'parameter':
        return this.parameterValue(binding.fn, binding.index, binding.steps);
      case 'typed':
        return typeInstances(this, binding.annotation, binding.scope);
    }
  }

  private parameterValue(fn: FunctionNode, position: number, steps: readonly Step[]): readonly Definition[] {
    const scope = asLinkScope(fn.scope);
    const name = fn.fn.params[0]?.name;
    if (position === 0 && name !== undefined && fn.cls && selfOf(scope, name)) {
      const ofClass = scope.dialect.receiver(fn.fn) === 'class';
      return this.steps([ofClass ? { kind: 'class', cls: fn.cls } : { kind: 'instance', cls: fn.cls }], steps);
    }
    return [{ kind: 'parameter', fn, index: position, path: [...steps] }];
  }

  private thisValue(scope: LinkScope): Definition[] {
    if (scope.isClass && scope.cls) return [{ kind: 'class', cls: scope.cls }];
    const fn = thisFunction(scope);
    if (!fn) return [];
    if (fn.fn.id === '<module>') return [{ kind: 'module', file: fn.file }];
    if (fn.cls) {
      const isStatic = fn.cls.cls.members.some((member) => member.fn === fn.fn && member.static);
      return [{ kind: isStatic ? 'class' : 'instance', cls: fn.cls }];
    }
    const owner = this.index.prototypeOf.get(fn.fn);
    if (owner) return this.resolve(owner.expr, owner.scope).flatMap((one) => this.instanceOf(one));
    const object = this.index.objectOf.get(fn.fn);
    return [
      object
        ? { kind: 'object', expr: object.expr, scope: object.scope }
        : { kind: 'instance', cls: this.synthetic.of(fn) },
    ];
  }

  /** Instances made by calling a class, or a function as a constructor. */
  instanceOf(definition: Definition): Definition[] {
    if (definition.kind === 'class') return [{ kind: 'instance', cls: definition.cls }];
    if (definition.kind === 'function') return [{ kind: 'instance', cls: this.synthetic.of(definition.fn) }];
    return definition.kind === 'external' ? [{ kind: 'external', path: `${definition.path}()` }] : [];
  }

  /** `super` stands for an instance of the base classes (in a static method, for the classes). */
  superValue(scope: LinkScope): Definition[] {
    const fn = thisFunction(scope) ?? scope.owner;
    const cls = fn?.cls ?? enclosingClass(fn);
    if (!cls) return [];
    return this.basesOf(cls).flatMap((base) => this.instanceOf(base));
  }

  basesOf(cls: Extract<Definition, { kind: 'class' }>['cls']): readonly Definition[] {
    const outer = asLinkScope(cls.scope).parent ?? asLinkScope(cls.scope);
    const made = this.synthetic.basesOf(cls).flatMap((binding) => this.bound(binding));
    return [...cls.cls.bases.flatMap((base) => this.resolve(base, outer)), ...made];
  }

  private memberValue(expr: Extract<Expr, { kind: 'member' }>, scope: LinkScope): Definition[] {
    if (this.linking(scope.file).isOwnExports(expr, scope)) return [{ kind: 'module', file: scope.file }];
    const objects = this.resolve(expr.object, scope);
    return [...this.assigned(expr, scope), ...objects.flatMap((object) => memberOf(this, object, expr.property))];
  }

  /** What was assigned to exactly this member of a variable or of `this`. */
  private assigned(expr: Expr, scope: LinkScope): readonly Definition[] {
    const found = rootOf(this.index, expr, scope, false);
    return found && found.path.length > 0 ? namedMembers(this, found.root, found.path) : [];
  }

  private indexValue(expr: Extract<Expr, { kind: 'index' }>, scope: LinkScope): Definition[] {
    const objects = this.resolve(expr.object, scope);
    // A type alias (`CurrentUser = Annotated[User, Depends(f)]`) stands for itself.
    if (objects.some((one) => one.kind === 'external' && ANNOTATED_PATH.test(one.path)))
      return [{ kind: 'object', expr, scope }];
    const keys = this.resolve(expr.index, scope).flatMap((key) =>
      key.kind === 'literal' && key.value !== null ? [String(key.value)] : [],
    );
    const constant = keys.length > 0 && keys.length <= 8;
    return [
      ...(constant ? this.assigned(expr, scope) : []),
      ...objects.flatMap((object) =>
        constant ? keys.flatMap((key) => memberOf(this, object, key)) : elementsOf(this, object),
      ),
    ];
  }

  member(definition: Definition, name: string): readonly Definition[] {
    return memberOf(this, definition, name);
  }

  /** Follows members, calls and elements from definitions. */
  steps(start: readonly Definition[], steps: readonly Step[]): readonly Definition[] {
    let current = start;
    for (const step of steps) {
      current = distinct(
        current.flatMap((definition) => {
          if (step === CALL) return this.called(definition);
          return step === ELEMENT ? elementsOf(this, definition) : memberOf(this, definition, step);
        }),
      );
    }
    return current;
  }

  called(definition: Definition, context?: CallContext): readonly Definition[] {
    return calledDefinition(this, definition, context);
  }
}

function enclosingClass(fn: FunctionNode | undefined): FunctionNode['cls'] {
  let current = fn;
  while (current && !current.cls) current = current.parent;
  return current?.cls;
}
