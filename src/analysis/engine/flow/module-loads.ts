import type { Expr } from '../../read/ir';
import type { CallExpr, Machine } from './machine';
import { definitionsToValue } from './names';
import { external, UNKNOWN, type Value } from './value';

/** Calls that give a module. */

/** Helpers that compilers wrap around imports give the module itself. */
export function isInterop(callee: Expr): boolean {
  const name = callee.kind === 'name' ? callee.name : '';
  return /^_*(?:interopRequire(?:Default|Wildcard)|importDefault|importStar|toESM)\d*$/.test(name);
}

export function moduleLoad(m: Machine, expr: CallExpr): Value | undefined {
  const { callee } = expr;
  const name = callee.kind === 'name' ? callee.name : '';
  if (name !== 'require' && name !== 'import' && name !== '__import__') return undefined;
  const [argument] = expr.args;
  if (argument?.value.kind !== 'literal') return undefined;
  const definitions = m.program.resolve(expr, m.at.scope);
  if (definitions.length > 0) return definitionsToValue(m, definitions);
  return typeof argument.value.value === 'string' ? external(argument.value.value) : UNKNOWN;
}
