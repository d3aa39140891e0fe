import type { Expr } from '../../read/ir';
import type { CallSite, Program } from '../../engine/link/definitions';
import { numberOf } from '../../engine/link/expression-numbers';
import { asLinkScope } from '../../engine/link/scopes';
import { walkDeep } from '../../engine/link/walk';
import { ROUTE_METHODS } from '../../../knowledge/frameworks/javascript-routers';
import { CustomRouters } from './custom-routers';
import { guardOf, routeOfChain } from './handler-chain';
import { functionsOf, handlerOf } from '../../engine/entries/handlers';
import type { RouterRef } from './routers';
import { MiddlewareReader } from './middleware';
import type { Registration } from '../../engine/entries/registration';
import { isPath, pathsOf } from '../../engine/entries/route-paths';
import { routeObjects } from './route-objects';
import { RouterLookup } from './router-lookup';
import type { RouterTree } from '../../engine/entries/router-tree';
import { unknownRouterRoutes, writtenOutRoute } from './shaped-routes';

/** Routes registered by calls: Express, Connect, Restify, Koa, Fastify, Hapi and what is shaped like them. */
export function javascriptRoutes(program: Program, tree: RouterTree): Registration[] {
  const reader = new RouteReader(program, tree);
  return program.calls.flatMap((call) => (asLinkScope(call.scope).dialect.id === 'python' ? [] : reader.read(call)));
}

/** The path of a route with its handlers; no path where `router.route(path)` has given it before. */
interface RouteArguments {
  path?: Expr;
  handlers: readonly Expr[];
}

class RouteReader {
  private readonly custom: CustomRouters;
  private readonly lookup: RouterLookup;
  private readonly middleware: MiddlewareReader;

  constructor(
    private readonly program: Program,
    private readonly tree: RouterTree,
  ) {
    this.custom = new CustomRouters(program, tree);
    this.lookup = new RouterLookup(program, tree);
    this.middleware = new MiddlewareReader(program, tree, this.lookup);
  }

  read(call: CallSite): Registration[] {
    const { callee } = call.expr;
    if (callee.kind !== 'member') return this.listener(call);
    const { property, object } = callee;
    if (/^createServer$|^createSecureServer$/.test(property)) return this.listener(call);
    const writtenOut = writtenOutRoute(this.program, call, this.lookup, this.custom);
    if (writtenOut) return [writtenOut];
    if (ROUTE_METHODS.has(property)) return this.verb(call, object, property);
    if (property === 'use') return this.middleware.use(call, object);
    if (property === 'route') return this.objects(call, object);
    if (property === 'register') this.middleware.register(call, object);
    if (property === 'addHook' || property === 'ext') this.middleware.hook(call, object);
    if (property === 'prefix') this.middleware.prefix(call, object);
    return [];
  }

  private verb(call: CallSite, object: Expr, verb: string): Registration[] {
    const router = this.lookup.routers(object, call.scope)[0];
    const args = call.expr.args.map((arg) => arg.value);
    if (!router) return unknownRouterRoutes(this.program, call, object, verb, args);
    if (router.library.useOnly) return [];
    const { path, handlers } = this.argumentsOf(call, router, args);
    if (handlers.length === 0 || (router.route === undefined && !path)) return [];
    const routes = path ? pathsOf(this.program, path, call.scope) : [router.route ?? ''];
    if (verb === 'all' && this.passesOn(call, handlers)) {
      this.addMiddleware(call, router, routes, handlers);
      return [];
    }
    const method = ROUTE_METHODS.get(verb) ?? 'ALL';
    return routes.map((route) => routeOfChain(this.program, call, router, method, route, handlers));
  }

  private argumentsOf({ scope }: CallSite, router: RouterRef, args: readonly Expr[]): RouteArguments {
    const named =
      router.library.namedRoutes === true &&
      args.length > 2 &&
      isPath(this.program, args[0], scope) &&
      isPath(this.program, args[1], scope);
    const rest = named ? args.slice(1) : args;
    if (router.route !== undefined) return { handlers: rest };
    const [path, ...handlers] = rest;
    return { ...(path && { path }), handlers };
  }

  /** `app.all('*', (req, res, next) => …)` that hands on is middleware. */
  private passesOn(call: CallSite, handlers: readonly Expr[]): boolean {
    const last = handlers[handlers.length - 1];
    const fn = last && functionsOf(this.program, last, call.scope).at(-1);
    const next = fn?.fn.params[2]?.name;
    if (!fn || next === undefined) return false;
    let called = false;
    walkDeep(fn.fn.body, (expr) => {
      if (expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.name === next && expr.args.length === 0)
        called = true;
    });
    return called;
  }

  private addMiddleware(call: CallSite, router: RouterRef, routes: readonly string[], handlers: readonly Expr[]): void {
    const guards = handlers.map((expr) => guardOf({ expr, scope: call.scope }, 'app'));
    const position = { expr: call.expr, owner: call.caller };
    for (const path of routes) this.tree.addEvent(router.key, { guards, call: position, always: false, path });
  }

  private objects(call: CallSite, object: Expr): Registration[] {
    const router = this.lookup.routers(object, call.scope)[0];
    return router?.library.routeObjects ? routeObjects(this.program, call, router) : [];
  }

  /** `http.createServer(handler)`. */
  private listener(call: CallSite): Registration[] {
    const paths = this.program.externalPaths(call.expr.callee, call.scope);
    if (!paths.some((path) => /^(https?|http2|spdy)\.(createServer|createSecureServer)$/.test(path))) return [];
    const handler = call.expr.args[call.expr.args.length - 1]?.value;
    if (!handler || handler.kind === 'object') return [];
    const fn = functionsOf(this.program, handler, call.scope).at(-1);
    if (!fn || this.lookup.mountable(handler, call.scope).length > 0) return [];
    return [
      {
        kind: 'http',
        framework: 'node',
        method: 'ALL',
        scope: call.scope,
        before: [],
        router: `node ${numberOf(call.expr)}`,
        at: { file: call.scope.file, span: call.expr.span },
        handler: handlerOf(this.program, handler, call.scope),
      },
    ];
  }
}
