import type { Expr } from '../../read/ir';
import { childrenOf } from '../link/parts-of';
import { dotted, walkExpr } from '../link/walk';

/** Whether a value is made by a call of something with such a name. */
export function mentionsCall(expr: Expr, name: RegExp): boolean {
  let found = false;
  walkExpr(expr, {
    expr: (one) => {
      if (one.kind === 'call' && name.test(dotted(one.callee) ?? '')) found = true;
      return true;
    },
  });
  return found;
}

/** The value itself is part of the result, not what a call made of it. */
export function bare(expr: Expr, subject: string): boolean {
  if (expr.kind === 'name') return expr.name === subject;
  if (expr.kind === 'member') return bare(expr.object, subject);
  return (
    (expr.kind === 'binary' || expr.kind === 'template' || expr.kind === 'conditional') &&
    childrenOf(expr).some((child) => bare(child, subject))
  );
}
