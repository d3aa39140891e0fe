import type { Expr } from '../../read/ir';
import { calledName, lastName } from '../../engine/last-name';
import type { CallSite, ClassNode, Program, Scope } from '../../engine/link/definitions';
import { numberOf } from '../../engine/link/expression-numbers';
import { asLinkScope } from '../../engine/link/scopes';
import { childrenOf, exprsOf, blocksOf } from '../../engine/link/walk';
import type { Stmt } from '../../read/ir';
import { readablePattern, takesPattern } from '../../engine/entries/readable-pattern';
import { pathsOf } from '../../engine/entries/route-paths';
import { routerKey } from './arguments';
import { baseNames } from '../../engine/link/base-names';
import { classHandler, methodNamed } from './views';
import { handlerOfFunction } from '../../engine/entries/handlers';
import type { Registration } from '../../engine/entries/registration';
import type { RouterTree } from '../../engine/entries/router-tree';

const URL_CALL =
  /^(django\.(urls|conf\.urls|urls\.conf|conf\.urls\.defaults)\.(path|re_path|url)|starlette\.routing\.(Mount|Route))$/;
const REGISTER =
  /^rest_framework(_nested|_extensions)?(\.\w+)*\.(Default|Simple|Base|Nested\w*|NestedSimple|ExtendedSimple|ExtendedDefault)?Router\(\)\.register$/;

/** Which list of URLs each `path(…)` stands in, and which lists are included below which prefix. */
export function linkUrlLists(program: Program, tree: RouterTree, routes: readonly Registration[]): void {
  const lists = new Map<Expr, string>();
  for (const [file, ir] of program.files) if (ir.language === 'python') noteLists(ir.body, file, lists);
  for (const route of routes) {
    if ((route.framework !== 'django' && route.framework !== 'starlette') || !route.call) continue;
    route.router = lists.get(route.call.expr) ?? `urls ${route.at.file}`;
  }
  for (const call of program.calls) includeUrls(program, tree, call, lists);
}

/** Remembers for each call in a list literal the list it stands in. */
function noteLists(stmts: readonly Stmt[], file: string, lists: Map<Expr, string>): void {
  for (const stmt of stmts) {
    for (const expr of exprsOf(stmt)) noteExpr(expr, `urls ${file}`, lists, 0);
    for (const block of blocksOf(stmt)) noteLists(block, file, lists);
  }
}

function noteExpr(expr: Expr, list: string, lists: Map<Expr, string>, depth: number): void {
  if (depth > 60) return;
  if (expr.kind === 'call') lists.set(expr, list);
  const inner = expr.kind === 'array' ? `list ${numberOf(expr)}` : list;
  for (const child of childrenOf(expr)) noteExpr(child, inner, lists, depth + 1);
}

function includeUrls(program: Program, tree: RouterTree, call: CallSite, lists: ReadonlyMap<Expr, string>): void {
  const { expr, scope, caller } = call;
  if (!isUrlCall(program, call)) return;
  const target = expr.args.find((arg) => arg.name === 'routes' || arg.name === 'app')?.value ?? expr.args[1]?.value;
  if (!target) return;
  const prefix = writtenPrefix(program, call);
  for (const child of includedLists(program, target, scope)) {
    tree.mount({
      parent: lists.get(expr) ?? `urls ${scope.file}`,
      child,
      prefix: `/${prefix.replace(/^[\^/]+/, '')}`,
      guards: [],
      call: { expr, owner: caller },
    });
  }
}

function isUrlCall(program: Program, { expr, scope }: CallSite): boolean {
  if (!/^(path|re_path|url|Mount)$/.test(lastName(expr.callee) ?? '')) return false;
  return program.externalPaths(expr.callee, scope).some((path) => URL_CALL.test(path));
}

function writtenPrefix(program: Program, { expr, scope }: CallSite): string {
  const written = expr.args[0] ? (pathsOf(program, expr.args[0].value, scope)[0] ?? '') : '';
  return takesPattern(expr.callee) ? readablePattern(written) : written;
}

/** The lists behind `include('shop.urls')`, `include(router.urls)`, `include([…])`, `include((patterns, 'name'))`. */
function includedLists(program: Program, expr: Expr, scope: Scope): string[] {
  if (expr.kind === 'array') return listsInArray(program, expr, scope);
  if (isRouterUrls(program, expr, scope)) return [routerKey(program, expr.object, scope)];
  if (expr.kind === 'call') {
    const first = expr.args[0]?.value;
    return lastName(expr.callee) === 'include' && first ? includedLists(program, first, scope) : [];
  }
  const file = namedModule(program, expr, scope);
  if (file !== undefined) return listsOf(program, file);
  return program.resolve(expr, scope).flatMap((one): string[] => {
    if (one.kind === 'module') return listsOf(program, one.file);
    return one.kind === 'object' ? [`list ${numberOf(one.expr)}`] : [];
  });
}

/** A list of routes, or the tuple of such a list and the name of its namespace. */
function listsInArray(program: Program, expr: Extract<Expr, { kind: 'array' }>, scope: Scope): string[] {
  if (expr.type !== 'tuple') return [`list ${numberOf(expr)}`];
  return expr.items[0] ? includedLists(program, expr.items[0], scope) : [];
}

/** `router.urls` on something a library made. */
function isRouterUrls(program: Program, expr: Expr, scope: Scope): expr is Extract<Expr, { kind: 'member' }> {
  if (expr.kind !== 'member' || expr.property !== 'urls') return false;
  return program.resolve(expr.object, scope).some((one) => one.kind === 'external');
}

function namedModule(program: Program, expr: Expr, scope: Scope): string | undefined {
  if (expr.kind !== 'literal' || typeof expr.value !== 'string') return undefined;
  return program.fileNamed(expr.value, scope.file);
}

function listsOf(program: Program, file: string): string[] {
  const patterns = program.member({ kind: 'module', file }, 'urlpatterns');
  return [`urls ${file}`, ...patterns.flatMap((one) => (one.kind === 'object' ? [`list ${numberOf(one.expr)}`] : []))];
}

const ACTIONS: readonly [string, string, string][] = [
  ['list', 'GET', ''],
  ['create', 'POST', ''],
  ['retrieve', 'GET', '{pk}/'],
  ['update', 'PUT', '{pk}/'],
  ['partial_update', 'PATCH', '{pk}/'],
  ['destroy', 'DELETE', '{pk}/'],
];
/** What the base classes of viewsets bring along. */
const INHERITED: readonly [RegExp, readonly string[]][] = [
  [/\bModelViewSet$/, ['list', 'create', 'retrieve', 'update', 'partial_update', 'destroy']],
  [/ReadOnlyModelViewSet$/, ['list', 'retrieve']],
  [/ListModelMixin$/, ['list']],
  [/CreateModelMixin$/, ['create']],
  [/RetrieveModelMixin$/, ['retrieve']],
  [/UpdateModelMixin$/, ['update', 'partial_update']],
  [/DestroyModelMixin$/, ['destroy']],
];

/** Routes of Django REST framework's routers: one per action of the registered viewset. */
export function viewsetRoutes(program: Program): Registration[] {
  return program.calls.flatMap((call): Registration[] => {
    const { expr, scope } = call;
    if (
      expr.callee.kind !== 'member' ||
      expr.callee.property !== 'register' ||
      asLinkScope(scope).dialect.id !== 'python'
    )
      return [];
    if (!program.externalPaths(expr.callee, scope).some((path) => REGISTER.test(path))) return [];
    const [prefix, viewset] = expr.args.map((arg) => arg.value);
    if (!prefix || !viewset) return [];
    const base = `/${pathsOf(program, prefix, scope)[0] ?? ''}/`;
    const router = routerKey(program, expr.callee.object, scope);
    const found = program.resolve(viewset, scope).find((one) => one.kind === 'class');
    const common = {
      kind: 'http' as const,
      framework: 'django-rest-framework',
      scope,
      router,
      at: { file: scope.file, span: expr.span },
      before: [],
      call: { expr, owner: call.caller },
    };
    if (found?.kind !== 'class') return [{ ...common, method: 'ALL', route: base }];
    return actionsOf(program, found.cls).map((action) => ({
      ...common,
      cls: found.cls,
      method: action.method,
      route: base + action.path,
      handler: action.handler,
    }));
  });
}

interface Action {
  method: string;
  path: string;
  handler: Registration['handler'];
}

function actionsOf(program: Program, cls: ClassNode): Action[] {
  const bases = baseNames(program, cls);
  const inherited = new Set(
    INHERITED.flatMap(([pattern, names]) => (bases.some((base) => pattern.test(base)) ? names : [])),
  );
  const standard = ACTIONS.flatMap(([name, method, path]): Action[] => {
    const fn = methodNamed(program, cls, name);
    if (!fn && !inherited.has(name)) return [];
    const hook = fn ?? methodNamed(program, cls, `perform_${name.replace('partial_', '')}`);
    return [{ method, path, handler: hook ? handlerOfFunction(hook) : classHandler(cls) }];
  });
  return [...standard, ...extraActions(program, cls)];
}

function extraActions(program: Program, cls: ClassNode): Action[] {
  return cls.cls.members.flatMap((member): Action[] => {
    const decorator = member.decorators.find(
      (one) => one.kind === 'call' && /^(action|detail_route|list_route)$/.test(calledName(one) ?? ''),
    );
    const fn = member.fn && program.nodeOf(member.fn, cls.file);
    if (decorator?.kind !== 'call' || !fn) return [];
    const methods = decorator.args.find((arg) => arg.name === 'methods')?.value;
    const names =
      methods?.kind === 'array' ? methods.items.flatMap((item) => program.strings(item, cls.scope)) : ['GET'];
    const detail = decorator.args.find((arg) => arg.name === 'detail')?.value;
    const path = detail?.kind === 'literal' && detail.value === true ? `{pk}/${member.name}/` : `${member.name}/`;
    return names.map((method) => ({ method: method.toUpperCase(), path, handler: handlerOfFunction(fn) }));
  });
}
