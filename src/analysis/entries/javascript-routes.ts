import type { Expr } from '../ir';
import type { CallSite, FunctionNode, Program, Scope } from '../link/definitions';
import { numberOf } from '../link/expression-numbers';
import { asLinkScope } from '../link/scopes';
import { walkDeep } from '../link/walk';
import {
  HTTP_CLIENTS,
  HTTP_METHODS,
  REQUEST_PARAMETER,
  RESPONSE_PARAMETER,
  ROUTE_METHODS,
} from '../../knowledge/frameworks/javascript-routers';
import { CustomRouters } from './custom-routers';
import { functionsOf, handlerOf } from './handlers';
import { propertyOf, routersOf, type RouterRef } from './javascript-objects';
import type { Guarding, Registration } from './registration';
import { isPath, isRoutePath, pathsOf } from './route-paths';
import type { RouterTree } from './router-tree';

/** Routes registered by calls: Express, Connect, Restify, Koa, Fastify, Hapi and what is shaped like them. */
export function javascriptRoutes(program: Program, tree: RouterTree): Registration[] {
  const reader = new RouteReader(program, tree);
  return program.calls.flatMap((call) => (asLinkScope(call.scope).python ? [] : reader.read(call)));
}

class RouteReader {
  private readonly prefixed = new Set<string>();

  private readonly custom: CustomRouters;

  constructor(
    private readonly program: Program,
    private readonly tree: RouterTree,
  ) {
    this.custom = new CustomRouters(program, tree);
  }

  read(call: CallSite): Registration[] {
    const { callee } = call.expr;
    if (callee.kind !== 'member') return this.listener(call);
    const { property } = callee;
    if (/^createServer$|^createSecureServer$/.test(property)) return this.listener(call);
    const byLiteral = this.verbLiteral(call);
    if (byLiteral) return [byLiteral];
    if (ROUTE_METHODS.has(property)) return this.verb(call, callee.object, property);
    if (property === 'use') return this.use(call, callee.object);
    if (property === 'route') return this.routeObjects(call, callee.object);
    if (property === 'register') this.register(call, callee.object);
    if (property === 'addHook' || property === 'ext') this.hook(call, callee.object);
    if (property === 'prefix') this.prefix(call, callee.object);
    return [];
  }

  private routers(object: Expr, scope: Scope): RouterRef[] {
    const found = routersOf(this.program, object, scope);
    for (const router of found) this.readPrefix(router);
    return found;
  }

  private readPrefix(router: RouterRef): void {
    if (!router.options || this.prefixed.has(router.key)) return;
    this.prefixed.add(router.key);
    const value = propertyOf(this.program, router.options.expr, router.options.scope, 'prefix');
    const prefix = value && this.program.strings(value.expr, value.scope)[0];
    if (prefix !== undefined) this.tree.setPrefix(router.key, prefix);
  }

  private verb(call: CallSite, object: Expr, verb: string): Registration[] {
    const routers = this.routers(object, call.scope);
    const args = call.expr.args.map((arg) => arg.value);
    const router = routers[0];
    if (!router) return this.unknownRouter(call, object, verb, args);
    if (router.library.useOnly) return [];
    const named =
      router.library.namedRoutes === true &&
      args.length > 2 &&
      isPath(this.program, args[0], call.scope) &&
      isPath(this.program, args[1], call.scope);
    const rest = named ? args.slice(1) : args;
    const [path, handlers] = router.route === undefined ? [rest[0], rest.slice(1)] : [undefined, rest];
    if (handlers.length === 0 || (router.route === undefined && !path)) return [];
    const routes = path ? pathsOf(this.program, path, call.scope) : [router.route ?? ''];
    if (verb === 'all' && this.passesOn(call, handlers)) {
      const guards = handlers.map((expr) => this.guard(expr, call.scope, 'app'));
      for (const route of routes)
        this.tree.addEvent(router.key, {
          guards,
          call: { expr: call.expr, owner: call.caller },
          always: false,
          path: route,
        });
      return [];
    }
    return routes.map((route) => this.registration(call, router, ROUTE_METHODS.get(verb) ?? 'ALL', route, handlers));
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

  private registration(
    call: CallSite,
    router: RouterRef,
    method: string,
    route: string,
    chain: readonly Expr[],
  ): Registration {
    const flat = chain.flatMap((expr) => this.flattened(expr, call.scope));
    const last = flat[flat.length - 1];
    const options = flat.slice(0, -1).find((one) => one.expr.kind === 'object');
    const before = [
      ...flat.slice(0, -1).filter((one) => one !== options),
      ...(options ? this.optionGuards(options.expr, options.scope) : []),
    ];
    const nested =
      last?.expr.kind === 'object' ? propertyOf(this.program, last.expr, last.scope, 'handler') : undefined;
    const target = nested ?? last;
    return {
      kind: 'http',
      framework: router.library.name,
      method,
      route,
      scope: call.scope,
      router: router.key,
      at: { file: call.scope.file, span: call.expr.span },
      call: { expr: call.expr, owner: call.caller },
      before: [
        ...before.map((one) => this.guard(one.expr, one.scope, 'route')),
        ...(nested && last
          ? this.optionGuards(last.expr, last.scope).map((one) => this.guard(one.expr, one.scope, 'route'))
          : []),
      ],
      ...(target && { handler: handlerOf(this.program, target.expr, target.scope) }),
    };
  }

  /** Handlers may be given as arrays, also by name. */
  private flattened(expr: Expr, scope: Scope): { expr: Expr; scope: Scope }[] {
    if (expr.kind === 'spread') return this.flattened(expr.value, scope);
    if (expr.kind === 'array') return expr.items.flatMap((item) => this.flattened(item, scope));
    if (expr.kind !== 'name' && expr.kind !== 'member') return [{ expr, scope }];
    const list = this.program.resolve(expr, scope).find((one) => one.kind === 'object' && one.expr.kind === 'array');
    return list?.kind === 'object' && list.expr.kind === 'array'
      ? list.expr.items.flatMap((item) => [{ expr: item, scope: list.scope }])
      : [{ expr, scope }];
  }

  /** Fastify's hooks and schemas, Hapi's authentication. */
  private optionGuards(expr: Expr, scope: Scope): { expr: Expr; scope: Scope }[] {
    return ['onRequest', 'preValidation', 'preHandler', 'preParsing', 'pre', 'schema', 'auth'].flatMap((key) => {
      const nested =
        propertyOf(this.program, expr, scope, key) ??
        propertyOf(this.program, propertyOf(this.program, expr, scope, 'options')?.expr ?? expr, scope, key);
      return nested ? this.flattened(nested.expr, nested.scope) : [];
    });
  }

  private guard(expr: Expr, scope: Scope, reach: Guarding['reach']): Guarding {
    return { expr, scope, reach, at: { file: scope.file, span: expr.span } };
  }

  /** An object nobody saw being made: taken for a router when path and handler look like a route. */
  private unknownRouter(call: CallSite, object: Expr, verb: string, args: readonly Expr[]): Registration[] {
    const [path, ...handlers] = args;
    if (!path || handlers.length === 0 || !isRoutePath(this.program, path, call.scope)) return [];
    const known = this.program.resolve(object, call.scope);
    if (
      known.some(
        (one) =>
          one.kind === 'class' ||
          one.kind === 'object' ||
          one.kind === 'literal' ||
          (one.kind === 'external' && HTTP_CLIENTS.test(one.path)),
      )
    )
      return [];
    const fn = functionsOf(this.program, handlers[handlers.length - 1] ?? path, call.scope).at(-1);
    if (!fn || !handlesRequests(fn)) return [];
    const key =
      known[0]?.kind === 'parameter'
        ? `${known[0].fn.key} ${known[0].index}`
        : `${call.scope.file} ${known[0]?.kind ?? ''}`;
    const koa = /^(ctx|context)$/.test(fn.fn.params[0]?.name ?? '');
    const router: RouterRef = { key, library: { name: koa ? 'koa' : 'express', routers: /^$/ } };
    return pathsOf(this.program, path, call.scope).map((route) =>
      this.registration(call, router, ROUTE_METHODS.get(verb) ?? 'ALL', route, handlers),
    );
  }

  /** `anything.route('GET', '/x', handler)`: a method and a path written out, with a function. */
  private verbLiteral(call: CallSite): Registration | undefined {
    const args = call.expr.args.map((arg) => arg.value);
    const [verb, path, ...handlers] = args;
    if (
      verb?.kind !== 'literal' ||
      typeof verb.value !== 'string' ||
      !HTTP_METHODS.has(verb.value) ||
      !path ||
      handlers.length === 0
    )
      return undefined;
    if (!isRoutePath(this.program, path, call.scope)) return undefined;
    const last = handlers[handlers.length - 1] ?? path;
    const fn = functionsOf(this.program, last, call.scope).at(-1);
    if (!fn || call.expr.callee.kind !== 'member') return undefined;
    const object = this.program.resolve(call.expr.callee.object, call.scope);
    if (object.some((one) => one.kind === 'external' && HTTP_CLIENTS.test(one.path))) return undefined;
    const routers = this.routers(call.expr.callee.object, call.scope);
    const instance = object.find((one) => one.kind === 'instance');
    const owner = instance?.kind === 'instance' ? instance.cls.key : call.scope.file;
    if (routers.length === 0 && instance?.kind === 'instance') this.custom.mount(instance.cls);
    const router = routers[0] ?? { key: `custom ${owner}`, library: { name: 'custom-router', routers: /^$/ } };
    return this.registration(call, router, verb.value, this.program.strings(path, call.scope)[0] ?? '', handlers);
  }

  private use(call: CallSite, object: Expr): Registration[] {
    const router = this.routers(object, call.scope)[0];
    if (!router) return [];
    const args = call.expr.args.map((arg) => arg.value);
    const first = args[0];
    const paths =
      first && isPath(this.program, first, call.scope) ? pathsOf(this.program, first, call.scope) : undefined;
    const rest = (paths ? args.slice(1) : args).flatMap((expr) => this.flattened(expr, call.scope));
    const position = { expr: call.expr, owner: call.caller };
    const guards: Guarding[] = [];
    for (const one of rest) {
      const children = this.mountable(one.expr, one.scope);
      if (children.length === 0) guards.push(this.guard(one.expr, one.scope, 'app'));
      for (const child of children) {
        this.tree.mount({
          parent: router.key,
          child,
          prefix: paths?.[0] ?? '',
          guards: guards.map((guard) => ({ ...guard, reach: 'router' as const })),
          call: position,
        });
      }
    }
    for (const path of paths ?? [undefined])
      this.tree.addEvent(router.key, { guards, call: position, always: false, ...(path !== undefined && { path }) });
    return this.terminal(call, router, paths?.[0], rest);
  }

  /** Routers handed to `use`, also `router.routes()`. */
  private mountable(expr: Expr, scope: Scope): string[] {
    if (expr.kind === 'call' && expr.callee.kind === 'member' && /^(routes|middleware)$/.test(expr.callee.property)) {
      const inner = this.routers(expr.callee.object, scope);
      if (inner.length > 0) return inner.map((router) => router.key);
    }
    return this.routers(expr, scope).map((router) => router.key);
  }

  /** A function given to `use` that answers instead of passing on is a handler for all methods. */
  private terminal(
    call: CallSite,
    router: RouterRef,
    path: string | undefined,
    rest: readonly { expr: Expr; scope: Scope }[],
  ): Registration[] {
    const last = rest[rest.length - 1];
    if (!last) return [];
    const fn = functionsOf(this.program, last.expr, last.scope).at(-1);
    const params = fn?.fn.params.length ?? 99;
    if (router.library.useOnly && params === 4)
      return [
        this.registration(
          call,
          router,
          'ALL',
          path ?? '/',
          rest.map((one) => one.expr),
        ),
      ];
    if (!fn || params > 2 || params === 0 || router.library.name === 'koa') return [];
    if (!router.library.useOnly && path === undefined) return [];
    const made = this.registration(
      call,
      router,
      'ALL',
      path ?? '/',
      rest.map((one) => one.expr),
    );
    return [{ ...made, handler: handlerOf(this.program, last.expr, last.scope) }];
  }

  /** `route({ method, path, handler })`, also a list of them. */
  private routeObjects(call: CallSite, object: Expr): Registration[] {
    const router = this.routers(object, call.scope)[0];
    if (!router?.library.routeObjects) return [];
    return call.expr.args
      .flatMap((arg) => this.flattened(arg.value, call.scope))
      .flatMap(({ expr, scope }) => {
        const get = (key: string) => propertyOf(this.program, expr, scope, key);
        const options = get('options') ?? get('config');
        const handler = get('handler') ?? (options && propertyOf(this.program, options.expr, options.scope, 'handler'));
        const path = get('url') ?? get('path');
        const method = get('method');
        if (!handler && !path) return [];
        const methods = method ? pathsOf(this.program, method.expr, method.scope) : ['ALL'];
        const route = path ? (this.program.strings(path.expr, path.scope)[0] ?? '') : '';
        const place = { expr: call.expr, scope: call.scope };
        return (methods.length > 0 ? methods : ['ALL']).map((one): Registration => ({
          kind: 'http',
          framework: router.library.name,
          method: one === '*' ? 'ALL' : one.toUpperCase(),
          route,
          scope,
          router: router.key,
          at: {
            file: place.scope.file,
            span: expr.kind === 'object' && call.expr.args[0]?.value.kind === 'array' ? expr.span : place.expr.span,
          },
          call: { expr: call.expr, owner: call.caller },
          before: this.optionGuards(expr, scope).map((guard) => this.guard(guard.expr, guard.scope, 'route')),
          ...(handler && { handler: handlerOf(this.program, handler.expr, handler.scope) }),
        }));
      });
  }

  /** Fastify plugins: each gets a router of its own under the prefix. */
  private register(call: CallSite, object: Expr): void {
    const router = this.routers(object, call.scope)[0];
    const plugin = call.expr.args[0]?.value;
    if (!router || !plugin || router.library.name !== 'fastify') return;
    const options = call.expr.args[1]?.value;
    const prefix = options && propertyOf(this.program, options, call.scope, 'prefix');
    const position = { expr: call.expr, owner: call.caller };
    const plugins = functionsOf(this.program, plugin, call.scope);
    for (const fn of plugins) {
      this.tree.mount({
        parent: router.key,
        child: `plugin ${fn.key}`,
        prefix: prefix ? (this.program.strings(prefix.expr, prefix.scope)[0] ?? '') : '',
        guards: [],
        call: position,
      });
    }
    if (plugins.length === 0)
      this.tree.addEvent(router.key, {
        guards: [this.guard(plugin, call.scope, 'app')],
        call: position,
        always: false,
      });
  }

  private hook(call: CallSite, object: Expr): void {
    const router = this.routers(object, call.scope)[0];
    const [name, handler] = call.expr.args.map((arg) => arg.value);
    if (
      !router ||
      !handler ||
      name?.kind !== 'literal' ||
      !/^(onRequest|preHandler|preValidation|preParsing|onPreAuth|onPreHandler|onPostAuth)$/.test(String(name.value))
    )
      return;
    this.tree.addEvent(router.key, {
      guards: [this.guard(handler, call.scope, 'app')],
      call: { expr: call.expr, owner: call.caller },
      always: false,
    });
  }

  private prefix(call: CallSite, object: Expr): void {
    const router = this.routers(object, call.scope)[0];
    const path = call.expr.args[0]?.value;
    const prefix = path && this.program.strings(path, call.scope)[0];
    if (router && prefix !== undefined) this.tree.setPrefix(router.key, prefix);
  }

  /** `http.createServer(handler)`. */
  private listener(call: CallSite): Registration[] {
    const paths = this.program.externalPaths(call.expr.callee, call.scope);
    if (!paths.some((path) => /^(https?|http2|spdy)\.(createServer|createSecureServer)$/.test(path))) return [];
    const handler = call.expr.args[call.expr.args.length - 1]?.value;
    if (!handler || handler.kind === 'object') return [];
    const fn = functionsOf(this.program, handler, call.scope).at(-1);
    if (!fn || this.mountable(handler, call.scope).length > 0) return [];
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

function handlesRequests(fn: FunctionNode): boolean {
  const [first, second] = fn.fn.params.map((param) => param.name ?? '');
  if (first === undefined) return false;
  return REQUEST_PARAMETER.test(first) || (second !== undefined && RESPONSE_PARAMETER.test(second));
}
