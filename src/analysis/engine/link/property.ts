import type { Expr } from '../../read/ir';
import type { Program, Scope } from './definitions';

/** A property of an object literal, found through names. */
export function propertyOf(
  program: Program,
  expr: Expr,
  scope: Scope,
  key: string,
): { expr: Expr; scope: Scope } | undefined {
  for (const definition of program.resolve(expr, scope)) {
    if (definition.kind !== 'object' || definition.expr.kind !== 'object') continue;
    const own = definition.expr.properties.find((property) => property.key === key);
    if (own) return { expr: own.value, scope: definition.scope };
  }
  return undefined;
}
