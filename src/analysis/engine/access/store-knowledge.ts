import { NOT_DATA } from '../../../knowledge/access/store-calls';
import { CONNECTING, STORE_LIBRARIES, type StoreLibrary } from '../../../knowledge/frameworks/stores';
import type { Expr } from '../../read/ir';
import { baseNames } from '../link/base-names';
import type { CallSite, ClassNode, Definition, Program, Scope } from '../link/definitions';
import { PathTable } from '../stores/path-table';
import { subjectOf } from '../stores/subjects';

/** So many classes a class is followed up. */
const MOST_BASES = 8;

/** Tells which calls are about stored data, and about which. */
export class StoreKnowledge {
  private readonly libraries = new PathTable(STORE_LIBRARIES.filter((one) => !NOT_DATA.has(one.type)));
  /** Checks that were run and told nothing about who asks. */
  readonly silent = new Set<Expr>();
  private readonly models = new Map<ClassNode, boolean>();
  private readonly named = new Map<string, ClassNode[]>();

  constructor(private readonly program: Program) {}

  /** The library that a call goes to, when it keeps data. */
  libraryOf(paths: readonly string[]): { library: StoreLibrary; path: string } | undefined {
    for (const path of paths) {
      const library = this.libraries.firstFor([path]);
      if (library && !CONNECTING.test(path)) return { library, path };
    }
    return undefined;
  }

  /** Whether the class describes what a store keeps. */
  isModel(cls: ClassNode): boolean {
    let is = this.models.get(cls);
    if (is === undefined) {
      this.models.set(cls, false);
      is = this.libraryOf(baseNames(this.program, cls)) !== undefined || this.isEntity(cls);
      this.models.set(cls, is);
      if (is) this.named.set(cls.cls.name, [...(this.named.get(cls.cls.name) ?? []), cls]);
    }
    return is;
  }

  /** What the models of a name have under a name of their own. */
  membersOf(model: string, name: string): readonly Definition[] {
    return (this.named.get(model) ?? []).flatMap((cls) => this.program.member({ kind: 'instance', cls }, name));
  }

  /** The model that a relation to several leads to, by its name. */
  modelCalled(relation: string): string | undefined {
    const plain = (name: string): string => name.toLowerCase().replace(/_|set$|s$/g, '');
    return [...this.named.keys()].find((name) => plain(name) === plain(relation));
  }

  /** Whether a model of that name says what it keeps under the other name; undefined where the model is not here. */
  keeps(model: string, name: string): boolean | undefined {
    const classes = this.named.get(model);
    return classes?.some((cls) => this.declares(cls, name, 0));
  }

  private declares(cls: ClassNode, name: string, depth: number): boolean {
    if (cls.cls.members.some((member) => member.name === name)) return true;
    if (depth > MOST_BASES) return false;
    return this.program.basesOf(cls).some((one) => one.kind === 'class' && this.declares(one.cls, name, depth + 1));
  }

  private isEntity({ cls, scope }: ClassNode): boolean {
    return cls.decorators.some((one) => {
      const callee = one.kind === 'call' ? one.callee : one;
      return this.libraryOf(this.program.externalPaths(callee, scope.parent ?? scope)) !== undefined;
    });
  }

  /** The model that an expression names. */
  modelNamed(expr: Expr, scope: Scope): string | undefined {
    if (expr.kind !== 'name' && expr.kind !== 'member') return undefined;
    for (const one of this.program.resolve(expr, scope)) {
      const name = this.modelOf(one);
      if (name !== undefined) return name;
    }
    return expr.kind === 'member' ? this.modelNamed(expr.object, scope) : undefined;
  }

  modelOf(definition: Definition): string | undefined {
    if (definition.kind !== 'class' && definition.kind !== 'instance') return undefined;
    return this.isModel(definition.cls) ? definition.cls.cls.name : undefined;
  }

  /** What the library keeps it under. */
  subjectOf(call: CallSite, path: string): string {
    return subjectOf(this.program, call, path);
  }
}
