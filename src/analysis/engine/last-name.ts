import type { Expr } from '../read/ir';

/** The name that an expression ends with: `c` of `a.b.c`, `a` of `a`; undefined when it ends with something else. */
export function lastName(expr: Expr): string | undefined {
  if (expr.kind === 'name') return expr.name;
  return expr.kind === 'member' ? expr.property : undefined;
}

/** The last name of what a call calls, or of an expression that is no call: `@a.b` and `@a.b()` are both `b`. */
export function calledName(expr: Expr): string | undefined {
  return lastName(expr.kind === 'call' ? expr.callee : expr);
}
