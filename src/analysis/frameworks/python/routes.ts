import type { Expr } from '../../read/ir';
import { lastName } from '../../engine/last-name';
import type { CallSite, ClassNode, FunctionNode, Program, Scope } from '../../engine/link/definitions';
import { asLinkScope } from '../../engine/link/scopes';
import { LIBRARY_URLS } from '../../../knowledge/frameworks/library-urls';
import type { Framework, RouteRule } from '../framework';
import { handlerOf, handlerOfFunction } from '../../engine/entries/handlers';
import { readablePattern, takesPattern } from '../../engine/entries/readable-pattern';
import { pathsOf } from '../../engine/entries/route-paths';
import { argument, keyword } from './arguments';
import { dependenciesOf, guardsOf, PythonRouters } from './routers';
import { classViews, declaredMethods, type View, viewsOf } from './views';
import type { Guarding, Registration } from '../../engine/entries/registration';
import type { RouterTree } from '../../engine/entries/router-tree';

type CallExpr = CallSite['expr'];

/** Decorators of one function that are looked at for what a route runs through. */
const MOST_DECORATORS = 40;

/** A rule with the framework that it belongs to. */
type Rule = RouteRule & { framework: Framework };

const rulesOf = (
  frameworks: readonly Framework[],
  part: (framework: Framework) => readonly RouteRule[] | undefined,
): Rule[] => frameworks.flatMap((framework) => (part(framework) ?? []).map((rule): Rule => ({ ...rule, framework })));

/** Routes of Python frameworks that are registered by decorators and by calls. */
export function pythonRoutes(program: Program, tree: RouterTree, frameworks: readonly Framework[]): Registration[] {
  const reader = new PythonReader(program, tree, frameworks);
  const decorated = [...program.functions.values()].flatMap((fn) => reader.decoratedFunction(fn));
  const classes = [...program.classes.values()].flatMap((cls) => reader.decoratedClass(cls));
  const called = program.calls.flatMap((call) =>
    asLinkScope(call.scope).dialect.id === 'python' ? reader.call(call) : [],
  );
  return [...decorated, ...classes, ...called];
}

class PythonReader {
  private readonly routers: PythonRouters;
  private readonly decorators: readonly Rule[];
  private readonly calls: readonly Rule[];

  constructor(
    private readonly program: Program,
    tree: RouterTree,
    private readonly frameworks: readonly Framework[],
  ) {
    this.routers = new PythonRouters(program, tree, frameworks);
    this.decorators = rulesOf(frameworks, (one) => one.decorators);
    this.calls = rulesOf(frameworks, (one) => one.routes);
  }

  decoratedFunction(fn: FunctionNode): Registration[] {
    const scope = asLinkScope(fn.scope).parent;
    if (scope?.dialect.id !== 'python') return [];
    const view = { handler: handlerOfFunction(fn) };
    return fn.fn.decorators.flatMap((decorator, position) => {
      this.routers.hook(decorator, scope, fn);
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
    if (scope?.dialect.id !== 'python') return [];
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
    const known = ruleOf(this.pathsOf(callee, scope), this.decorators);
    const rule = known ?? (call ? this.shapedLikeRoute(call, scope) : undefined);
    if (!rule) return [];
    const made = call ?? { kind: 'call' as const, callee, args: [], isNew: false, span: decorator.span };
    const before = [...guardsOf(others, scope, 'function'), ...dependenciesOf(made, scope, 'route')];
    const at = { file: scope.file, span: decorator.span };
    return this.registrations(rule, made, scope, views, before, at, fn?.parent ?? scope.owner);
  }

  /** `@x.route('/…')` on something nobody saw being made. */
  private shapedLikeRoute(call: CallExpr, scope: Scope): Rule | undefined {
    const { callee } = call;
    if (callee.kind !== 'member') return undefined;
    const framework = this.frameworks.find((one) => one.likely?.decorator?.test(callee.property));
    if (!framework) return undefined;
    if (this.program.resolve(callee.object, scope).some((one) => one.kind !== 'parameter')) return undefined;
    const path = call.args[0]?.value;
    if (!path || !this.program.strings(path, scope).some((one) => one.startsWith('/'))) return undefined;
    return { framework, callee: /^$/, path: { position: 0 } };
  }

  private pathsOf(callee: Expr, scope: Scope): readonly string[] {
    return callee.kind === 'member' || callee.kind === 'name' ? this.program.externalPaths(callee, scope) : [];
  }

  call(call: CallSite): Registration[] {
    const { expr, scope } = call;
    const paths = this.pathsOf(expr.callee, scope);
    this.routers.mount(call, paths);
    const rule = ruleOf(paths, this.calls);
    const target = rule && argument(expr, rule.handler);
    if (!rule || !target) return rule?.handlerMayLack ? [this.unresolved(rule, call)] : [];
    if (rule.listed === 'patterns' && isInclude(target)) return this.libraryRoutes(rule, call, target);
    const found = viewsOf(this.program, target, scope);
    if (found.length === 0 && rule.onlyFollowed) return [];
    const views = found.length > 0 ? found : [{ handler: handlerOf(this.program, target, scope) }];
    const at = { file: scope.file, span: expr.span };
    return this.registrations(
      rule,
      expr,
      scope,
      views,
      [...dependenciesOf(expr, scope, 'route'), ...this.wrapped(target, scope)],
      at,
      call.caller,
    );
  }

  /** The routes behind `include('django.contrib.auth.urls')`, whose code is not at hand. */
  private libraryRoutes(rule: Rule, { expr, scope, caller }: CallSite, target: Expr): Registration[] {
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
        framework: rule.framework.id,
        scope,
        at,
        before: [],
        method,
        call: { expr, owner: caller },
        route: withSlash((takesPattern(expr.callee) ? readablePattern(prefix) : prefix) + route.path),
        handler: { name: `${module}.${route.view}`, at },
        ...(route.signedIn && { signedIn: true }),
      })),
    );
  }

  private unresolved(rule: Rule, { expr, scope, caller }: CallSite): Registration {
    const path = argument(expr, rule.path);
    return {
      kind: 'http',
      framework: rule.framework.id,
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
    rule: Rule,
    call: CallExpr,
    scope: Scope,
    views: readonly View[],
    before: Guarding[],
    at: Registration['at'],
    owner: FunctionNode | undefined,
  ): Registration[] {
    const router = this.routerOf(call, scope, rule);
    const pathExpr = argument(call, rule.path);
    const written = pathExpr && [pathExpr, ...morePaths(rule, call)];
    const paths = written?.flatMap((expr) => pathsOf(this.program, expr, scope)) ?? [undefined];
    const callMethods = this.methodsOf(rule, call, scope);
    return paths.slice(0, 8).flatMap((route) =>
      views.flatMap((view) => {
        const methods = this.methodsOfView(view) ?? callMethods;
        return methods.map((method): Registration => ({
          kind: rule.kind ?? 'http',
          framework: rule.framework.id,
          scope,
          at,
          handler: view.handler,
          before: [...before, ...(rule.handler ? this.ownGuards(view, at, scope) : [])],
          ...(rule.kind === undefined && { method }),
          ...(route !== undefined && { route: asRead(rule, call.callee, route) }),
          ...(router !== undefined && { router }),
          ...(owner && { call: { expr: call, owner } }),
          ...(view.cls && { cls: view.cls }),
        }));
      }),
    );
  }

  /** What a view is decorated with, where the route itself is not one of its decorators. */
  private ownGuards({ handler: { fn } }: View, at: Registration['at'], scope: Scope): Guarding[] {
    if (!fn || at.span === fn.fn.decorators[0]?.span) return [];
    return guardsOf(this.below(fn, -1), asLinkScope(fn.scope).parent ?? scope, 'function');
  }

  /** The HTTP methods a view itself names; undefined when it leaves them to its registration. */
  private methodsOfView({ method, handler: { fn } }: View): readonly string[] | undefined {
    if (method) return [method];
    const declared = fn ? declaredMethods(this.program, fn.fn, fn.scope) : [];
    return declared.length > 0 ? declared : undefined;
  }

  private methodsOf(rule: Rule, call: CallExpr, scope: Scope): string[] {
    if (rule.method !== undefined) return this.methodArgument(rule.method, call, scope);
    const verb = /^(?:add_)?(get|post|put|patch|delete|head|options)$/.exec(lastName(call.callee) ?? '')?.[1];
    if (verb) return [verb.toUpperCase()];
    const named = this.methodsKeyword(call, scope);
    if (named.length > 0) return named;
    return [...(rule.framework.defaultMethods ?? ['ALL'])];
  }

  private methodArgument(position: number, call: CallExpr, scope: Scope): string[] {
    const method = argument(call, { position, keyword: 'method' });
    if (!method) return ['ALL'];
    return this.program.strings(method, scope).map((one) => (one === '*' ? 'ALL' : one.toUpperCase()));
  }

  /** `methods=['GET', 'POST']` */
  private methodsKeyword(call: CallExpr, scope: Scope): string[] {
    const list = keyword(call, 'methods') ?? keyword(call, 'method') ?? keyword(call, 'request_method');
    if (!list) return [];
    return pathsOf(this.program, list, scope)
      .filter((one) => /^[A-Za-z]+$/.test(one))
      .map((one) => one.toUpperCase());
  }

  private routerOf(call: CallExpr, scope: Scope, rule: Rule): string | undefined {
    if (rule.listed || call.callee.kind !== 'member') return undefined;
    return this.routers.keyOf(call.callee.object, scope);
  }
}

function ruleOf(paths: readonly string[], rules: readonly Rule[]): Rule | undefined {
  return paths.length === 0 ? undefined : rules.find((rule) => paths.some((path) => rule.callee.test(path)));
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

function morePaths(rule: Rule, call: CallExpr): Expr[] {
  if (rule.morePaths === undefined) return [];
  return call.args
    .filter((arg) => arg.name === undefined)
    .slice(rule.morePaths)
    .map((arg) => arg.value);
}

/** Django's routes are written without the slash at their beginning, some of them as patterns. */
function asRead(rule: Rule, callee: Expr, route: string): string {
  if (rule.listed !== 'patterns') return route;
  return withSlash(takesPattern(callee) ? readablePattern(route) : route);
}

function withSlash(route: string): string {
  return route.startsWith('/') ? route : `/${route.replace(/^\^/, '')}`;
}
