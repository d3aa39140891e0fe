import type { Expr } from '../../read/ir';
import type { CallSite, Program } from '../../engine/link/definitions';
import { functionsOf } from '../../engine/entries/handlers';
import type { Registration } from '../../engine/entries/registration';
import { isPath, pathsOf } from '../../engine/entries/route-paths';
import type { RouterTree } from '../../engine/entries/router-tree';
import { GivenTexts } from '../given-texts';
import { type HandedOn, handedOn } from '../handed-on';
import { flattened, guardOf, type Located, locatedIn, routeOfChain } from './handler-chain';
import { onlyGuards, passesOn } from './passing-on';
import type { RouterRef } from './routers';

/** Methods of a router told apart in one computed call. */
const MOST_METHODS = 10;

/** The path of a route with its handlers; no path where `router.route(path)` has given it before. */
interface RouteArguments {
  path?: Expr;
  handlers: readonly Expr[];
}

/** Routes registered by methods that are called like HTTP methods. */
export class VerbReader {
  private readonly texts: GivenTexts;

  constructor(
    private readonly program: Program,
    private readonly tree: RouterTree,
  ) {
    this.texts = new GivenTexts(program);
  }

  /** `router.get('/x', handler)` */
  verb(call: CallSite, router: RouterRef, verb: string): Registration[] {
    const method = router.framework.calls?.verbs?.get(verb);
    if (method === undefined) return [];
    const { path, handlers } = this.argumentsOf(call, router);
    const last = handlers.at(-1);
    if (!last || last.kind === 'literal' || (router.route === undefined && !path)) return [];
    const handed = handedOn(this.program, call, last);
    if (handed) return handed.map((one) => this.forCaller(call, router, method, { path, handlers }, one));
    const routes = path ? pathsOf(this.program, path, call.scope) : [router.route ?? ''];
    const only = verb === 'all' ? undefined : method;
    this.passOn(call, router, only, routes, handlers);
    if (this.isMiddleware(call, handlers, only)) return [];
    const chain = locatedIn(call, handlers);
    return routes.map((route) => routeOfChain(this.program, { call, router, method, route }, chain));
  }

  /** `router[method]('/x', handler)`: for each method that it can be. */
  computed(call: CallSite, router: RouterRef, name: Expr): Registration[] {
    const { handlers } = this.argumentsOf(call, router);
    const last = handlers.at(-1);
    const handed = last && handedOn(this.program, call, last);
    if (!handed)
      return this.program
        .strings(name, call.scope)
        .slice(0, MOST_METHODS)
        .flatMap((verb) => this.verb(call, router, verb.toLowerCase()));
    return handed.flatMap((one) => {
      const verb = this.texts.of(name, call.scope, one.given)[0]?.toLowerCase() ?? '';
      const method = router.framework.calls?.verbs?.get(verb);
      return method === undefined ? [] : [this.forCaller(call, router, method, this.argumentsOf(call, router), one)];
    });
  }

  /** `router.on(['PUT', 'PATCH'], '/x', handler)` */
  methodFirst(call: CallSite, router: RouterRef): Registration[] {
    const [methods, path, ...handlers] = call.expr.args.map((arg) => arg.value);
    if (!methods || !path || handlers.length === 0) return [];
    const chain = locatedIn(call, handlers);
    return pathsOf(this.program, methods, call.scope).flatMap((method) =>
      pathsOf(this.program, path, call.scope).map((route) =>
        routeOfChain(this.program, { call, router, method: method.toUpperCase(), route }, chain),
      ),
    );
  }

  /** What a function of the program registers for one of its callers. */
  private forCaller(
    call: CallSite,
    router: RouterRef,
    method: string,
    { path, handlers }: RouteArguments,
    { site, handler, given }: HandedOn,
  ): Registration {
    const route = path ? (this.texts.of(path, call.scope, given)[0] ?? '') : (router.route ?? '');
    const chain: Located[] = [...locatedIn(call, handlers.slice(0, -1)), { expr: handler, scope: site.scope }];
    const made = routeOfChain(this.program, { call, router, method, route }, chain);
    return { ...made, at: { file: site.scope.file, span: site.expr.span } };
  }

  private argumentsOf({ expr, scope }: CallSite, router: RouterRef): RouteArguments {
    const args = expr.args.map((arg) => arg.value);
    const named =
      router.namedRoutes === true &&
      args.length > 2 &&
      isPath(this.program, args[0], scope) &&
      isPath(this.program, args[1], scope);
    const rest = named ? args.slice(1) : args;
    if (router.route !== undefined) return { handlers: rest };
    const [path, ...handlers] = rest;
    return { ...(path && { path }), handlers };
  }

  /** `app.all('*', (req, res, next) => …)` that hands on is middleware; for one method if it does nothing else. */
  private isMiddleware(call: CallSite, handlers: readonly Expr[], only: string | undefined): boolean {
    const last = handlers.at(-1);
    const fn = last && functionsOf(this.program, last, call.scope).at(-1);
    if (!fn) return false;
    return only === undefined ? passesOn(fn) : onlyGuards(fn);
  }

  /** What hands on runs before routes that are registered later for the same path, and method if it has one. */
  private passOn(
    call: CallSite,
    router: RouterRef,
    only: string | undefined,
    routes: readonly string[],
    handlers: readonly Expr[],
  ): void {
    const chain = handlers.flatMap((expr) => flattened(this.program, expr, call.scope));
    if (!chain.every((one) => this.mayHandOn(one, only))) return;
    const guards = chain.map((one) => guardOf(one, 'app'));
    const position = { expr: call.expr, owner: call.caller };
    for (const path of routes)
      this.tree.addEvent(router.key, {
        guards,
        call: position,
        always: false,
        path,
        ...(only !== undefined && { only }),
      });
  }

  /** A function of the program that calls what comes next, or one of a library, which may. */
  private mayHandOn({ expr, scope }: Located, only: string | undefined): boolean {
    const fn = functionsOf(this.program, expr, scope).at(-1);
    if (fn) return passesOn(fn);
    return only !== undefined && this.program.resolve(expr, scope).some((one) => one.kind === 'external');
  }
}
