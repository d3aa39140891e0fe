import type { Expr, Param } from '../../read/ir';
import type { FunctionNode } from '../link/definitions';
import { Environment } from './environment';
import { bind } from './binding';
import { NEVER } from './formula';
import { MOST_CALLS_DEEP, type Reader } from './reader';
import { elementOf, joined, listOf, mixed, UNKNOWN } from './values';
import type { Callable, Value } from './kinds';

/** What a function is called with. */
export interface Arguments {
  positional: readonly Value[];
  named: ReadonlyMap<string, Value>;
}

/** How often one function may be on the way to itself. */
const MOST_REPEATED = 1;

export const mayRun = (reader: Reader, node: FunctionNode): boolean =>
  reader.depth < MOST_CALLS_DEEP && (reader.running.get(node) ?? 0) < MOST_REPEATED;

/** Runs a function of the program; what holds behind it is what held wherever it came back. */
export function invoke(reader: Reader, { node, env: outer, self }: Callable, args: Arguments): Value {
  if (!mayRun(reader, node)) return mixed([...args.positional, ...args.named.values()]);
  const env = new Environment(node, self, outer);
  const receives = bindReceiver(reader, node, self, env);
  node.fn.params.slice(receives).forEach((param, at) => bindParam(reader, param, at, args, env));
  const before = reader.running.get(node) ?? 0;
  reader.running.set(node, before + 1);
  reader.depth += 1;
  reader.execute(node.fn.body, env);
  if (reader.cond.length > 0) env.returned.add({ nothing: true }, { t: NEVER, f: [new Map()] }, reader.cond);
  reader.depth -= 1;
  reader.running.set(node, before);
  reader.cond = env.returned.left;
  return env.returned.result;
}

/** Methods that declare their receiver have it as their first parameter. */
function bindReceiver(reader: Reader, node: FunctionNode, self: Value | undefined, env: Environment): number {
  const dialect = reader.program.dialectOf(node.file);
  const [first] = node.fn.params;
  if (
    !node.cls ||
    !dialect.methodsDeclareReceiver ||
    dialect.receiver(node.fn) === undefined ||
    first?.name === undefined
  )
    return 0;
  env.declare(first.name, self ?? UNKNOWN);
  return 1;
}

function bindParam(reader: Reader, param: Param, at: number, args: Arguments, env: Environment): void {
  const given = valueOf(reader, param, at, args, env);
  bind(reader, param.pattern, given, env, true);
  if (param.name !== undefined) env.declare(param.name, given);
}

function valueOf(reader: Reader, param: Param, at: number, args: Arguments, env: Environment): Value {
  if (param.rest === 'positional') return listOf(args.positional.slice(at));
  if (param.rest === 'keyword') return { fields: new Map(args.named) };
  const given = (param.name === undefined ? undefined : args.named.get(param.name)) ?? args.positional[at];
  if (given) return given;
  return param.fallback && !reader.program.dialectOf(env.fn.file).defaultsReadOutside
    ? reader.evaluate(param.fallback, env)
    : constantOf(reader, param, env);
}

function constantOf(reader: Reader, { fallback }: Param, env: Environment): Value {
  return fallback?.kind === 'literal' ? reader.evaluate(fallback, env) : UNKNOWN;
}

/** The values of the arguments of a call; what is spread is spread. */
export function argumentsOf(reader: Reader, expr: Extract<Expr, { kind: 'call' }>, env: Environment): Arguments {
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  for (const { name, value } of expr.args) {
    const given = reader.evaluate(value, env);
    if (value.kind === 'spread') {
      if (name === '**') for (const [key, one] of given.fields ?? []) named.set(key, one);
      else positional.push(...(given.items ?? [elementOf(given)]));
    } else if (name === undefined) positional.push(given);
    else named.set(name, given);
  }
  return { positional, named };
}

/** Runs whichever of the functions it may be: one of the outcomes holds. */
export function invokeAny(reader: Reader, callables: readonly Callable[], args: Arguments): Value {
  const before = reader.cond;
  let value: Value | undefined;
  let left = NEVER;
  for (const one of callables) {
    reader.cond = before;
    const result = invoke(reader, one, args);
    if (reader.cond.length === 0) continue;
    left = left === NEVER ? reader.cond : [...left, ...reader.cond];
    value =
      value === undefined
        ? result
        : {
            ...joined(value, result),
            ...(value.truth && result.truth
              ? { truth: { t: [...value.truth.t, ...result.truth.t], f: [...value.truth.f, ...result.truth.f] } }
              : {}),
          };
  }
  reader.cond = left;
  return value ?? UNKNOWN;
}
