import type { Expr, Stmt } from '../../read/ir';
import { blocksOf, exprsOf } from '../link/body-parts';
import { childrenOf } from '../link/parts-of';
import { targetNames } from './walk-sites';

interface Assigned {
  names: string[];
  value: Expr;
}

/** What names are given in a body and whatever is nested in it, in order. */
export function assignments(body: readonly Stmt[], depth = 0): Assigned[] {
  if (depth > 12) return [];
  return body.flatMap((stmt) => {
    const own =
      stmt.kind === 'declare' && stmt.value
        ? [{ names: targetNames(stmt.target), value: stmt.value }]
        : exprsOf(stmt).flatMap((expr) => inner(expr, 0));
    return [...own, ...blocksOf(stmt).flatMap((block) => assignments(block, depth + 1))];
  });
}
function inner(expr: Expr, depth: number): Assigned[] {
  if (depth > 8) return [];
  if (expr.kind === 'assign')
    return [{ names: targetNames(expr.target), value: expr.value }, ...inner(expr.value, depth + 1)];
  if (expr.kind === 'object')
    return expr.properties.flatMap((one) => [
      ...(one.key === undefined ? [] : [{ names: [one.key], value: one.value }]),
      ...inner(one.value, depth + 1),
    ]);
  return childrenOf(expr).flatMap((child) => inner(child, depth + 1));
}

/** What one name is given. */
export const assignedTo = (body: readonly Stmt[], name: string): Expr[] =>
  assignments(body).flatMap(({ names, value }) => (names[0] === name ? [value] : []));
