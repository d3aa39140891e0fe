import { lastName } from '../../engine/last-name';
import type { CallSite, ClassNode, Program } from '../../engine/link/definitions';
import { numberOf } from '../../engine/link/expression-numbers';
import type { RouterFinder } from './routers';
import type { RouterTree } from '../../engine/entries/router-tree';

const MAX_DEPTH = 6;
/** Parts of the names of what makes routers, besides the names of the frameworks. */
const MAKERS = ['router', 'default', 'app', 'createserver'];

/** Router classes of the program: what they register ends on the library's router that one of their methods makes. */
export class CustomRouters {
  private readonly made = new Map<string, CallSite[]>();
  private readonly mounted = new Set<string>();
  private readonly makers: readonly string[];

  constructor(
    private readonly program: Program,
    private readonly tree: RouterTree,
    private readonly finder: RouterFinder,
  ) {
    this.makers = [...MAKERS, ...finder.frameworks.filter((one) => one.routers).map((one) => one.id)];
    for (const call of program.calls) {
      const owner = call.caller.cls;
      if (!owner || !this.mayMake(call) || !this.makesRouter(call)) continue;
      this.made.set(owner.key, [...(this.made.get(owner.key) ?? []), call]);
    }
  }

  private makesRouter({ expr, scope }: CallSite): boolean {
    return this.program.externalPaths(expr, scope).some((path) => this.finder.isRouterPath(path));
  }

  /** Cheap look at the callee before it is followed. */
  private mayMake({ expr }: CallSite): boolean {
    const name = (lastName(expr.callee) ?? 'default').toLowerCase();
    return this.makers.some((word) => name.includes(word));
  }

  /** Hangs the routes of a class below the routers that it, or a base class, makes. */
  mount(cls: ClassNode): void {
    if (this.mounted.has(cls.key)) return;
    this.mounted.add(cls.key);
    for (const { expr, scope, caller } of this.makersOf(cls, 0))
      this.tree.hang(`${scope.file} ${numberOf(expr)}`, `custom ${cls.key}`, '', { expr, owner: caller });
  }

  private makersOf(cls: ClassNode, depth: number): CallSite[] {
    const own = this.made.get(cls.key) ?? [];
    if (own.length > 0 || depth > MAX_DEPTH) return own;
    return this.program
      .basesOf(cls)
      .flatMap((base) => (base.kind === 'class' ? this.makersOf(base.cls, depth + 1) : []));
  }
}
