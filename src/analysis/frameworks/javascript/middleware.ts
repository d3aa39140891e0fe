import type { Expr } from '../../read/ir';
import type { CallSite, FunctionNode, Program } from '../../engine/link/definitions';
import { flattened, guardOf, type Located, routeOfChain } from './handler-chain';
import { functionsOf, handlerOf } from '../../engine/entries/handlers';
import type { Framework } from '../framework';
import { LazyRouters } from './lazy-routers';
import { answersItself, passesOn } from './passing-on';
import type { RouterRef } from './routers';
import type { Guarding, Registration } from '../../engine/entries/registration';
import { isPath, pathsOf } from '../../engine/entries/route-paths';
import type { RouterLookup } from './router-lookup';
import type { RouterTree } from '../../engine/entries/router-tree';

/** What is hung on a router for all its routes: middleware, plugins, hooks, other routers. */
export class MiddlewareReader {
  private readonly lazy: LazyRouters;

  constructor(
    private readonly program: Program,
    private readonly tree: RouterTree,
    private readonly lookup: RouterLookup,
  ) {
    this.lazy = new LazyRouters(program, tree, lookup);
  }

  use(call: CallSite, object: Expr): Registration[] {
    const router = this.lookup.routers(object, call.scope)[0];
    if (!router) return [];
    const args = call.expr.args.map((arg) => arg.value);
    const paths = this.pathsOfUse(args[0], call);
    const rest = (paths ? args.slice(1) : args).flatMap((expr) => flattened(this.program, expr, call.scope));
    if (this.lazy.mount(call, router, paths ? args[0] : undefined, rest)) return [];
    const guards = this.mountAll(call, router, paths?.[0] ?? '', rest);
    const position = { expr: call.expr, owner: call.caller };
    for (const path of paths ?? [undefined])
      this.tree.addEvent(router.key, { guards, call: position, always: false, ...(path !== undefined && { path }) });
    return this.terminal(call, router, paths?.[0], rest);
  }

  private pathsOfUse(first: Expr | undefined, { scope, caller }: CallSite): string[] | undefined {
    if (!first) return undefined;
    const isParameter = first.kind === 'name' && caller.fn.params.some((one) => one.name === first.name);
    if (!isPath(this.program, first, scope)) return isParameter ? [] : undefined;
    return pathsOf(this.program, first, scope);
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
          child: child.key,
          prefix: (child.prefix ?? prefix).replace(/\/?\*+$/, ''),
          guards: guards.map((guard) => ({ ...guard, reach: 'router' as const })),
          call: { expr: call.expr, owner: call.caller },
        });
      }
    }
    return guards;
  }

  /** `app.route('/api', router)` */
  mountAt(call: CallSite, router: RouterRef): void {
    const [path, ...rest] = call.expr.args.map((arg) => arg.value);
    if (!path) return;
    const prefix = this.program.strings(path, call.scope)[0] ?? '';
    this.mountAll(
      call,
      router,
      prefix,
      rest.map((expr) => ({ expr, scope: call.scope })),
    );
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
    const { framework } = router;
    const made = () => routeOfChain(this.program, { call, router, method: 'ALL', route: path ?? '/' }, rest);
    if (framework.useOnly && fn?.fn.params.length === 4) return [made()];
    if (!fn || !this.answers(fn, framework, path)) return [];
    return [{ ...made(), handler: handlerOf(this.program, last.expr, last.scope) }];
  }

  /** With too few parameters to hand on, or with something of its own to send. */
  private answers(fn: FunctionNode, framework: Framework, path: string | undefined): boolean {
    const { length } = fn.fn.params;
    const middleware = framework.middlewareParameters ?? 3;
    if (length === 0) return false;
    if (length < middleware) return framework.useOnly === true || path !== undefined;
    if (middleware !== 3 || length !== 3 || !answersItself(fn)) return false;
    return path !== undefined || !passesOn(fn);
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
