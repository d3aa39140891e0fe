import type { Expr } from '../../read/ir';
import type { Environment } from './environment';
import { type Arguments, invokeAny } from './invoke';
import type { Reader } from './reader';
import { joined, UNKNOWN } from './values';
import type { Value } from './kinds';

type Call = Extract<Expr, { kind: 'call' }>;

/** Functions that are handed over run with what the call is about; whether they run is not known. */
export function runCallbacks(
  reader: Reader,
  { positional, named }: Arguments,
  first: Value,
  second: Value,
): Value | undefined {
  let result: Value | undefined;
  for (const value of [...positional, ...named.values()]) {
    if (!value.callables) continue;
    const before = reader.cond;
    result = invokeAny(reader, value.callables, { positional: [first, second], named: new Map() });
    reader.cond = before;
  }
  return result;
}

/** What a call on a store gives is handed to the functions among its arguments. */
export function withCallbacks(reader: Reader, expr: Call, env: Environment, result: Value): Value {
  let value = result;
  for (const arg of expr.args) {
    if (arg.value.kind !== 'function') continue;
    const { callables } = reader.evaluate(arg.value, env);
    if (!callables) continue;
    const before = reader.cond;
    const errorFirst = arg.value.fn.params.length > 1;
    const given = invokeAny(reader, callables, {
      positional: errorFirst ? [{ nothing: true }, result] : [result],
      named: new Map(),
    });
    if (!errorFirst && given !== UNKNOWN) value = joined(result, given);
    reader.cond = before;
  }
  return value;
}
