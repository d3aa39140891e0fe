import type { Expr } from '../../read/ir';

const NUMBERS = new WeakMap<Expr, number>();
let last = 0;

/** Expressions have no names; a number tells them apart. */
export function numberOf(expr: Expr): number {
  let number = NUMBERS.get(expr);
  if (number === undefined) NUMBERS.set(expr, (number = last += 1));
  return number;
}
