import type { Expr } from '../../read/ir';
import { lastName } from '../../engine/last-name';
import type { CallSite, ClassNode, Definition, Program, Scope } from '../../engine/link/definitions';
import type { Registration } from '../../engine/entries/registration';
import type { RouterTree } from '../../engine/entries/router-tree';
import type { Framework } from '../framework';
import { definitionKey, keyword, routerKey } from '../python/arguments';
import { FASTAPI } from './fastapi';
import { PYTHON_INPUTS } from './usual-inputs';
import { VERB } from './verbs';

const LIBRARY = String.raw`(litestar|starlite)(\.\w+)*`;
const MAKES_ROUTER = /^(litestar|starlite)(\.\w+)*\.(Litestar|Starlite|Router)$/;
const PATH = { position: 0, keyword: 'path' };

/** Decorated functions and controllers, which stand in the lists of routers and of the application. */
export const LITESTAR: Framework = {
  id: 'litestar',
  language: 'python',
  imports: /^(litestar|starlite)(\.|$)/,
  decorators: [
    { callee: new RegExp(`^${LIBRARY}\\.(route|${VERB})$`), path: PATH, namedByFunction: 'as-is' },
    { callee: new RegExp(`^${LIBRARY}\\.(websocket|websocket_listener)$`), path: PATH, kind: 'websocket' },
  ],
  inputs: { ...PYTHON_INPUTS, ...(FASTAPI.inputs?.typed && { typed: FASTAPI.inputs.typed }) },
  link: linkHandlers,
};

function linkHandlers(program: Program, tree: RouterTree, routes: readonly Registration[]): void {
  const own = routes.filter((one) => one.framework === 'litestar');
  if (own.length === 0) return;
  for (const one of own) {
    const fn = one.handler?.fn;
    if (!one.call?.expr || !hasPath(one.call.expr)) one.route = '/';
    one.router = fn?.cls ? classKey(fn.cls) : `handler ${fn?.key ?? ''}`;
    if (fn?.cls) tree.setPrefix(one.router, pathOfClass(program, fn.cls));
  }
  for (const call of program.calls) hangHandlers(program, tree, call);
}

/** A decorator without a path stands for the path of what it hangs below. */
function hasPath(expr: Expr): boolean {
  return expr.kind === 'call' && expr.args.some((arg) => arg.name === undefined || arg.name === 'path');
}

const classKey = ({ key }: ClassNode): string => `controller ${key}`;

function pathOfClass(program: Program, cls: ClassNode): string {
  const value = cls.cls.members.find((member) => member.name === 'path')?.value;
  return value ? (program.strings(value, cls.scope)[0] ?? '') : '';
}

function hangHandlers(program: Program, tree: RouterTree, { expr, scope, caller }: CallSite): void {
  const list = keyword(expr, 'route_handlers') ?? expr.args[0]?.value;
  if (!list || !/^(Litestar|Starlite|Router)$/.test(lastName(expr.callee) ?? '')) return;
  if (!program.externalPaths(expr.callee, scope).some((path) => MAKES_ROUTER.test(path))) return;
  const parent = routerKey(program, expr, scope);
  const path = keyword(expr, 'path');
  const prefix = path ? program.strings(path, scope)[0] : undefined;
  if (prefix !== undefined) tree.setPrefix(parent, prefix);
  for (const child of handlersIn(program, list, scope)) tree.hang(parent, child, '', { expr, owner: caller });
}

function handlersIn(program: Program, expr: Expr, scope: Scope): string[] {
  if (expr.kind === 'array') return expr.items.flatMap((item) => handlersIn(program, item, scope));
  if (expr.kind === 'spread') return handlersIn(program, expr.value, scope);
  return program.resolve(expr, scope).flatMap((one) => {
    if (one.kind === 'object' && one.expr.kind === 'array') return handlersIn(program, one.expr, one.scope);
    return keysOf(one, scope);
  });
}

function keysOf(one: Definition, scope: Scope): string[] {
  if (one.kind === 'class') return [classKey(one.cls)];
  if (one.kind === 'function') return [`handler ${one.fn.key}`];
  return one.kind === 'external' ? [definitionKey(one, scope)] : [];
}
