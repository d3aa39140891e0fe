import {
  CHECKING_CALLS,
  CHECKING_METHODS,
  INPUT_NAMES,
  SCHEMA_CALLS,
  SCHEMA_NAMES,
} from '../../../knowledge/controls/input';
import type { Expr } from '../../read/ir';
import { flatBody } from '../link/flat-body';
import type { Body } from './body';
import type { Found } from './found';
import { calledName, spellsOne, steps } from './spelling';

const NO_NAMES: readonly string[] = [];
const ORDERED = /^[<>]=?$/;

/** Checks and conversions of single values, by the names of the values, and checks of everything against a schema. */
export function inputChecks({ stmts }: Body): Found[] {
  const found: Found[] = [];
  for (const expr of flatBody(stmts).exprs) {
    const names = checkedBy(expr);
    if (names.length > 0) found.push({ kind: 'checks-value', names: [...names], span: expr.span });
    if (expr.kind === 'call' && checksAll(expr)) found.push({ kind: 'checks-schema', span: expr.span });
  }
  return found;
}

/** The names of the values an expression checks itself: not of what stands beside them. */
function checkedBy(expr: Expr): readonly string[] {
  if (expr.kind === 'unary') return expr.op === 'typeof' ? lastNames(expr.operand) : [];
  if (expr.kind === 'binary') {
    if (!ORDERED.test(expr.op)) return expr.op === 'instanceof' ? lastNames(expr.left) : [];
    return [...lastNames(lengthOf(expr.left)), ...lastNames(lengthOf(expr.right))];
  }
  if (expr.kind !== 'call') return NO_NAMES;
  const own =
    expr.callee.kind === 'member' && CHECKING_METHODS.test(expr.callee.property) ? lastNames(expr.callee.object) : [];
  const given = CHECKING_CALLS.test(calledName(expr)) ? expr.args.flatMap((arg) => lastNames(arg.value)) : [];
  return [...own, ...given];
}

/** The value whose length is compared. */
const lengthOf = (expr: Expr): Expr | undefined =>
  expr.kind === 'member' && expr.property === 'length' ? expr.object : undefined;

/** What the value is called: its last member, or the last key of a look-up. */
function lastNames(expr: Expr | undefined): string[] {
  if (!expr) return [];
  const last = steps(expr)?.at(-1);
  if (last !== undefined) return [last];
  if (expr.kind !== 'call') return [];
  const key = expr.args[0]?.value;
  return calledName(expr) === 'get' && key?.kind === 'literal' ? [String(key.value)] : [];
}

function checksAll(call: Extract<Expr, { kind: 'call' }>): boolean {
  const parts = call.args.map(({ value }) => value);
  if (call.callee.kind === 'member') parts.push(call.callee.object);
  const spells = (names: RegExp): boolean => parts.some((part) => spellsOne(part, names));
  return (SCHEMA_CALLS.test(calledName(call)) || spells(SCHEMA_NAMES)) && spells(INPUT_NAMES);
}
