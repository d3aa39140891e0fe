import type { Expr } from '../../read/ir';
import type { Program, Scope } from '../../engine/link/definitions';
import { propertyOf } from '../../engine/link/property';
import type { RouterFinder, RouterRef } from './routers';
import type { RouterTree } from '../../engine/entries/router-tree';

/** The routers behind an expression; the prefix a router was made with goes into the tree when it is first seen. */
export class RouterLookup {
  private readonly prefixed = new Set<string>();

  constructor(
    private readonly program: Program,
    private readonly tree: RouterTree,
    readonly finder: RouterFinder,
  ) {}

  routers(object: Expr, scope: Scope): RouterRef[] {
    const found = this.finder.routersOf(object, scope);
    for (const router of found) this.readPrefix(router);
    return found;
  }

  /** The keys of routers handed to `use`, also as `router.routes()`. */
  mountable(expr: Expr, scope: Scope): string[] {
    if (expr.kind === 'call' && expr.callee.kind === 'member' && /^(routes|middleware)$/.test(expr.callee.property)) {
      const inner = this.routers(expr.callee.object, scope);
      if (inner.length > 0) return inner.map((router) => router.key);
    }
    return this.routers(expr, scope).map((router) => router.key);
  }

  private readPrefix(router: RouterRef): void {
    if (!router.options || this.prefixed.has(router.key)) return;
    this.prefixed.add(router.key);
    const value = propertyOf(this.program, router.options.expr, router.options.scope, 'prefix');
    const prefix = value && this.program.strings(value.expr, value.scope)[0];
    if (prefix !== undefined) this.tree.setPrefix(router.key, prefix);
  }
}
