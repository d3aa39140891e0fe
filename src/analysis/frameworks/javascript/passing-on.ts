import type { Expr } from '../../read/ir';
import type { FunctionNode } from '../../engine/link/definitions';
import { walkDeep } from '../../engine/link/walk';
import { ANSWERING_METHODS, ERROR_METHODS } from '../../../knowledge/frameworks/javascript-routers';

type Call = Extract<Expr, { kind: 'call' }>;

function callsIn(fn: FunctionNode): Call[] {
  const found: Call[] = [];
  walkDeep(fn.fn.body, (expr) => {
    if (expr.kind === 'call') found.push(expr);
  });
  return found;
}

/** Whether a middleware lets requests through: it calls what comes next without an error. */
export function passesOn(fn: FunctionNode): boolean {
  const next = fn.fn.params[2]?.name;
  if (next === undefined) return false;
  return callsIn(fn).some(({ callee, args }) => callee.kind === 'name' && callee.name === next && args.length === 0);
}

/** Whether a middleware sends something of its own: a page, a file, data; refusals and redirects are none. */
export function answersItself(fn: FunctionNode): boolean {
  const response = fn.fn.params[1]?.name;
  return response !== undefined && callsIn(fn).some((call) => sends(call, response));
}

function sends({ callee, args }: Call, response: string): boolean {
  if (callee.kind !== 'member') return false;
  if (callee.property === 'pipe') return args[0]?.value.kind === 'name' && args[0].value.name === response;
  if (!ANSWERING_METHODS.has(callee.property) || args.length === 0) return false;
  return isPlain(callee.object, response);
}

/** `res`, `res.type('x')`, `res.status(200)`; not `res.status(401)`. */
function isPlain(expr: Expr, response: string): boolean {
  if (expr.kind === 'name') return expr.name === response;
  if (expr.kind !== 'call' || expr.callee.kind !== 'member') return false;
  const status = ERROR_METHODS.has(expr.callee.property) ? expr.args[0]?.value : undefined;
  if (status && !(status.kind === 'literal' && Number(status.value) < 400)) return false;
  return isPlain(expr.callee.object, response);
}

/** Whether a middleware only decides who gets through: it hands on, and the answer is touched by refusals alone. */
export function onlyGuards(fn: FunctionNode): boolean {
  const response = fn.fn.params[1]?.name;
  if (!passesOn(fn) || answersItself(fn)) return false;
  return !callsIn(fn).some(({ args }) => args.some(({ value }) => value.kind === 'name' && value.name === response));
}
