import { ANSWERING_CALLS, WRITING_CALLS } from '../../../knowledge/frameworks/route-meaning';
import type { Expr } from '../../read/ir';
import { localValues } from './conditions-in-code';
import type { FunctionNode, Program } from '../link/definitions';
import { dotted, walkDeep } from '../link/walk';
import { COLLECTIONS } from '../../../knowledge/transparent-calls';

const MAX_CALLS = 400;

/** Whether a call changes something that lasts, by its spelling. */
export const writesByName = (name: string): boolean => WRITING_CALLS.test(name) && !ANSWERING_CALLS.test(name);

/** `db.users.insert`, `crypto.createHash().update`. */
function spelled(expr: Expr, depth: number): string {
  const path = dotted(expr);
  if (path !== undefined || depth > 6) return path ?? '';
  if (expr.kind === 'member') return `${spelled(expr.object, depth + 1)}.${expr.property}`;
  return expr.kind === 'call' ? `${spelled(expr.callee, depth + 1)}()` : '';
}

/** The spelled names of calls in a function and in the functions of the program it calls directly. */
export function callsIn(program: Program, fn: FunctionNode, depth = 0): string[] {
  const names: string[] = [];
  const inner: FunctionNode[] = [];
  const values = localValues(fn.fn.body);
  walkDeep(fn.fn.body, (expr) => {
    if (expr.kind !== 'call' || names.length > MAX_CALLS || onCollection(expr, values)) return;
    names.push(spelled(expr.callee, 0));
    if (depth < 1) inner.push(...program.callees(expr, fn.scope).map((one) => one.fn));
  });
  return [...names, ...inner.slice(0, 20).flatMap((callee) => callsIn(program, callee, depth + 1))];
}

/** `context.update(…)`, `seen.add(…)`: what a function collects for itself is no stored data. */
function onCollection({ callee }: Extract<Expr, { kind: 'call' }>, values: ReadonlyMap<string, Expr>): boolean {
  if (
    callee.kind !== 'member' ||
    callee.object.kind !== 'name' ||
    !/^(add|update|remove|delete|put|merge|write|increment|save|commit)$/.test(callee.property)
  )
    return false;
  const made = values.get(callee.object.name);
  return made !== undefined && isCollection(made);
}

function isCollection(made: Expr): boolean {
  if (made.kind === 'call') return COLLECTIONS.test(dotted(made.callee)?.split('.').at(-1) ?? '');
  return made.kind === 'object' || made.kind === 'array' || made.kind === 'comprehension';
}
