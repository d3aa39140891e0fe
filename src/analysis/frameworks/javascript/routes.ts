import type { Expr } from '../../read/ir';
import type { CallSite, Program } from '../../engine/link/definitions';
import { numberOf } from '../../engine/link/expression-numbers';
import { asLinkScope } from '../../engine/link/scopes';
import { CustomRouters } from './custom-routers';
import { functionsOf, handlerOf } from '../../engine/entries/handlers';
import { RouterFinder } from './routers';
import type { Framework } from '../framework';
import { MiddlewareReader } from './middleware';
import type { Registration } from '../../engine/entries/registration';
import { PluginReader } from './plugins';
import { describedRoute, routeObjects } from './route-objects';
import { RouterLookup } from './router-lookup';
import type { RouterTree } from '../../engine/entries/router-tree';
import { unknownRouterRoutes, writtenOutRoute } from './shaped-routes';
import { VerbReader } from './verb-routes';

/** Routes registered by calls on routers, and by what is shaped like them. */
export function javascriptRoutes(program: Program, tree: RouterTree, frameworks: readonly Framework[]): Registration[] {
  const reader = new RouteReader(program, tree, frameworks);
  const calls = program.calls.filter(({ scope }) => asLinkScope(scope).dialect.id !== 'python');
  reader.readPlugins(calls);
  return calls.flatMap((call) => reader.read(call));
}

/** The names of the methods that any of the frameworks has for something: a cheap look before a router is followed. */
interface CallNames {
  servers: ReadonlySet<string>;
  objects: ReadonlySet<string>;
  plugins: ReadonlySet<string>;
  special: ReadonlySet<string>;
  hooks: ReadonlySet<string>;
  prefix: ReadonlySet<string>;
}

function namesOf(frameworks: readonly Framework[]): CallNames {
  const all = (names: (one: Framework) => readonly string[] | undefined): ReadonlySet<string> =>
    new Set(frameworks.flatMap((one) => names(one) ?? []));
  return {
    servers: all(({ servers }) => servers?.names),
    objects: all(({ calls }) => calls?.objects),
    plugins: all(({ calls }) => [...(calls?.plugins ?? []), ...(calls?.groups ?? [])]),
    special: all(({ calls }) => [...(calls?.mounts ?? []), ...(calls?.methodFirst ?? []), ...(calls?.described ?? [])]),
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
  private readonly verbs: VerbReader;

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
    this.verbs = new VerbReader(program, tree);
  }

  readPlugins(calls: readonly CallSite[]): void {
    const named = calls.filter(
      ({ expr: { callee } }) => callee.kind === 'member' && this.names.plugins.has(callee.property),
    );
    new PluginReader(this.program, this.tree, this.lookup).readAll(named);
  }

  read(call: CallSite): Registration[] {
    const { callee } = call.expr;
    if (callee.kind === 'index') return this.computed(call, callee);
    if (callee.kind !== 'member') return this.listener(call);
    const { property, object } = callee;
    if (this.names.servers.has(property)) return this.listener(call);
    const writtenOut = writtenOutRoute(this.program, call, this.lookup, this.custom);
    if (writtenOut) return [writtenOut];
    if (this.names.special.has(property)) {
      const special = this.special(call, object, property);
      if (special) return special;
    }
    if (this.finder.isVerb(property)) return this.verb(call, object, property);
    if (property === 'use') return this.middleware.use(call, object);
    if (this.names.objects.has(property)) return this.objects(call, object, property);
    if (this.names.hooks.has(property)) this.middleware.hook(call, object, property);
    if (this.names.prefix.has(property)) this.middleware.prefix(call, object, property);
    return [];
  }

  /** What only some frameworks have; undefined where it is none of that. */
  private special(call: CallSite, object: Expr, property: string): Registration[] | undefined {
    const router = this.lookup.routers(object, call.scope)[0];
    const { mounts, methodFirst, described } = router?.framework.calls ?? {};
    if (!router) return undefined;
    if (methodFirst?.includes(property)) return this.verbs.methodFirst(call, router);
    if (described?.includes(property)) return describedRoute(this.program, call, router);
    if (!mounts?.includes(property)) return undefined;
    this.middleware.mountAt(call, router);
    return [];
  }

  private verb(call: CallSite, object: Expr, verb: string): Registration[] {
    const router = this.lookup.routers(object, call.scope)[0];
    const args = call.expr.args.map((arg) => arg.value);
    if (!router) return unknownRouterRoutes(this.program, this.frameworks, call, { object, verb, args });
    return this.verbs.verb(call, router, verb);
  }

  private computed(call: CallSite, { object, index }: Extract<Expr, { kind: 'index' }>): Registration[] {
    if (call.expr.args.length < 2) return [];
    const router = this.lookup.routers(object, call.scope)[0];
    return router ? this.verbs.computed(call, router, index) : [];
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
