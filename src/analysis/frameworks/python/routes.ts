import type { Expr } from '../../read/ir';
import type { CallSite, ClassNode, FunctionNode, Program, Scope } from '../../engine/link/definitions';
import { asLinkScope } from '../../engine/link/scopes';
import type { Framework } from '../framework';
import { GivenTexts } from '../given-texts';
import { type HandedOn, handedOn } from '../handed-on';
import { handlerOf, handlerOfFunction } from '../../engine/entries/handlers';
import { pathsOf } from '../../engine/entries/route-paths';
import { argument } from './arguments';
import { classDependencies } from './class-dependencies';
import { asRead, libraryRoutes } from './library-routes';
import { methodsOf } from './methods';
import { type OwnDecorator, ownDecorator } from './own-decorators';
import { dependenciesOf, guardsOf, PythonRouters } from './routers';
import { type Rule, ruleOf, rulesOf } from './rules';
import { classViews, type View, viewsOf } from './views';
import type { Guarding, Registration } from '../../engine/entries/registration';
import type { RouterTree } from '../../engine/entries/router-tree';
import { isInclude, morePaths, pathArguments } from './route-arguments';
import { methodsOfView, nameOf, shapedLikeRoute } from './route-shape';
import { below, wrapped } from './standing-before';

type CallExpr = CallSite['expr'];

/** Paths of one registration that are told apart. */
const MOST_PATHS = 8;

/** A registration as it is written. */
interface Written {
  rule: Rule;
  call: CallExpr;
  scope: Scope;
  views: readonly View[];
  before: readonly Guarding[];
  at: Registration['at'];
  owner: FunctionNode | undefined;
  /** Paths that are not read from the call. */
  routes?: readonly string[];
  /** What stands for the path where none is written. */
  name?: string;
}

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
      return this.decorator(decorator, scope, [view], below(fn, position), fn);
    });
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
    const found = this.registering(decorator, scope);
    if (!found) return [];
    const { rule, call: made } = found;
    const before = [
      ...(fn ? classDependencies(this.program, fn, rule.framework) : []),
      ...guardsOf(others, scope, 'function'),
      ...found.before,
    ];
    const at = { file: scope.file, span: decorator.span };
    const owner = fn?.parent ?? scope.owner;
    const name = rule.namedByFunction && fn ? nameOf(rule, fn) : undefined;
    return this.registrations({ rule, call: made, scope, views, before, at, owner, name });
  }

  /** The rule by which a decorator registers, and the call by which it does. */
  private registering(decorator: Expr, scope: Scope): (OwnDecorator & { rule: Rule }) | undefined {
    const call: CallExpr =
      decorator.kind === 'call'
        ? decorator
        : { kind: 'call', callee: decorator, args: [], isNew: false, span: decorator.span };
    const direct = { call, before: dependenciesOf(call, scope, 'route') };
    const known = ruleOf(this.pathsOf(call.callee, scope), this.decorators);
    if (known) return { ...direct, rule: known };
    if (decorator.kind !== 'call') return undefined;
    const own = ownDecorator(this.program, call, scope);
    const handed = own && ruleOf(this.pathsOf(own.call.callee, scope), this.decorators);
    if (handed) return { ...own, rule: handed };
    const shaped = shapedLikeRoute(this.program, this.frameworks, call, scope);
    return shaped && { ...direct, rule: shaped };
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
    if (rule.listed === 'patterns' && isInclude(target)) return libraryRoutes(this.program, rule, call, target);
    const handed = handedOn(this.program, call, target);
    return handed ? this.forCallers(rule, call, handed) : this.called(rule, call, target);
  }

  private forCallers(rule: Rule, { expr, scope, caller }: CallSite, handed: readonly HandedOn[]): Registration[] {
    const before = dependenciesOf(expr, scope, 'route');
    const texts = new GivenTexts(this.program);
    return handed.flatMap(({ site, handler, given }) =>
      this.registrations({
        rule,
        call: expr,
        scope,
        views: this.viewsOf(rule, handler, site),
        before: [...before, ...wrapped(handler, site.scope)],
        at: { file: site.scope.file, span: site.expr.span },
        owner: caller,
        routes: pathArguments(rule, expr).flatMap((path) => texts.of(path, scope, given)),
      }),
    );
  }

  private called(rule: Rule, { expr, scope, caller }: CallSite, target: Expr): Registration[] {
    const views = this.viewsOf(rule, target, { expr, scope });
    if (rule.onlyFollowed && views.every(({ handler }) => !handler.fn)) return [];
    const at = { file: scope.file, span: expr.span };
    const before = [...dependenciesOf(expr, scope, 'route'), ...wrapped(target, scope)];
    return this.registrations({ rule, call: expr, scope, views, before, at, owner: caller });
  }

  private viewsOf({ classMethods }: Rule, target: Expr, { expr, scope }: Pick<CallSite, 'expr' | 'scope'>): View[] {
    const suffix = classMethods && argument(expr, { position: 99, keyword: classMethods.suffix });
    const asked = suffix ? (this.program.strings(suffix, scope)[0] ?? '') : '';
    const answering = classMethods && { pattern: classMethods.pattern, suffix: asked };
    const found = viewsOf(this.program, target, scope, answering);
    return found.length > 0 ? found : [{ handler: handlerOf(this.program, target, scope) }];
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

  private registrations({ rule, call, scope, views, before, at, owner, routes, name }: Written): Registration[] {
    const router = this.routerOf(call, scope, rule);
    const paths = routes ?? this.writtenPaths(rule, call, scope) ?? [name];
    const callMethods = methodsOf(this.program, rule, call, scope);
    return paths.slice(0, MOST_PATHS).flatMap((route) =>
      views.flatMap((view) => {
        const methods = methodsOfView(this.program, view) ?? callMethods;
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

  private writtenPaths(rule: Rule, call: CallExpr, scope: Scope): string[] | undefined {
    const first = argument(call, rule.path);
    if (!first) return undefined;
    return [first, ...morePaths(rule, call)].flatMap((expr) => pathsOf(this.program, expr, scope));
  }

  /** What a view is decorated with, where the route itself is not one of its decorators. */
  private ownGuards({ handler: { fn } }: View, at: Registration['at'], scope: Scope): Guarding[] {
    if (!fn || at.span === fn.fn.decorators[0]?.span) return [];
    return guardsOf(below(fn, -1), asLinkScope(fn.scope).parent ?? scope, 'function');
  }

  private routerOf(call: CallExpr, scope: Scope, rule: Rule): string | undefined {
    if (rule.listed || call.callee.kind !== 'member') return undefined;
    return this.routers.keyOf(call.callee.object, scope);
  }
}
