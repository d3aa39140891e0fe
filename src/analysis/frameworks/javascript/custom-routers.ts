import { lastName } from '../../engine/last-name';
import type { CallSite, ClassNode, Program } from '../../engine/link/definitions';
import { numberOf } from '../../engine/link/expression-numbers';
import { JAVASCRIPT_ROUTERS } from '../../../knowledge/frameworks/javascript-routers';
import type { RouterTree } from '../../engine/entries/router-tree';

const MAX_DEPTH = 6;

/** Router classes of the program: what they register ends on the library's router that one of their methods makes. */
export class CustomRouters {
  private readonly made = new Map<string, CallSite[]>();
  private readonly mounted = new Set<string>();

  constructor(
    private readonly program: Program,
    private readonly tree: RouterTree,
  ) {
    for (const call of program.calls) {
      const owner = call.caller.cls;
      if (!owner || !isMaker(call) || !this.makesRouter(call)) continue;
      this.made.set(owner.key, [...(this.made.get(owner.key) ?? []), call]);
    }
  }

  private makesRouter({ expr, scope }: CallSite): boolean {
    return this.program
      .externalPaths(expr, scope)
      .some((path) => JAVASCRIPT_ROUTERS.some((one) => one.routers.test(path)));
  }

  /** Hangs the routes of a class below the routers that it, or a base class, makes. */
  mount(cls: ClassNode): void {
    if (this.mounted.has(cls.key)) return;
    this.mounted.add(cls.key);
    for (const call of this.makers(cls, 0)) {
      this.tree.mount({
        parent: `${call.scope.file} ${numberOf(call.expr)}`,
        child: `custom ${cls.key}`,
        prefix: '',
        guards: [],
        call: { expr: call.expr, owner: call.caller },
      });
    }
  }

  private makers(cls: ClassNode, depth: number): CallSite[] {
    const own = this.made.get(cls.key) ?? [];
    if (own.length > 0 || depth > MAX_DEPTH) return own;
    return this.program.basesOf(cls).flatMap((base) => (base.kind === 'class' ? this.makers(base.cls, depth + 1) : []));
  }
}

/** Cheap look at the callee before it is followed. */
function isMaker({ expr }: CallSite): boolean {
  const name = lastName(expr.callee) ?? 'default';
  return /router|express|default|app|createServer|connect|koa|fastify|polka/i.test(name);
}
