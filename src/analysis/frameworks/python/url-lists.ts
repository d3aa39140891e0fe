import type { Arg, Expr, Stmt } from '../../read/ir';
import { lastName } from '../../engine/last-name';
import type { CallSite, Definition, Program, Scope } from '../../engine/link/definitions';
import { numberOf } from '../../engine/link/expression-numbers';
import { childrenOf } from '../../engine/link/parts-of';
import { exprsOf, blocksOf } from '../../engine/link/body-parts';
import { readablePattern, takesPattern } from '../../engine/entries/readable-pattern';
import { pathsOf } from '../../engine/entries/route-paths';
import { definitionKey, routerKey } from './arguments';
import type { Registration } from '../../engine/entries/registration';
import type { RouterTree } from '../../engine/entries/router-tree';

/** Calls that stand in lists of routes, of one framework. */
export interface UrlLists {
  framework: string;
  callee: RegExp;
  /** Calls on a router that hang a list below it; `same` are members that stand for the router they are taken from. */
  hung?: { callee: RegExp; same: RegExp };
}

/** Which list of URLs each `path(…)` stands in, and which lists are included below which prefix. */
export function linkUrlLists(
  program: Program,
  tree: RouterTree,
  routes: readonly Registration[],
  { framework, callee, hung }: UrlLists,
): void {
  const listed = routes.filter((route) => route.framework === framework && route.call && route.router === undefined);
  const including = program.calls.filter((call) => isUrlCall(program, call, callee));
  if (listed.length === 0 && including.length === 0) return;
  const lists = new Map<Expr, string>();
  for (const [file, ir] of program.files) if (ir.language === 'python') noteLists(ir.body, file, lists);
  for (const route of listed) if (route.call) route.router = lists.get(route.call.expr) ?? `urls ${route.at.file}`;
  for (const call of including) includeUrls(program, tree, call, lists);
  if (hung) for (const call of program.calls) hangLists(program, tree, call, hung);
}

/** `app.add_routes(list)` */
function hangLists(
  program: Program,
  tree: RouterTree,
  { expr, scope, caller }: CallSite,
  { callee, same }: NonNullable<UrlLists['hung']>,
): void {
  const list = expr.args[0]?.value;
  if (expr.callee.kind !== 'member' || !list) return;
  if (!program.externalPaths(expr.callee, scope).some((path) => callee.test(path))) return;
  const { object } = expr.callee;
  const router = object.kind === 'member' && same.test(`.${object.property}`) ? object.object : object;
  const parent = routerKey(program, router, scope);
  for (const child of includedLists(program, list, scope)) tree.hang(parent, child, '', { expr, owner: caller });
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
  const target = expr.args.find((arg) => arg.name === 'routes' || arg.name === 'app')?.value ?? expr.args[1]?.value;
  if (!target) return;
  const prefix = writtenPrefix(program, call);
  const parent = lists.get(expr) ?? `urls ${scope.file}`;
  for (const child of includedLists(program, target, scope))
    tree.hang(parent, child, `/${prefix.replace(/^[\^/]+/, '')}`, { expr, owner: caller });
}

function isUrlCall(program: Program, { expr, scope }: CallSite, callee: RegExp): boolean {
  if (!/^(path|re_path|url|Mount)$/.test(lastName(expr.callee) ?? '')) return false;
  return program.externalPaths(expr.callee, scope).some((path) => callee.test(path));
}

function writtenPrefix(program: Program, { expr, scope }: CallSite): string {
  const written = expr.args[0] ? (pathsOf(program, expr.args[0].value, scope)[0] ?? '') : '';
  return takesPattern(expr.callee) ? readablePattern(written) : written;
}

/** The lists behind `include('shop.urls')`, `include(router.urls)`, `include([…])`, `include((patterns, 'name'))`. */
function includedLists(program: Program, expr: Expr, scope: Scope): string[] {
  if (expr.kind === 'array') return listsInArray(program, expr, scope);
  if (isRouterUrls(program, expr, scope)) return [routerKey(program, expr.object, scope)];
  if (expr.kind === 'call' && lastName(expr.callee) === 'include') {
    const first = expr.args[0]?.value;
    return first ? includedLists(program, first, scope) : [];
  }
  const file = namedModule(program, expr, scope);
  if (file !== undefined) return listsOf(program, file);
  return program.resolve(expr, scope).flatMap((one): string[] => {
    if (one.kind === 'module') return listsOf(program, one.file);
    if (one.kind === 'external') return [definitionKey(one, scope), ...ownLists(program, one)];
    return one.kind === 'object' ? [`list ${numberOf(one.expr)}`] : [];
  });
}

/** The lists of routes that an application or router is made with. */
function ownLists(program: Program, { origin }: Extract<Definition, { kind: 'external' }>): string[] {
  const list = origin?.expr.args.find((arg) => arg.name === 'routes') ?? origin?.expr.args.find(isList);
  return list && origin ? includedLists(program, list.value, origin.scope) : [];
}

const isList = ({ name, value }: Arg): boolean => name === undefined && value.kind === 'array';

/** A list of routes, or the tuple of such a list and the name of its namespace. */
function listsInArray(program: Program, expr: Extract<Expr, { kind: 'array' }>, scope: Scope): string[] {
  if (expr.type !== 'tuple') return [`list ${numberOf(expr)}`];
  return expr.items[0] ? includedLists(program, expr.items[0], scope) : [];
}

/** `router.urls` on something a library made. */
function isRouterUrls(program: Program, expr: Expr, scope: Scope): expr is Extract<Expr, { kind: 'member' }> {
  if (expr.kind !== 'member' || expr.property !== 'urls') return false;
  return program
    .resolve(expr.object, scope)
    .some((one) => one.kind === 'external' || (one.kind === 'instance' && one.origin !== undefined));
}

function namedModule(program: Program, expr: Expr, scope: Scope): string | undefined {
  if (expr.kind !== 'literal' || typeof expr.value !== 'string') return undefined;
  return program.fileNamed(expr.value, scope.file);
}

function listsOf(program: Program, file: string): string[] {
  const patterns = program.member({ kind: 'module', file }, 'urlpatterns');
  return [`urls ${file}`, ...patterns.flatMap((one) => (one.kind === 'object' ? [`list ${numberOf(one.expr)}`] : []))];
}
