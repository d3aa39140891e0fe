import type { Expr } from '../../read/ir';
import type { CallSite, Program } from '../../engine/link/definitions';
import { numberOf } from '../../engine/link/expression-numbers';
import { asLinkScope } from '../../engine/link/scopes';
import { walkDeep } from '../../engine/link/walk';
import { CustomRouters } from './custom-routers';
import { guardOf, routeOfChain } from './handler-chain';
import { functionsOf, handlerOf } from '../../engine/entries/handlers';
import { RouterFinder, type RouterRef } from './routers';
import type { Framework } from '../framework';
import { MiddlewareReader } from './middleware';
import type { Registration } from '../../engine/entries/registration';
import { isPath, pathsOf } from '../../engine/entries/route-paths';
import { routeObjects } from './route-objects';
import { RouterLookup } from './router-lookup';
import type { RouterTree } from '../../engine/entries/router-tree';
import { unknownRouterRoutes, writtenOutRoute } from './shaped-routes';

/** Routes registered by calls on routers, and by what is shaped like them. */
export function javascriptRoutes(program: Program, tree: RouterTree, frameworks: readonly Framework[]): Registration[] {
  const reader = new RouteReader(program, tree, frameworks);
  return program.calls.flatMap((call) => (asLinkScope(call.scope).dialect.id === 'python' ? [] : reader.read(call)));
}

/** The path of a route with its handlers; no path where `router.route(path)` has given it before. */
interface RouteArguments {
  path?: Expr;
  handlers: readonly Expr[];
}

/** The names of the methods that any of the frameworks has for something: a cheap look before a router is followed. */
interface CallNames {
  servers: ReadonlySet<string>;
  objects: ReadonlySet<string>;
  plugins: ReadonlySet<string>;
  hooks: ReadonlySet<string>;
  prefix: ReadonlySet<string>;
}

function namesOf(frameworks: readonly Framework[]): CallNames {
  const all = (names: (one: Framework) => readonly string[] | undefined): ReadonlySet<string> =>
    new Set(frameworks.flatMap((one) => names(one) ?? []));
  return {
    servers: all(({ servers }) => servers?.names),
    objects: all(({ calls }) => calls?.objects),
    plugins: all(({ calls }) => calls?.plugins),
    hooks: all(({ calls }) => calls?.hooks?.names),
    prefix: all(({ calls }) => calls?.prefix),
  };
}

class RouteReader {
  private readonly finder: RouterFinder;
  private readonly names: CallNames;
  private readonly custom: CustomRouters;
  private readonly lookup: RouterLookup;
  private readonly middleware: MiddlewareReader;

  constructor(
    private readonly program: Program,
    private readonly tree: RouterTree,
    private readonly frameworks: readonly Framework[],
  ) {
    this.finder = new RouterFinder(program, frameworks);
    this.names = namesOf(frameworks);
    this.custom = new CustomRouters(program, tree, this.finder);
    this.lookup = new RouterLookup(program, tree, this.finder);
    this.middleware = new MiddlewareReader(program, tree, this.lookup);
  }

  read(call: CallSite): Registration[] {
    const { callee } = call.expr;
    if (callee.kind !== 'member') return this.listener(call);
    const { property, object } = callee;
    if (this.names.servers.has(property)) return this.listener(call);
    const writtenOut = writtenOutRoute(this.program, call, this.lookup, this.custom);
    if (writtenOut) return [writtenOut];
    if (this.finder.isVerb(property)) return this.verb(call, object, property);
    if (property === 'use') return this.middleware.use(call, object);
    if (this.names.objects.has(property)) return this.objects(call, object, property);
    if (this.names.plugins.has(property)) this.middleware.plugin(call, object, property);
    if (this.names.hooks.has(property)) this.middleware.hook(call, object, property);
    if (this.names.prefix.has(property)) this.middleware.prefix(call, object, property);
    return [];
  }

  private verb(call: CallSite, object: Expr, verb: string): Registration[] {
    const router = this.lookup.routers(object, call.scope)[0];
    const args = call.expr.args.map((arg) => arg.value);
    if (!router) return unknownRouterRoutes(this.program, this.frameworks, call, { object, verb, args });
    const method = router.framework.calls?.verbs?.get(verb);
    if (method === undefined) return [];
    const { path, handlers } = this.argumentsOf(call, router, args);
    if (handlers.length === 0 || (router.route === undefined && !path)) return [];
    const routes = path ? pathsOf(this.program, path, call.scope) : [router.route ?? ''];
    if (verb === 'all' && this.passesOn(call, handlers)) {
      this.addMiddleware(call, router, routes, handlers);
      return [];
    }
    return routes.map((route) => routeOfChain(this.program, call, router, method, route, handlers));
  }

  private argumentsOf({ scope }: CallSite, router: RouterRef, args: readonly Expr[]): RouteArguments {
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

  private objects(call: CallSite, object: Expr, method: string): Registration[] {
    const router = this.lookup.routers(object, call.scope)[0];
    return router?.framework.calls?.objects?.includes(method) ? routeObjects(this.program, call, router) : [];
  }

  /** `http.createServer(handler)`: one function gets everything. */
  private listener(call: CallSite): Registration[] {
    const paths = this.program.externalPaths(call.expr.callee, call.scope);
    const server = this.frameworks.find(({ servers }) => servers && paths.some((path) => servers.callee.test(path)));
    if (!server) return [];
    const handler = call.expr.args[call.expr.args.length - 1]?.value;
    if (!handler || handler.kind === 'object') return [];
    const fn = functionsOf(this.program, handler, call.scope).at(-1);
    if (!fn || this.lookup.mountable(handler, call.scope).length > 0) return [];
    return [
      {
        kind: 'http',
        framework: server.id,
        method: 'ALL',
        scope: call.scope,
        before: [],
        router: `${server.id} ${numberOf(call.expr)}`,
        at: { file: call.scope.file, span: call.expr.span },
        handler: handlerOf(this.program, handler, call.scope),
      },
    ];
  }
}
