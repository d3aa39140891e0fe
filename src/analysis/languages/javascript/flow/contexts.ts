import { objectsOf } from '../../../engine/flow/collections';
import type { Arguments } from '../../../engine/flow/arguments';
import type { Machine, SpecialCall } from '../../../engine/flow/machine';
import { argumentAt as at } from '../../../engine/flow/special-values';
import { singleString, UNKNOWN, type Value } from '../../../engine/flow/value';
import type { Span } from '../../../read/ir';

/** `f(a, b)`: what fixed code of a context does with what the context holds. */
const CALL_OF_NAMES = /(?<![\w$.'"`])([A-Za-z_$][\w$]*)\(\s*([A-Za-z_$][\w$]*(?:\s*,\s*[A-Za-z_$][\w$]*)*)\s*\)/g;
const MAX_CODE = 2000;

/** Runs the calls in fixed code with the functions and values of the object that the code sees as its globals. */
function runInContext(m: Machine, args: Arguments, span: Span): Value | undefined {
  const code = singleString(at(args, 0));
  if (code === undefined || code.length > MAX_CODE) return undefined;
  for (const [, callee = '', names = ''] of code.matchAll(CALL_OF_NAMES)) {
    const target = held(m, at(args, 1), callee);
    if (!target) continue;
    const positional = names.split(',').map((name) => ({ value: held(m, at(args, 1), name.trim()) ?? UNKNOWN, span }));
    m.call(target, { positional, named: new Map() }, span);
  }
  return undefined;
}

function held(m: Machine, context: Value, name: string): Value | undefined {
  for (const object of objectsOf(context)) {
    const cell = object.cells.get(name);
    const value = cell && m.state.get(cell);
    if (value) return value;
  }
  return undefined;
}

export const CONTEXT_CALLS: readonly (readonly [string, SpecialCall])[] = ['vm', 'node:vm'].flatMap((module) =>
  ['runInContext', 'runInNewContext'].map((name) => [`${module}.${name}`, runInContext] as const),
);
