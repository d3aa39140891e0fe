import type { Expr } from '../../read/ir';
import type { FunctionNode, Scope } from '../../engine/link/definitions';
import type { Guarding } from '../../engine/entries/registration';

/** Decorators of one function that are looked at for what a route runs through. */
const MOST_DECORATORS = 40;

/**
 * What runs between a route and its function. Where there are routes upon routes it is the
 * same for each: those next to the function.
 */
export function below(fn: FunctionNode, position: number): readonly Expr[] {
  const { decorators } = fn.fn;
  return decorators.slice(Math.max(position + 1, decorators.length - MOST_DECORATORS));
}

/** `login_required(view)` in a URL table. */
export function wrapped(target: Expr, scope: Scope): Guarding[] {
  if (target.kind !== 'call' || (target.callee.kind === 'member' && target.callee.property === 'as_view')) return [];
  return [{ expr: target.callee, scope, reach: 'route', at: { file: scope.file, span: target.span } }];
}
