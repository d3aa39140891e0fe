import type { Arguments } from './arguments';
import type { CallExpr, Machine } from './machine';
import type { Value } from './value';

/** A method of the language itself; undefined when it does not fit the receiver. */
export type Method = (m: Machine, self: Value, args: Arguments, expr: CallExpr) => Value | undefined;
