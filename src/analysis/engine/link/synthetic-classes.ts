import type { ClassNode, FunctionNode } from './definitions';
import type { ProgramIndex } from './index-data';
import { asLinkScope, LinkScope, type Binding } from './scopes';

/** Functions used as constructors (`new F()`, `F.prototype.m = …`) seen as classes without members of their own. */
export class SyntheticClasses {
  private readonly made = new Map<string, ClassNode>();
  private readonly constructors = new Map<string, FunctionNode>();

  constructor(private readonly index: ProgramIndex) {}

  of(fn: FunctionNode): ClassNode {
    const known = this.made.get(fn.key);
    if (known) return known;
    const outer = asLinkScope(fn.scope).parent;
    const scope = new LinkScope(fn.file, outer, asLinkScope(fn.scope).dialect);
    const cls: ClassNode = {
      key: `${fn.file}#class:${fn.fn.id}`,
      file: fn.file,
      scope,
      cls: { id: `class:${fn.fn.id}`, name: fn.fn.name, bases: [], decorators: [], members: [], span: fn.fn.span },
    };
    scope.cls = cls;
    this.made.set(fn.key, cls);
    this.constructors.set(cls.key, fn);
    return cls;
  }

  constructorOf(cls: ClassNode): FunctionNode | undefined {
    return this.constructors.get(cls.key);
  }

  /** `util.inherits(F, Base)` and what compilers write for `extends`. */
  basesOf(cls: ClassNode): readonly Binding[] {
    return this.assignedTo(cls, '__proto__');
  }

  /** What was assigned to a member of the constructor, under all the names it is known by. */
  assignedTo(cls: ClassNode, member: string): readonly Binding[] {
    const fn = this.constructorOf(cls);
    const aliases = this.index.aliases.get(fn ? fn.fn : cls.cls) ?? [];
    return aliases.flatMap((alias) => {
      const root = 'root' in alias ? alias.root : alias.scope.roots.get(alias.name);
      return root?.entries.get([...alias.path, member].join('.')) ?? [];
    });
  }
}
