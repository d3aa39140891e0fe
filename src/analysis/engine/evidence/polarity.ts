import { lastName } from '../last-name';
import type { Expr } from '../../read/ir';

/** Whether a condition holds when something is missing or different: `!x`, `x == null`, `a != b`. */
export function asksForAbsence(test: Expr): boolean {
  switch (test.kind) {
    case 'await':
      return asksForAbsence(test.value);
    case 'unary':
      return isNegation(test.op) && !isMissing(test.operand);
    case 'binary':
      if (test.op === '&&' || test.op === '||') return asksForAbsence(test.left) || asksForAbsence(test.right);
      return comparesForAbsence(test);
    default:
      return isMissing(test);
  }
}

type Comparison = Extract<Expr, { kind: 'binary' }>;

const isNegation = (op: string): boolean => op === '!' || op === 'not';

/** `x != null` and `x === true` hold when x is there, `x is None` and `x == false` when it is not. */
function comparesForAbsence(test: Comparison): boolean {
  if (!/^([!=]==?|[<>]=?|is|is not|in|not in)$/.test(test.op)) return false;
  const presence = presenceCompared(test);
  if (presence === undefined) return true;
  return /^(?:===?|is)$/.test(test.op) !== presence;
}

/** What one side of a comparison stands for: nothing (false), something (true), or neither (undefined). */
function presenceCompared({ left, right, op }: Comparison): boolean | undefined {
  if (!/^(?:[!=]==?|is|is not)$/.test(op)) return undefined;
  if ([left, right].some(isNothing)) return false;
  return [left, right].some((side) => side.kind === 'literal' && side.value === true) ? true : undefined;
}

const isNothing = (side: Expr): boolean =>
  (side.kind === 'literal' && (side.value === null || side.value === false || side.type === 'undefined')) ||
  (side.kind === 'name' && side.name === 'undefined');

/** What says by itself that something is missing: `!x`, `x is None`, `user.is_anonymous`, `isEmpty(x)`. */
function isMissing(test: Expr): boolean {
  switch (test.kind) {
    case 'unary':
      return asksForAbsence(test);
    case 'binary':
      return presenceCompared(test) === false && /^(?:===?|is)$/.test(test.op);
    case 'call':
      return /(empty|missing|invalid|expired|denied|blocked|anonymous|isNil|isUndefined|isNull|not[A-Z_])/i.test(
        lastName(test.callee) ?? '',
      );
    case 'member':
      return /(anonymous|disabled|blocked|banned|expired|read_?only|invalid)/i.test(test.property);
    default:
      return false;
  }
}

/** The parts of a condition that ask for absence: of `a && !b` it is `b`, of `!a || b.c !== d` both. */
export function absentParts(test: Expr): Expr[] {
  if (test.kind === 'unary' && asksForAbsence(test)) return [test.operand];
  if (test.kind === 'binary' && (test.op === '&&' || test.op === '||'))
    return [...absentParts(test.left), ...absentParts(test.right)];
  return asksForAbsence(test) ? [test] : [];
}

/** The parts that all have to be there for a condition to hold: of `a && b` both, of `a || b` none. */
export function presentParts(test: Expr): Expr[] {
  if (test.kind === 'binary' && test.op === '&&') return [...presentParts(test.left), ...presentParts(test.right)];
  return test.kind === 'binary' && test.op === '||' ? [] : [test];
}
