import type { Expr } from '../../read/ir';
import type { Program, Scope } from '../../engine/link/definitions';
import { propertyOf } from '../../engine/link/property';
import type { RouterFinder, RouterRef } from './routers';
import type { RouterTree } from '../../engine/entries/router-tree';

/** A router, with the path that a call around it gives it. */
export interface Mountable {
  key: string;
  prefix?: string;
}

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

  /** The routers handed to `use`, also as `router.routes()` or wrapped in a call that gives them a path. */
  mountable(expr: Expr, scope: Scope): Mountable[] {
    if (expr.kind === 'call' && expr.callee.kind === 'member' && /^(routes|middleware)$/.test(expr.callee.property)) {
      const inner = this.routers(expr.callee.object, scope);
      if (inner.length > 0) return inner.map(({ key }) => ({ key }));
    }
    const wrapped = expr.kind === 'call' ? this.wrapped(expr, scope) : undefined;
    return wrapped ?? this.routers(expr, scope).map(({ key }) => ({ key }));
  }

  private wrapped(expr: Extract<Expr, { kind: 'call' }>, scope: Scope): Mountable[] | undefined {
    const rules = this.finder.frameworks.flatMap((one) => one.wraps ?? []);
    if (rules.length === 0) return undefined;
    const paths = this.program.externalPaths(expr.callee, scope);
    const rule = rules.find((one) => paths.some((path) => one.callee.test(path)));
    const router = rule && expr.args[expr.args.length === 1 ? 0 : rule.router]?.value;
    if (!rule || !router) return undefined;
    const path = expr.args.length === 1 ? undefined : expr.args[rule.prefix]?.value;
    const prefix = path && this.program.strings(path, scope)[0];
    return this.routers(router, scope).map(({ key }) => ({ key, ...(prefix !== undefined && { prefix }) }));
  }

  private readPrefix(router: RouterRef): void {
    if (this.prefixed.has(router.key)) return;
    this.prefixed.add(router.key);
    if (router.below) this.hangBelow(router.key, router.below);
    if (!router.options) return;
    const value = propertyOf(this.program, router.options.expr, router.options.scope, 'prefix');
    const prefix = value && this.program.strings(value.expr, value.scope)[0];
    if (prefix !== undefined) this.tree.setPrefix(router.key, prefix);
  }

  private hangBelow(child: string, { parent, prefix, call }: NonNullable<RouterRef['below']>): void {
    this.readPrefix(parent);
    const owner = call.scope.owner ?? this.program.moduleOf(call.scope.file);
    if (owner) this.tree.hang(parent.key, child, prefix, { expr: call.expr, owner });
  }
}
