import { type ByKind, rowFor } from '../../read/by-kind';
import type { Expr } from '../../read/ir';
import type { Definition } from '../link/definitions';
import { bind } from './binding';
import { call } from './calls';
import { placeOf, truthOf } from './compare';
import type { Environment } from './environment';
import { ALWAYS, NEVER, negated } from './formula';
import { byName, CALLER, globalNamed, memberOf } from './members';
import { CONNECTION_NAMES } from '../../../knowledge/access/identity';
import { CALLER_NAMES } from '../../../knowledge/controls/caller';
import type { Reader } from './reader';
import { mixed, UNKNOWN } from './values';
import type { Value } from './kinds';
import { binary, conditional } from './decided';
import { object, array, parts, comprehension } from './structures';

const NOTHING: Value = { nothing: true, constant: true };

/** What an expression is; what it does happens on the way. */
export function evaluate(reader: Reader, expr: Expr, env: Environment): Value {
  if (!reader.step()) return UNKNOWN;
  return rowFor(ROWS, expr)(reader, expr, env);
}

const unknown = (): Value => UNKNOWN;
const ofValue = (reader: Reader, { value }: { value: Expr }, env: Environment): Value => evaluate(reader, value, env);

const ROWS: ByKind<Expr, Reader, Environment, Value> = {
  literal: (_reader, expr) => literal(expr),
  name,
  this: (_reader, _expr, env) => env.get('this') ?? env.self ?? UNKNOWN,
  member,
  index,
  call,
  binary,
  unary,
  conditional,
  assign,
  object: (reader, { properties }, env) => object(reader, properties, env),
  array: (reader, { items }, env) => array(reader, items, env),
  function: written,
  await: ofValue,
  spread: ofValue,
  yield: (reader, { value }, env) => (value ? evaluate(reader, value, env) : UNKNOWN),
  template: parts,
  slice: parts,
  other: parts,
  element: parts,
  sequence: parts,
  comprehension,
  regex: () => ({ constant: true }),
  super: unknown,
  class: unknown,
};

function unary(reader: Reader, { op, operand, span }: Extract<Expr, { kind: 'unary' }>, env: Environment): Value {
  const value = evaluate(reader, operand, env);
  if (op !== '!' && op !== 'not') return value;
  return { truth: negated(truthOf(value, placeOf(env, span))) };
}

function written(reader: Reader, { fn }: Extract<Expr, { kind: 'function' }>, env: Environment): Value {
  const node = reader.program.nodeOf(fn, env.fn.file);
  return node ? { callables: [{ node, env, ...(env.self ? { self: env.self } : {}) }] } : UNKNOWN;
}

function literal(expr: Extract<Expr, { kind: 'literal' }>): Value {
  if (expr.value === null || expr.type === 'undefined') return NOTHING;
  const truth = { truth: expr.value === false ? { t: NEVER, f: ALWAYS } : { t: ALWAYS, f: NEVER } };
  return {
    constant: true,
    ...(typeof expr.value === 'string' ? { text: expr.value } : {}),
    ...(typeof expr.value === 'boolean' ? truth : {}),
  };
}

function name(reader: Reader, expr: Extract<Expr, { kind: 'name' }>, env: Environment): Value {
  const local = env.get(expr.name);
  if (local) return local;
  if (expr.name === 'undefined' || expr.name === 'None') return NOTHING;
  const definitions = reader.program.resolve(expr, env.scope);
  return ofWellKnown(expr.name, definitions) ?? ofProgram(reader, expr, env, definitions);
}

/** Names by which applications and libraries call who asks. */
function ofWellKnown(name: string, definitions: readonly Definition[]): Value | undefined {
  const library = definitions.find((one) => one.kind === 'external');
  if (library?.kind === 'external' && CALLER_NAMES.has(library.path.split('.').pop() ?? '')) return CALLER;
  const isGlobal = definitions.every((one) => one.kind === 'external' && one.path.endsWith(name));
  return byName(name) ?? (isGlobal ? globalNamed(name) : undefined);
}

function ofProgram(
  reader: Reader,
  expr: Extract<Expr, { kind: 'name' }>,
  env: Environment,
  definitions: readonly Definition[],
): Value {
  const functions = definitions.flatMap((one) => (one.kind === 'function' ? [{ node: one.fn }] : []));
  if (functions.length > 0) return { callables: functions.slice(0, 3) };
  const model = reader.stores.modelNamed(expr, env.scope);
  if (model !== undefined) return { model };
  if (CONNECTION_NAMES.has(expr.name)) return { object: 'request' };
  const constant = constantAmong(definitions);
  if (constant) return constant;
  return definitions.some((one) => one.kind === 'object') ? { constant: true } : UNKNOWN;
}

function constantAmong(definitions: readonly Definition[]): Value | undefined {
  const text = definitions.find((one) => one.kind === 'literal');
  if (text?.kind !== 'literal') return undefined;
  return { constant: true, ...(typeof text.value === 'string' ? { text: text.value } : {}) };
}

function member(reader: Reader, expr: Extract<Expr, { kind: 'member' }>, env: Environment): Value {
  const value = evaluate(reader, expr.object, env);
  const found = memberOf(value, expr.property);
  if (found.model !== undefined) return ofModel(reader, expr, env, value, found);
  if (found !== UNKNOWN || value.stored || value.caller !== undefined || value.object) return found;
  const definitions = reader.program.resolve(expr, env.scope);
  const functions = definitions.flatMap((one) => (one.kind === 'function' ? [{ node: one.fn, self: value }] : []));
  if (functions.length > 0) return { callables: functions.slice(0, 3) };
  const model = reader.stores.modelNamed(expr, env.scope);
  if (model !== undefined) return { model };
  const constant = constantAmong(definitions);
  if (constant) return constant;
  return definitions.length > 0 && definitions.every((one) => one.kind === 'object')
    ? { constant: true, text: expr.property }
    : constantNamed(expr.property);
}

/** A function of a model runs with the model as its receiver; anything else of it leads to its objects. */
function ofModel(
  reader: Reader,
  expr: Extract<Expr, { kind: 'member' }>,
  env: Environment,
  self: Value,
  otherwise: Value,
): Value {
  const functions = reader.program
    .resolve(expr, env.scope)
    .flatMap((one) => (one.kind === 'function' ? [{ node: one.fn, self }] : []));
  return functions.length > 0 ? { callables: functions.slice(0, 3) } : otherwise;
}

/** `roles.admin`: of what nobody knows, a member in capitals is a constant. */
const constantNamed = (property: string): Value =>
  /^[A-Z][A-Z0-9_]+$/.test(property) ? { constant: true, text: property } : UNKNOWN;

function index(reader: Reader, expr: Extract<Expr, { kind: 'index' }>, env: Environment): Value {
  const value = evaluate(reader, expr.object, env);
  if (expr.index.kind === 'literal') return memberOf(value, String(expr.index.value));
  const key = evaluate(reader, expr.index, env);
  if (key.text !== undefined) return memberOf(value, key.text);
  // What the server keeps under a secret of the caller is about the caller.
  if (key.credential === true && !value.object && !value.keys) return CALLER;
  if (value.fields || value.items) return mixed([...(value.fields?.values() ?? []), ...(value.items ?? []), key]);
  return value.stored || value.object || value.keys || value.caller !== undefined ? memberOf(value, '*') : mixed([key]);
}

function assign(reader: Reader, expr: Extract<Expr, { kind: 'assign' }>, env: Environment): Value {
  const value = evaluate(reader, expr.value, env);
  bind(reader, expr.target, value, env, false);
  return value;
}
