import type { Expr } from '../../read/ir';

/** Whether a condition holds when something is missing or different: `!x`, `x == null`, `a != b`. */
export function asksForAbsence(test: Expr): boolean {
  switch (test.kind) {
    case 'unary':
      return test.op === '!' || test.op === 'not';
    case 'binary':
      return test.op === '&&' || test.op === '||'
        ? asksForAbsence(test.left) || asksForAbsence(test.right)
        : /^([!=]==?|[<>]=?|is|is not|in|not in)$/.test(test.op);
    case 'call':
      return /(empty|missing|invalid|expired|denied|blocked|anonymous|isNil|isUndefined|isNull|not[A-Z_])/i.test(
        test.callee.kind === 'member' ? test.callee.property : test.callee.kind === 'name' ? test.callee.name : '',
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
