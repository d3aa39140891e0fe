import type { Expr } from '../ir';
import type { CallSite, ClassNode, FunctionNode, Program, Scope } from '../link/definitions';
import { asLinkScope } from '../link/scopes';
import { LIBRARY_URLS } from '../../knowledge/frameworks/library-urls';
import {
  BEFORE_HOOKS,
  PREFIX_KEYWORDS,
  type PythonRoutes,
  ROUTE_CALLS,
  ROUTE_DECORATORS,
  ROUTER_MOUNTS,
} from '../../knowledge/frameworks/python-routers';
import { handlerOf, handlerOfFunction } from './handlers';
import { pathsOf, readablePattern } from './route-paths';
import { argument, keyword, routerKey } from './python-arguments';
import { classViews, declaredMethods, type View, viewsOf } from './python-views';
import type { Guarding, Registration } from './registration';
import type { RouterTree } from './router-tree';

type CallExpr = CallSite['expr'];

/** Decorators of one function that are looked at for what a route runs through. */
const MOST_DECORATORS = 40;

/** Routes of Python frameworks that are registered by decorators and by calls. */
export function pythonRoutes(program: Program, tree: RouterTree): Registration[] {
  const reader = new PythonReader(program, tree);
  const decorated = [...program.functions.values()].flatMap((fn) => reader.decoratedFunction(fn));
  const classes = [...program.classes.values()].flatMap((cls) => reader.decoratedClass(cls));
  const called = program.calls.flatMap((call) => (asLinkScope(call.scope).python ? reader.call(call) : []));
  return [...decorated, ...classes, ...called];
}

class PythonReader {
  private readonly seen = new Set<string>();

  constructor(
    private readonly program: Program,
    private readonly tree: RouterTree,
  ) {}

  decoratedFunction(fn: FunctionNode): Registration[] {
    const scope = asLinkScope(fn.scope).parent;
    if (!scope?.python) return [];
    const view = { handler: handlerOfFunction(fn) };
    return fn.fn.decorators.flatMap((decorator, position) => {
      this.hook(decorator, scope, fn);
      return this.decorator(decorator, scope, [view], this.below(fn, position), fn);
    });
  }

  /**
   * What runs between a route and its function. Where there are routes upon routes it is the
   * same for each: those next to the function.
   */
  private below(fn: FunctionNode, position: number): readonly Expr[] {
    const { decorators } = fn.fn;
    return decorators.slice(Math.max(position + 1, decorators.length - MOST_DECORATORS));
  }

  decoratedClass(cls: ClassNode): Registration[] {
    const scope = asLinkScope(cls.scope).parent;
    if (!scope?.python) return [];
    return cls.cls.decorators.flatMap((decorator) =>
      this.decorator(decorator, scope, classViews(this.program, cls), []),
    );
  }

  private decorator(
    decorator: Expr,
    scope: Scope,
    views: readonly View[],
    others: readonly Expr[],
    fn?: FunctionNode,
  ): Registration[] {
    const call = decorator.kind === 'call' ? decorator : undefined;
    const callee = call ? call.callee : decorator;
    const known = this.rule(callee, scope, ROUTE_DECORATORS);
    const rule = known ?? (call ? this.shapedLikeRoute(call, scope) : undefined);
    if (!rule) return [];
    const made = call ?? { kind: 'call' as const, callee, args: [], isNew: false, span: decorator.span };
    const before = [...this.guards(others, scope, 'function'), ...this.dependencies(made, scope, 'route')];
    const at = { file: scope.file, span: decorator.span };
    return this.registrations(rule, made, scope, views, before, at, fn?.parent ?? scope.owner);
  }

  /** `@x.route('/…')` on something nobody saw being made. */
  private shapedLikeRoute(call: CallExpr, scope: Scope): PythonRoutes | undefined {
    const { callee } = call;
    if (callee.kind !== 'member' || !/^(route|get|post|put|patch|delete)$/.test(callee.property)) return undefined;
    if (this.program.resolve(callee.object, scope).some((one) => one.kind !== 'parameter')) return undefined;
    const path = call.args[0]?.value;
    if (!path || !this.program.strings(path, scope).some((one) => one.startsWith('/'))) return undefined;
    return { framework: callee.property === 'route' ? 'flask' : 'fastapi', callee: /^$/, path: { position: 0 } };
  }

  private rule(callee: Expr, scope: Scope, rules: readonly PythonRoutes[]): PythonRoutes | undefined {
    if (callee.kind !== 'member' && callee.kind !== 'name') return undefined;
    const paths = this.program.externalPaths(callee, scope);
    return paths.length === 0 ? undefined : rules.find((rule) => paths.some((path) => rule.callee.test(path)));
  }

  call(call: CallSite): Registration[] {
    const { expr, scope } = call;
    this.mount(call);
    const rule = this.rule(expr.callee, scope, ROUTE_CALLS);
    const target = rule && argument(expr, rule.handler);
    if (!rule || !target) return rule?.framework === 'flask' ? [this.unresolved(rule, call)] : [];
    if (rule.framework === 'django' && isInclude(target)) return this.libraryRoutes(rule, call, target);
    const found = viewsOf(this.program, target, scope);
    if (found.length === 0 && rule.framework === 'wsgi') return [];
    const views = found.length > 0 ? found : [{ handler: handlerOf(this.program, target, scope) }];
    const at = { file: scope.file, span: expr.span };
    return this.registrations(
      rule,
      expr,
      scope,
      views,
      [...this.dependencies(expr, scope, 'route'), ...this.wrapped(target, scope)],
      at,
      call.caller,
    );
  }

  /** The routes behind `include('django.contrib.auth.urls')`, whose code is not at hand. */
  private libraryRoutes(rule: PythonRoutes, { expr, scope, caller }: CallSite, target: Expr): Registration[] {
    const first = target.kind === 'call' ? target.args[0]?.value : undefined;
    const named = first?.kind === 'array' && first.type === 'tuple' ? first.items[0] : first;
    const module = named
      ? (this.program.strings(named, scope)[0] ?? this.program.externalPaths(named, scope)[0] ?? '')
      : '';
    const path = argument(expr, rule.path);
    const prefix = path ? (pathsOf(this.program, path, scope)[0] ?? '') : '';
    const at = { file: scope.file, span: expr.span };
    return (LIBRARY_URLS.get(module) ?? []).flatMap((route) =>
      route.methods.map((method): Registration => ({
        kind: 'http',
        framework: 'django',
        scope,
        at,
        before: [],
        method,
        call: { expr, owner: caller },
        route: withSlash((isPattern(expr.callee) ? readablePattern(prefix) : prefix) + route.path),
        handler: { name: `${module}.${route.view}`, at },
        ...(route.signedIn && { signedIn: true }),
      })),
    );
  }

  private unresolved(rule: PythonRoutes, { expr, scope, caller }: CallSite): Registration {
    const path = argument(expr, rule.path);
    return {
      kind: 'http',
      framework: rule.framework,
      scope,
      before: [],
      at: { file: scope.file, span: expr.span },
      call: { expr, owner: caller },
      ...(path && { route: pathsOf(this.program, path, scope)[0] ?? '' }),
    };
  }

  /** `login_required(view)` in a URL table. */
  private wrapped(target: Expr, scope: Scope): Guarding[] {
    if (target.kind !== 'call' || (target.callee.kind === 'member' && target.callee.property === 'as_view')) return [];
    return [{ expr: target.callee, scope, reach: 'route', at: { file: scope.file, span: target.span } }];
  }

  private registrations(
    rule: PythonRoutes,
    call: CallExpr,
    scope: Scope,
    views: readonly View[],
    before: Guarding[],
    at: Registration['at'],
    owner: FunctionNode | undefined,
  ): Registration[] {
    const router = this.routerOf(call, scope, rule);
    const pathExpr = argument(call, rule.path);
    // Flask-RESTful takes any number of paths.
    const more =
      rule.framework === 'flask-restful'
        ? call.args
            .filter((arg) => arg.name === undefined)
            .slice(2)
            .map((arg) => arg.value)
        : [];
    const paths = pathExpr ? [pathExpr, ...more].flatMap((expr) => pathsOf(this.program, expr, scope)) : [undefined];
    const callMethods = this.methodsOf(rule, call, scope);
    return paths.slice(0, 8).flatMap((route) =>
      views.flatMap((view) => {
        const fn = view.handler.fn;
        const declared = fn ? declaredMethods(this.program, fn.fn, fn.scope) : [];
        const methods = view.method ? [view.method] : declared.length > 0 ? declared : callMethods;
        return methods.map((method): Registration => ({
          kind: rule.kind ?? 'http',
          framework: rule.framework,
          scope,
          at,
          handler: view.handler,
          before: [
            ...before,
            ...(fn && at.span !== fn.fn.decorators[0]?.span && rule.handler
              ? this.guards(this.below(fn, -1), asLinkScope(fn.scope).parent ?? scope, 'function')
              : []),
          ],
          ...(rule.kind === undefined && { method }),
          ...(route !== undefined && {
            route:
              rule.framework === 'django' ? withSlash(isPattern(call.callee) ? readablePattern(route) : route) : route,
          }),
          ...(router !== undefined && { router }),
          ...(owner && { call: { expr: call, owner } }),
          ...(view.cls && { cls: view.cls }),
        }));
      }),
    );
  }

  private methodsOf(rule: PythonRoutes, call: CallExpr, scope: Scope): string[] {
    if (rule.method !== undefined) {
      const method = argument(call, { position: rule.method, keyword: 'method' });
      return method
        ? this.program.strings(method, scope).map((one) => (one === '*' ? 'ALL' : one.toUpperCase()))
        : ['ALL'];
    }
    const name =
      call.callee.kind === 'member' ? call.callee.property : call.callee.kind === 'name' ? call.callee.name : '';
    const verb = /^(?:add_)?(get|post|put|patch|delete|head|options)$/.exec(name)?.[1];
    if (verb) return [verb.toUpperCase()];
    const list = keyword(call, 'methods') ?? keyword(call, 'method') ?? keyword(call, 'request_method');
    const named = list
      ? pathsOf(this.program, list, scope)
          .filter((one) => /^[A-Za-z]+$/.test(one))
          .map((one) => one.toUpperCase())
      : [];
    if (named.length > 0) return named;
    return rule.framework === 'flask' || rule.framework === 'bottle' ? ['GET'] : ['ALL'];
  }

  private routerOf(call: CallExpr, scope: Scope, rule: PythonRoutes): string | undefined {
    if (rule.framework === 'django' || rule.framework === 'starlette' || call.callee.kind !== 'member')
      return undefined;
    return this.router(call.callee.object, scope);
  }

  /** The key of a router; its prefix, dependencies and parent are read from the call that made it. */
  private router(expr: Expr, scope: Scope): string {
    const [definition] = this.program.resolve(expr, scope);
    const key = routerKey(this.program, expr, scope);
    const origin = definition?.kind === 'external' ? definition.origin : undefined;
    if (!origin || this.seen.has(key)) return key;
    this.seen.add(key);
    for (const name of PREFIX_KEYWORDS) {
      const prefix = keyword(origin.expr, name);
      const value = prefix && this.program.strings(prefix, origin.scope)[0];
      if (value !== undefined) this.tree.setPrefix(key, value);
    }
    const guards = this.dependencies(origin.expr, origin.scope, 'app');
    const owner = scope.owner ?? this.program.moduleOf(scope.file);
    if (owner && guards.length > 0)
      this.tree.addEvent(key, { guards, call: { expr: origin.expr, owner }, always: true });
    const parent =
      definition?.kind === 'external' && /^(flask_restful|flask_restx|flask_restplus)\.Api/.test(definition.path)
        ? origin.expr.args[0]?.value
        : undefined;
    if (parent && owner)
      this.tree.mount({
        parent: this.router(parent, origin.scope),
        child: key,
        prefix: '',
        guards: [],
        call: { expr: origin.expr, owner },
      });
    return key;
  }

  private mount(call: CallSite): void {
    const { expr, scope, caller } = call;
    if (expr.callee.kind !== 'member') return;
    if (
      !/^(register_blueprint|include_router|mount|add_namespace|add_subapp|before_request|add_middleware)$/.test(
        expr.callee.property,
      )
    )
      return;
    const paths = this.program.externalPaths(expr.callee, scope);
    if (
      expr.args[0] &&
      paths.some((path) =>
        /^(fastapi\.(applications\.)?FastAPI|starlette\.applications\.Starlette)\(\)\.add_middleware$/.test(path),
      )
    ) {
      this.tree.addEvent(this.router(expr.callee.object, scope), {
        guards: this.guards([expr.args[0].value], scope, 'app'),
        call: { expr, owner: caller },
        always: true,
      });
    }
    if (paths.some((path) => BEFORE_HOOKS.test(path)) && expr.args[0]) {
      this.tree.addEvent(this.router(expr.callee.object, scope), {
        guards: this.guards([expr.args[0].value], scope, 'app'),
        call: { expr, owner: caller },
        always: true,
      });
    }
    const rule = ROUTER_MOUNTS.find((one) => paths.some((path) => one.callee.test(path)));
    const child = rule && argument(expr, { position: rule.child });
    if (!rule || !child) return;
    const prefix = argument(expr, rule.prefix);
    const value = prefix ? (pathsOf(this.program, prefix, scope)[0] ?? '') : '';
    const key = this.router(child, scope);
    if (value !== '' && expr.callee.property === 'register_blueprint') this.tree.setPrefix(key, '');
    this.tree.mount({
      parent: this.router(expr.callee.object, scope),
      child: key,
      prefix: value,
      guards: this.dependencies(expr, scope, 'router'),
      call: { expr, owner: caller },
    });
  }

  private hook(decorator: Expr, scope: Scope, fn: FunctionNode): void {
    const callee = decorator.kind === 'call' ? decorator.callee : decorator;
    if (callee.kind !== 'member' || !this.program.externalPaths(callee, scope).some((path) => BEFORE_HOOKS.test(path)))
      return;
    const owner = scope.owner ?? fn;
    const made: Expr = { kind: 'function', fn: fn.fn, span: fn.fn.span };
    const event = { guards: this.guards([made], scope, 'app'), call: { expr: decorator, owner }, always: true };
    this.tree.addEvent(this.router(callee.object, scope), event);
    // A blueprint's hook for the whole application runs for all its routes.
    if (callee.property === 'before_app_request') this.tree.addGlobal(event);
  }

  /** `dependencies=[Depends(f)]`. */
  private dependencies(call: CallExpr, scope: Scope, reach: Guarding['reach']): Guarding[] {
    const list = keyword(call, 'dependencies') ?? keyword(call, 'decorators');
    return list?.kind === 'array' ? this.guards(list.items, scope, reach) : [];
  }

  private guards(exprs: readonly Expr[], scope: Scope, reach: Guarding['reach']): Guarding[] {
    return exprs.map((expr) => ({ expr, scope, reach, at: { file: scope.file, span: expr.span } }));
  }
}

function isInclude(expr: Expr): boolean {
  const callee = expr.kind === 'call' ? expr.callee : undefined;
  if (expr.kind === 'array') return true;
  return (
    (callee?.kind === 'name' && callee.name === 'include') ||
    (callee?.kind === 'member' && callee.property === 'include') ||
    (expr.kind === 'member' &&
      expr.property === 'urls' &&
      !(expr.object.kind === 'member' && expr.object.property === 'site'))
  );
}

/** `re_path` and the `url` of old take regular expressions. */
function isPattern(callee: Expr): boolean {
  return /^(re_path|url)$/.test(callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '');
}

function withSlash(route: string): string {
  return route.startsWith('/') ? route : `/${route.replace(/^\^/, '')}`;
}
