import { CALLER_CALLS, ROLE_CALLS, VERIFIES_SECRET } from '../../../knowledge/access/identity';
import { storeCall, type StoreCall } from '../../../knowledge/access/store-calls';
import { CALLER_NAMES } from '../../../knowledge/controls/caller';
import type { Expr } from '../../read/ir';
import { calledName } from '../last-name';
import type { Definition } from '../link/definitions';
import { withCallbacks } from './callbacks';
import { decided, fitsSecret, placeOf } from './compare';
import type { Environment } from './environment';
import { tells } from './formula';
import type { Atom, Callable, Truth, Value } from './kinds';
import { argumentsOf, type Arguments, invokeAny, mayRun } from './invoke';
import { type Evaluated, ofLibrary } from './library-calls';
import { made } from './made';
import { byName } from './members';
import { assumeDecorators } from './decorated-helpers';
import { askedFor } from './questions';
import type { Reader } from './reader';
import { storeEffect } from './store-effects';
import { UNKNOWN } from './values';

type Call = Extract<Expr, { kind: 'call' }>;
type OwnFunction = Extract<Definition, { kind: 'function' }>;

/** Calls on a record by which it is stored or removed, whatever its model does besides. */
const STORES: ReadonlySet<StoreCall> = new Set(['save', 'update', 'delete', 'flush']);

/** What a call gives; what it does to data is noted. */
export function call(reader: Reader, expr: Call, env: Environment): Value {
  const name = calledName(expr) ?? '';
  const receiver = expr.callee.kind === 'member' ? reader.evaluate(expr.callee.object, env) : undefined;
  if (expr.callee.kind === 'name' && env.get(expr.callee.name)?.object === 'next') return next(reader, expr, env);
  if (name === 'super' && reader.program.dialectOf(env.fn.file).superByCall) return env.self ?? UNKNOWN;
  const truth = VERIFIES_SECRET.test(name) ? verified(reader, expr, env, receiver) : undefined;
  if (truth) return { truth };
  const own = ownFunctions(reader, expr, env, receiver);
  const stored = own.length > 0 ? undefined : storeEffect(reader, expr, env, receiver);
  if (stored) return withCallbacks(reader, expr, env, stored);
  const args = argumentsOf(reader, expr, env);
  return own.length > 0
    ? ofOwn(reader, { expr, env, name, args, receiver }, own)
    : ofLibrary(reader, { expr, env, name, args, receiver });
}

function verified(reader: Reader, expr: Call, env: Environment, receiver: Value | undefined): Truth | undefined {
  const { positional, named } = argumentsOf(reader, expr, env);
  return fitsSecret([...positional, ...named.values(), ...(receiver ? [receiver] : [])], placeOf(env, expr.span));
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
  const known = reader.program.callees(expr, env.scope).slice(0, 3);
  const called = known.length > 0 ? known : methodsOfRecords(reader, calledName(expr) ?? '', receiver);
  return called.map(({ fn }) => ({ node: fn, ...(receiver ? { self: receiver } : {}) }));
}

/** `note.mayBeDeletedBy(user)`: what was found has the methods of its model; what stores it again stays what it is. */
function methodsOfRecords(reader: Reader, name: string, receiver: Value | undefined): readonly OwnFunction[] {
  if (!receiver?.stored || receiver.member !== undefined || STORES.has(storeCall(name))) return [];
  const models = new Set(receiver.stored.map((one) => one.resource));
  return [...models]
    .flatMap((model) => reader.stores.membersOf(model, name))
    .filter((one) => one.kind === 'function')
    .slice(0, 3);
}

function ofOwn(reader: Reader, evaluated: Evaluated, own: readonly Callable[]): Value {
  const { expr, env, name, args } = evaluated;
  const instance = made(reader, expr, env, args);
  const runnable = own.filter((one) => mayRun(reader, one.node));
  if (runnable.length === 0) return instance ?? ofLibrary(reader, evaluated);
  const before = reader.deciding;
  if (decided(name, [...args.positional, ...args.named.values()], placeOf(env, expr.span))) reader.deciding = name;
  const [only, other] = runnable;
  if (only && !other) assumeDecorators(reader, only.node);
  const result = invokeAny(reader, runnable, args);
  reader.deciding = before;
  return instance ?? withNamed(evaluated, result);
}

/** What the name of a function says beside what its body gives. */
function withNamed({ expr, env, name, args, receiver }: Evaluated, result: Value): Value {
  if (CALLER_NAMES.has(name) || CALLER_CALLS.test(name)) return { ...result, caller: 'self' };
  const group = byName(name);
  if (group) return { ...result, ...group };
  // `isAdmin()` that reads a column: what it looks at says less than its name.
  const unnamed = ROLE_CALLS.test(name) && result.truth && !asksForPower(result.truth);
  if (result.truth && tells(result.truth) && !unnamed) return result;
  const at = placeOf(env, expr.span);
  if (ROLE_CALLS.test(name) && !asksRequest(args)) return { truth: askedFor(name, args.positional, at) };
  const truth = decided(name, [...args.positional, ...(receiver ? [receiver] : [])], at);
  return truth ? { ...result, truth } : result;
}

const POWER: ReadonlySet<Atom['kind']> = new Set<Atom['kind']>(['role', 'permission', 'policy', 'member']);
const asksForPower = ({ t }: Truth): boolean =>
  t.some((term) => [...term.values()].some(({ kind }) => POWER.has(kind)));

const asksRequest = ({ positional, named }: Arguments): boolean =>
  [...positional, ...named.values()].some((value) => value.keys !== undefined && value.caller === undefined);
