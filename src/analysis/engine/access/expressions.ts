import type { Expr } from '../../read/ir';
import { bind } from './binding';
import { call } from './calls';
import { placeOf, truthOf } from './compare';
import type { Environment } from './environment';
import { ALWAYS, NEVER, negated } from './formula';
import { byName, CALLER, globalNamed, memberOf } from './members';
import { CONNECTION_NAMES } from '../../../knowledge/access/identity';
import { CALLER_NAMES } from '../../../knowledge/controls/caller';
import type { Reader } from './reader';
import { mixed, UNKNOWN, type Value } from './values';
import { binary, conditional } from './decided';
import { object, array, parts, comprehension } from './structures';

const NOTHING: Value = { nothing: true, constant: true };

/** What an expression is; what it does happens on the way. */
export function evaluate(reader: Reader, expr: Expr, env: Environment): Value {
  if (!reader.step()) return UNKNOWN;
  switch (expr.kind) {
    case 'literal':
      return literal(expr);
    case 'name':
      return name(reader, expr, env);
    case 'this':
      return env.get('this') ?? env.self ?? UNKNOWN;
    case 'member':
      return member(reader, expr, env);
    case 'index':
      return index(reader, expr, env);
    case 'call':
      return call(reader, expr, env);
    case 'binary':
      return binary(reader, expr, env);
    case 'unary': {
      const value = evaluate(reader, expr.operand, env);
      if (expr.op !== '!' && expr.op !== 'not') return value;
      return { truth: negated(truthOf(value, placeOf(env, expr.span))) };
    }
    case 'conditional':
      return conditional(reader, expr, env);
    case 'assign':
      return assign(reader, expr, env);
    case 'object':
      return object(reader, expr.properties, env);
    case 'array':
      return array(reader, expr.items, env);
    case 'function': {
      const node = reader.program.nodeOf(expr.fn, env.fn.file);
      return node ? { callables: [{ node, env, ...(env.self ? { self: env.self } : {}) }] } : UNKNOWN;
    }
    case 'await':
    case 'spread':
      return evaluate(reader, expr.value, env);
    case 'yield':
      return expr.value ? evaluate(reader, expr.value, env) : UNKNOWN;
    case 'template':
    case 'slice':
    case 'other':
    case 'element':
    case 'sequence':
      return parts(reader, expr, env);
    case 'comprehension':
      return comprehension(reader, expr, env);
    case 'regex':
      return { constant: true };
    case 'super':
    case 'class':
      return UNKNOWN;
  }
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
  const library = definitions.find((one) => one.kind === 'external');
  if (library?.kind === 'external' && CALLER_NAMES.has(library.path.split('.').pop() ?? '')) return CALLER;
  const known =
    byName(expr.name) ??
    (definitions.every((one) => one.kind === 'external' && one.path.endsWith(expr.name))
      ? globalNamed(expr.name)
      : undefined);
  if (known) return known;
  const functions = definitions.flatMap((one) => (one.kind === 'function' ? [{ node: one.fn }] : []));
  if (functions.length > 0) return { callables: functions.slice(0, 3) };
  const model = reader.stores.modelNamed(expr, env.scope);
  if (model !== undefined) return { model };
  if (CONNECTION_NAMES.has(expr.name)) return { object: 'request' };
  const text = definitions.find((one) => one.kind === 'literal');
  if (text?.kind === 'literal')
    return { constant: true, ...(typeof text.value === 'string' ? { text: text.value } : {}) };
  return definitions.some((one) => one.kind === 'object') ? { constant: true } : UNKNOWN;
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
  const text = definitions.find((one) => one.kind === 'literal');
  if (text?.kind === 'literal')
    return { constant: true, ...(typeof text.value === 'string' ? { text: text.value } : {}) };
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
