import type { Expr } from '../../read/ir';
import type { CallSite, Program } from '../../engine/link/definitions';
import { flattened, guardOf, type Located, routeOfChain } from './handler-chain';
import { functionsOf, handlerOf } from '../../engine/entries/handlers';
import { propertyOf } from '../../engine/link/property';
import type { RouterRef } from './routers';
import type { Guarding, Registration } from '../../engine/entries/registration';
import { isPath, pathsOf } from '../../engine/entries/route-paths';
import type { RouterLookup } from './router-lookup';
import type { RouterTree } from '../../engine/entries/router-tree';

/** What is hung on a router for all its routes: middleware, plugins, hooks, other routers. */
export class MiddlewareReader {
  constructor(
    private readonly program: Program,
    private readonly tree: RouterTree,
    private readonly lookup: RouterLookup,
  ) {}

  use(call: CallSite, object: Expr): Registration[] {
    const router = this.lookup.routers(object, call.scope)[0];
    if (!router) return [];
    const args = call.expr.args.map((arg) => arg.value);
    const paths = this.pathsOfUse(args[0], call);
    const rest = (paths ? args.slice(1) : args).flatMap((expr) => flattened(this.program, expr, call.scope));
    const guards = this.mountAll(call, router, paths?.[0] ?? '', rest);
    const position = { expr: call.expr, owner: call.caller };
    for (const path of paths ?? [undefined])
      this.tree.addEvent(router.key, { guards, call: position, always: false, ...(path !== undefined && { path }) });
    return this.terminal(call, router, paths?.[0], rest);
  }

  private pathsOfUse(first: Expr | undefined, { scope }: CallSite): string[] | undefined {
    return first && isPath(this.program, first, scope) ? pathsOf(this.program, first, scope) : undefined;
  }

  /** Mounts the routers among the arguments, each behind the functions in front of it; answers these functions. */
  private mountAll(call: CallSite, router: RouterRef, prefix: string, rest: readonly Located[]): Guarding[] {
    const guards: Guarding[] = [];
    for (const one of rest) {
      const children = this.lookup.mountable(one.expr, one.scope);
      if (children.length === 0) guards.push(guardOf(one, 'app'));
      for (const child of children) {
        this.tree.mount({
          parent: router.key,
          child,
          prefix,
          guards: guards.map((guard) => ({ ...guard, reach: 'router' as const })),
          call: { expr: call.expr, owner: call.caller },
        });
      }
    }
    return guards;
  }

  /** A function given to `use` that answers instead of passing on is a handler for all methods. */
  private terminal(
    call: CallSite,
    router: RouterRef,
    path: string | undefined,
    rest: readonly Located[],
  ): Registration[] {
    const last = rest.at(-1);
    if (!last) return [];
    const fn = functionsOf(this.program, last.expr, last.scope).at(-1);
    const params = fn?.fn.params.length ?? 99;
    const chain = rest.map((one) => one.expr);
    const { framework } = router;
    const made = () => routeOfChain(this.program, call, router, 'ALL', path ?? '/', chain);
    if (framework.useOnly && params === 4) return [made()];
    if (!fn || params === 0 || params >= (framework.middlewareParameters ?? 3)) return [];
    if (!framework.useOnly && path === undefined) return [];
    return [{ ...made(), handler: handlerOf(this.program, last.expr, last.scope) }];
  }

  /** A plugin gets a router of its own under the prefix. */
  plugin(call: CallSite, object: Expr, method: string): void {
    const router = this.lookup.routers(object, call.scope)[0];
    const plugin = call.expr.args[0]?.value;
    if (!router || !plugin || !router.framework.calls?.plugins?.includes(method)) return;
    const prefix = this.prefixOption(call);
    const position = { expr: call.expr, owner: call.caller };
    const plugins = functionsOf(this.program, plugin, call.scope);
    for (const fn of plugins)
      this.tree.mount({ parent: router.key, child: `plugin ${fn.key}`, prefix, guards: [], call: position });
    if (plugins.length > 0) return;
    const guards = [guardOf({ expr: plugin, scope: call.scope }, 'app')];
    this.tree.addEvent(router.key, { guards, call: position, always: false });
  }

  private prefixOption({ expr, scope }: CallSite): string {
    const options = expr.args[1]?.value;
    const prefix = options && propertyOf(this.program, options, scope, 'prefix');
    return prefix ? (this.program.strings(prefix.expr, prefix.scope)[0] ?? '') : '';
  }

  hook(call: CallSite, object: Expr, method: string): void {
    const router = this.lookup.routers(object, call.scope)[0];
    const [name, handler] = call.expr.args.map((arg) => arg.value);
    const hooks = router?.framework.calls?.hooks;
    if (!router || !hooks?.names.includes(method) || !handler) return;
    if (name?.kind !== 'literal' || !hooks.events.test(String(name.value))) return;
    this.tree.addEvent(router.key, {
      guards: [guardOf({ expr: handler, scope: call.scope }, 'app')],
      call: { expr: call.expr, owner: call.caller },
      always: false,
    });
  }

  prefix(call: CallSite, object: Expr, method: string): void {
    const router = this.lookup.routers(object, call.scope)[0];
    const path = call.expr.args[0]?.value;
    const prefix = path && this.program.strings(path, call.scope)[0];
    if (!router?.framework.calls?.prefix?.includes(method)) return;
    if (prefix !== undefined) this.tree.setPrefix(router.key, prefix);
  }
}
