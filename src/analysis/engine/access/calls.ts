import {
  CALLER_CALLS,
  COMPARES_SECRET,
  CREDENTIAL_MEMBERS,
  ENDING,
  INPUT_MEMBERS,
  KEPT_FOR_A_WHILE,
  ROLE_CALLS,
  VERIFIES_SECRET,
  VERIFYING,
} from '../../../knowledge/access/identity';
import { SETTERS } from '../../../knowledge/access/store-calls';
import { CALLER_NAMES } from '../../../knowledge/controls/caller';
import type { Expr } from '../../read/ir';
import { calledName } from '../last-name';
import { dotted } from '../link/walk';
import { contains, decided, equal, fitsSecret, placeOf } from './compare';
import type { Environment } from './environment';
import { ALWAYS, holds, NEVER, tells } from './formula';
import { argumentsOf, type Arguments, invokeAny, mayRun } from './invoke';
import { handedInstance, made } from './made';
import { byName, CALLER, memberOf } from './members';
import type { Reader } from './reader';
import { storeEffect } from './store-effects';
import { elementOf, type Callable, joined, mixed, UNKNOWN, type Value } from './values';

type Call = Extract<Expr, { kind: 'call' }>;

/** What a call gives; what it does to data is noted. */
export function call(reader: Reader, expr: Call, env: Environment): Value {
  const name = calledName(expr) ?? '';
  const receiver = expr.callee.kind === 'member' ? reader.evaluate(expr.callee.object, env) : undefined;
  if (expr.callee.kind === 'name' && env.get(expr.callee.name)?.object === 'next') return next(reader, expr, env);
  if (name === 'super' && reader.program.dialectOf(env.fn.file).superByCall) return env.self ?? UNKNOWN;
  if (VERIFIES_SECRET.test(name)) {
    const { positional, named } = argumentsOf(reader, expr, env);
    const truth = fitsSecret(
      [...positional, ...named.values(), ...(receiver ? [receiver] : [])],
      placeOf(env, expr.span),
    );
    if (truth) return { truth };
  }
  const own = ownFunctions(reader, expr, env, receiver);
  const stored = own.length > 0 ? undefined : storeEffect(reader, expr, env, receiver);
  if (stored) return withCallbacks(reader, expr, env, stored);
  const args = argumentsOf(reader, expr, env);
  if (own.length > 0) return ofOwn(reader, expr, env, own, args, receiver);
  return ofLibrary(reader, expr, env, { name, args, receiver });
}

function next(reader: Reader, expr: Call, env: Environment): Value {
  const first = expr.args[0] ? reader.evaluate(expr.args[0].value, env) : undefined;
  const calls =
    expr.args.some((arg) => arg.value.kind === 'spread') || reader.program.dialectOf(env.fn.file).handlersReturnAnswers;
  if (!first || first.nothing === true || calls) reader.handOn();
  return UNKNOWN;
}

/** The functions of the program that the call can run. */
function ownFunctions(reader: Reader, expr: Call, env: Environment, receiver: Value | undefined): readonly Callable[] {
  if (expr.callee.kind === 'name') {
    const local = env.get(expr.callee.name);
    if (local?.callables) return local.callables;
    if (local) return [];
  }
  if (expr.callee.kind !== 'name' && expr.callee.kind !== 'member') {
    const value = reader.evaluate(expr.callee, env);
    if (value.callables) return value.callables;
  }
  if (receiver?.fields) {
    const held = receiver.fields.get(calledName(expr) ?? '');
    if (held?.callables) return held.callables;
  }
  return reader.program
    .callees(expr, env.scope)
    .slice(0, 3)
    .map(({ fn }) => ({ node: fn, ...(receiver ? { self: receiver } : {}) }));
}

function ofOwn(
  reader: Reader,
  expr: Call,
  env: Environment,
  own: readonly Callable[],
  args: Arguments,
  receiver: Value | undefined,
): Value {
  const name = calledName(expr) ?? '';
  const instance = made(reader, expr, env, args);
  const runnable = own.filter((one) => mayRun(reader, one.node));
  if (runnable.length === 0) return instance ?? ofLibrary(reader, expr, env, { name, args, receiver });
  const before = reader.deciding;
  if (decided(name, [...args.positional, ...args.named.values()], placeOf(env, expr.span))) reader.deciding = name;
  const result = invokeAny(reader, runnable, args);
  reader.deciding = before;
  if (instance) return instance;
  if (CALLER_NAMES.has(name) || CALLER_CALLS.test(name)) return { ...result, caller: 'self' };
  const group = byName(name);
  if (group) return { ...result, ...group };
  if (ROLE_CALLS.test(name) && !(result.truth && tells(result.truth)) && !asksRequest(args))
    return asked(name, args, placeOf(env, expr.span));
  const policy =
    result.truth && tells(result.truth)
      ? undefined
      : decided(name, [...args.positional, ...(receiver ? [receiver] : [])], placeOf(env, expr.span));
  return policy ? { ...result, truth: policy } : result;
}

const asksRequest = ({ positional, named }: Arguments): boolean =>
  [...positional, ...named.values()].some((value) => value.keys !== undefined && value.caller === undefined);

/** A question for a role or permission. */
function asked(name: string, { positional }: Arguments, at: ReturnType<typeof placeOf>): Value {
  const value = positional.find((one) => one.text !== undefined)?.text ?? name;
  const kind = /perm|scope|^can$/i.test(name) ? 'permission' : 'role';
  return { truth: { t: holds({ kind, value, ...at }), f: ALWAYS } };
}

interface LibraryCall {
  name: string;
  args: Arguments;
  receiver: Value | undefined;
}

function ofLibrary(reader: Reader, expr: Call, env: Environment, { name, args, receiver }: LibraryCall): Value {
  const at = placeOf(env, expr.span);
  const values = [...args.positional, ...args.named.values()];
  const paths = reader.program.externalPaths(expr.callee, env.scope);
  if (ends(name, paths, receiver)) {
    reader.cond = NEVER;
    return UNKNOWN;
  }
  if (paths.some((path) => VERIFYING.test(path))) return withCallbacks(reader, expr, env, CALLER);
  if (COMPARES_SECRET.test(name)) return { truth: { t: holds({ kind: 'token', value: name, ...at }), f: ALWAYS } };
  if (SETTERS.test(dotted(expr.callee) ?? name)) return setMembers(reader, expr, env, args);
  const instance = made(reader, expr, env, args) ?? handedInstance(reader, expr, env, args);
  if (instance) return instance;
  const known = byName(name);
  if (known || (CALLER_CALLS.test(name) && !receiver?.query)) return known ?? CALLER;
  if (receiver?.object === 'request' || receiver?.object === 'input') return ofRequest(name, receiver, args);
  if (name === 'getRequest' || name === 'getContext') return { object: 'request' };
  const truth = questioned(reader, name, values, receiver, at);
  if (truth) return { ...mixed(values), truth };
  const keyed = heldUnder(name, receiver, args);
  if (keyed) return keyed;
  const each = runCallbacks(reader, args, receiver ? elementOf(receiver) : UNKNOWN, UNKNOWN);
  const some = ofSome(name, each ?? values[0]);
  if (some) return some;
  if (each && receiver && /^(?:map|flatMap)$/.test(name)) return { items: [each] };
  if (each && receiver && /^(?:filter|find|sort|slice|reverse)$/.test(name))
    return name === 'find' ? elementOf(receiver) : receiver;
  if (name === 'get' && paths.some((path) => KEPT_FOR_A_WHILE.test(path)) && values.some((value) => value.keys))
    return { credential: true };
  if (receiver?.caller !== undefined && !receiver.stored) return { ...receiver };
  return mixed([...(receiver ? [receiver] : []), ...values]);
}

function ends(name: string, paths: readonly string[], receiver: Value | undefined): boolean {
  return ENDING.test(name) && (paths.length > 0 || receiver?.object !== undefined) && !receiver?.stored;
}

function setMembers(reader: Reader, expr: Call, env: Environment, { positional }: Arguments): Value {
  const [target = UNKNOWN, first = UNKNOWN, second] = positional;
  for (const one of target.stored ?? []) {
    if (second) reader.change(one, env.fn.file, expr.span, first.text ?? '*', second);
    else
      for (const [key, value] of first.fields ?? [['*', first]]) reader.change(one, env.fn.file, expr.span, key, value);
  }
  return target;
}

/** `request.get_json()`, `req.param('id')`, `session.get('user')`. */
function ofRequest(name: string, receiver: Value, { positional }: Arguments): Value {
  const key = positional.find((one) => one.text !== undefined)?.text;
  if (receiver.object === 'input') return key === undefined ? receiver : memberOf(receiver, key);
  if (name === 'get' || name === 'header') return key === undefined ? UNKNOWN : ofKeyed(receiver, key);
  const part = memberOf(receiver, name);
  if (part.object !== 'input' || key === undefined || !(INPUT_MEMBERS.has(name) || CREDENTIAL_MEMBERS.has(name)))
    return part;
  return memberOf(part, key);
}

function ofKeyed(receiver: Value, key: string): Value {
  const held = memberOf(receiver, key);
  return held === UNKNOWN ? { credential: true } : held;
}

/** What the name and the values of a call ask about the caller. */
function questioned(
  reader: Reader,
  name: string,
  values: readonly Value[],
  receiver: Value | undefined,
  at: ReturnType<typeof placeOf>,
): ReturnType<typeof equal> | undefined {
  const [first] = values;
  if (receiver && first && /^(?:includes|has|contains|intersection|some|any|in_|intersects)$/.test(name)) {
    const found = contains(receiver, first, at);
    if (tells(found)) return found;
  }
  if (receiver && first && /^(?:equals|isEqual|eq)$/.test(name)) return equal(receiver, first, at);
  if (/^is_?authenticated$|^is_?logged_?in$/i.test(name))
    return { t: holds({ kind: 'signed-in', value: name, ...at }), f: ALWAYS };
  const involved =
    receiver?.caller !== undefined || values.some((value) => value.caller !== undefined || value.object === 'request');
  const asked = [...values, ...(receiver ? [receiver] : [])];
  const policy = decided(name, asked, at) ?? decided(reader.deciding, asked, at);
  if (policy) return policy;
  if (!ROLE_CALLS.test(name) || !involved) return undefined;
  const value = values.find((one) => one.text !== undefined)?.text ?? name;
  return { t: holds({ kind: /perm|scope|^can$/i.test(name) ? 'permission' : 'role', value, ...at }), f: ALWAYS };
}

/** What the server keeps under a secret that the caller sent is about the caller. */
function heldUnder(name: string, receiver: Value | undefined, { positional }: Arguments): Value | undefined {
  const [key] = positional;
  const held = name === 'get' && positional.length === 1 && receiver && !receiver.object && !receiver.keys;
  return held === true && key?.credential === true ? CALLER : undefined;
}

/** `rules.some((rule) => rule.test(user, note))`: what is asked of one of them is asked. */
function ofSome(name: string, { truth }: Value = UNKNOWN): Value | undefined {
  return truth && tells(truth) && /^(?:some|every|any|all)$/.test(name)
    ? { truth: { t: truth.t, f: ALWAYS } }
    : undefined;
}

/** Functions that are handed over run with what the call is about; whether they run is not known. */
function runCallbacks(
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
function withCallbacks(reader: Reader, expr: Call, env: Environment, result: Value): Value {
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
