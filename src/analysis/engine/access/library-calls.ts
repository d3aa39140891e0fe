import {
  CALLER_CALLS,
  COMPARES_SECRET,
  CREDENTIAL_MEMBERS,
  ENDING,
  INPUT_MEMBERS,
  KEPT_FOR_A_WHILE,
  VERIFYING,
} from '../../../knowledge/access/identity';
import { PERSON_OF_LIBRARY } from '../../../knowledge/controls/identity';
import { SETTERS } from '../../../knowledge/access/store-calls';
import type { Expr } from '../../read/ir';
import { dotted } from '../link/walk';
import { runCallbacks, withCallbacks } from './callbacks';
import { placeOf } from './compare';
import type { Environment } from './environment';
import { ALWAYS, holds, NEVER, tells } from './formula';
import type { Arguments } from './invoke';
import { handedInstance, made } from './made';
import { byName, CALLER, memberOf } from './members';
import { questioned } from './questions';
import type { Reader } from './reader';
import { elementOf, mixed, UNKNOWN } from './values';
import type { Value } from './kinds';

/** A call whose receiver and arguments are known. */
export interface Evaluated {
  expr: Extract<Expr, { kind: 'call' }>;
  env: Environment;
  name: string;
  args: Arguments;
  receiver: Value | undefined;
}

const valuesOf = ({ positional, named }: Arguments): Value[] => [...positional, ...named.values()];

/** What a call gives whose code is not here. */
export function ofLibrary(reader: Reader, call: Evaluated): Value {
  const paths = reader.program.externalPaths(call.expr.callee, call.env.scope);
  if (ends(call.name, paths, call.receiver)) {
    reader.cond = NEVER;
    return UNKNOWN;
  }
  return (
    ofKnown(reader, call, paths) ??
    made(reader, call.expr, call.env, call.args) ??
    handedInstance(reader, call.expr, call.env, call.args) ??
    ofCaller(call, paths) ??
    answered(reader, call) ??
    heldUnder(call.name, call.receiver, call.args) ??
    ofCallbacks(reader, call) ??
    ofValues(call, paths)
  );
}

function ends(name: string, paths: readonly string[], receiver: Value | undefined): boolean {
  return ENDING.test(name) && (paths.length > 0 || receiver?.object !== undefined) && !receiver?.stored;
}

/** Calls that are known for what they do. */
function ofKnown(reader: Reader, { expr, env, name, args }: Evaluated, paths: readonly string[]): Value | undefined {
  if (paths.some((path) => VERIFYING.test(path))) return withCallbacks(reader, expr, env, CALLER);
  if (COMPARES_SECRET.test(name))
    return { truth: { t: holds({ kind: 'token', value: name, ...placeOf(env, expr.span) }), f: ALWAYS } };
  return SETTERS.test(dotted(expr.callee) ?? name) ? setMembers(reader, expr, env, args) : undefined;
}

function setMembers(reader: Reader, expr: Evaluated['expr'], env: Environment, { positional }: Arguments): Value {
  const [target = UNKNOWN, first = UNKNOWN, second] = positional;
  for (const one of target.stored ?? []) {
    if (second) reader.change(one, env.fn.file, expr.span, first.text ?? '*', second);
    else
      for (const [key, value] of first.fields ?? [['*', first]]) reader.change(one, env.fn.file, expr.span, key, value);
  }
  return target;
}

/** Calls that give who asks, or what they sent. */
function ofCaller({ name, args, receiver }: Evaluated, paths: readonly string[]): Value | undefined {
  const known = byName(name);
  if (known) return known;
  const isPerson = CALLER_CALLS.test(name) || paths.some((path) => PERSON_OF_LIBRARY.test(path));
  if (isPerson && !receiver?.query) return CALLER;
  if (receiver?.object === 'request' || receiver?.object === 'input') return ofRequest(name, receiver, args);
  return name === 'getRequest' || name === 'getContext' ? { object: 'request' } : undefined;
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

function answered(reader: Reader, { expr, env, name, args, receiver }: Evaluated): Value | undefined {
  const values = valuesOf(args);
  const truth = questioned(reader, name, values, receiver, placeOf(env, expr.span));
  return truth && { ...mixed(values), truth: reader.tell(truth) };
}

/** What the server keeps under a secret that the caller sent is about the caller. */
function heldUnder(name: string, receiver: Value | undefined, { positional }: Arguments): Value | undefined {
  const [key] = positional;
  const held = name === 'get' && positional.length === 1 && receiver && !receiver.object && !receiver.keys;
  return held === true && key?.credential === true ? CALLER : undefined;
}

/** `notes.map((note) => …)`: the functions among the arguments run with one of the receiver's. */
function ofCallbacks(reader: Reader, { name, args, receiver }: Evaluated): Value | undefined {
  const each = runCallbacks(reader, args, receiver ? elementOf(receiver) : UNKNOWN, UNKNOWN);
  const some = ofSome(name, each ?? valuesOf(args)[0]);
  if (some) return some;
  if (!each || !receiver) return undefined;
  if (/^(?:map|flatMap)$/.test(name)) return { items: [each] };
  if (name === 'find') return elementOf(receiver);
  return /^(?:filter|sort|slice|reverse)$/.test(name) ? receiver : undefined;
}

/** `rules.some((rule) => rule.test(user, note))`: what is asked of one of them is asked. */
function ofSome(name: string, { truth }: Value = UNKNOWN): Value | undefined {
  return truth && tells(truth) && /^(?:some|every|any|all)$/.test(name)
    ? { truth: { t: truth.t, f: ALWAYS } }
    : undefined;
}

/** Of a call that nothing is known about, what goes in comes out. */
function ofValues({ name, args, receiver }: Evaluated, paths: readonly string[]): Value {
  const values = valuesOf(args);
  if (name === 'get' && paths.some((path) => KEPT_FOR_A_WHILE.test(path)) && values.some((value) => value.keys))
    return { credential: true };
  if (receiver?.caller !== undefined && !receiver.stored) return { ...receiver };
  return mixed([...(receiver ? [receiver] : []), ...values]);
}
