import type { Arguments } from './arguments';
import type { Machine, CallExpr } from './machine';
import { ARRAY_METHODS } from './builtins-arrays';
import { MAP_METHODS } from './builtins-maps';
import { TEXT_METHODS } from './builtins-text';
import type { Value } from './value';

/** What a method of a text, array, map or promise gives back, by its name and what the receiver is. */
export function builtinMethod(
  m: Machine,
  self: Value,
  name: string,
  args: Arguments,
  expr: CallExpr,
): Value | undefined {
  for (const table of [MAP_METHODS, ARRAY_METHODS, TEXT_METHODS]) {
    const value = table.get(name)?.(m, self, args, expr);
    if (value) return value;
  }
  return undefined;
}
