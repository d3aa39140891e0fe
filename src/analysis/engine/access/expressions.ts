import type { Expr, Property } from '../../read/ir';
import { bind } from './binding';
import { call } from './calls';
import { contains, equal, placeOf, truthOf } from './compare';
import type { Environment } from './environment';
import { ALWAYS, and, both, either, NEVER, negated, or, type Truth, UNTOLD } from './formula';
import { byName, CALLER, globalNamed, memberOf } from './members';
import { CONNECTION_NAMES } from '../../../knowledge/access/identity';
import { CALLER_NAMES } from '../../../knowledge/controls/caller';
import type { Reader } from './reader';
import { elementOf, joined, listOf, mixed, UNKNOWN, type Value } from './values';

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

function binary(reader: Reader, expr: Extract<Expr, { kind: 'binary' }>, env: Environment): Value {
  const at = placeOf(env, expr.span);
  if (expr.op === '&&' || expr.op === '||' || expr.op === '??') return shortCircuit(reader, expr, env);
  const left = evaluate(reader, expr.left, env);
  const right = evaluate(reader, expr.right, env);
  switch (expr.op) {
    case '==':
    case 'is':
      return { truth: equal(left, right, at) };
    case '!=':
    case 'is not':
      return { truth: negated(equal(left, right, at)) };
    case 'in':
      return { truth: contains(right, left, at) };
    case 'not in':
      return { truth: negated(contains(right, left, at)) };
    case '>':
    case '>=':
    case '<':
    case '<=':
      return { truth: measured(left, right, at) };
    default:
      return mixed([left, right]);
  }
}

/** `found.count > 0`, `user.level >= 3`: what is counted is there, what is measured is had. */
function measured(left: Value, right: Value, at: ReturnType<typeof placeOf>): Truth {
  const value = left.constant === true ? right : left;
  if (value.role !== undefined) return { t: truthOf(value, at).t, f: ALWAYS };
  return value.truth ?? UNTOLD;
}

function shortCircuit(reader: Reader, expr: Extract<Expr, { kind: 'binary' }>, env: Environment): Value {
  const left = evaluate(reader, expr.left, env);
  const first = truthOf(left, placeOf(env, expr.left.span));
  const before = reader.cond;
  const isAnd = expr.op === '&&';
  reader.cond = and(before, isAnd ? first.t : first.f);
  const right = reader.cond.length === 0 ? UNKNOWN : evaluate(reader, expr.right, env);
  // What the right side asked for holds only if it was asked.
  const behind = reader.cond;
  reader.cond = or(and(before, isAnd ? first.f : first.t), behind);
  if (reader.cond.length === 0 && behind.length > 0) reader.cond = behind;
  const second = truthOf(right, placeOf(env, expr.right.span));
  const value = isAnd ? right : joined(left, right);
  return { ...value, truth: isAnd ? both(first, second) : either(first, second) };
}

function conditional(reader: Reader, expr: Extract<Expr, { kind: 'conditional' }>, env: Environment): Value {
  const test = truthOf(evaluate(reader, expr.test, env), placeOf(env, expr.test.span));
  const before = reader.cond;
  reader.cond = and(before, test.t);
  const yes = reader.cond.length === 0 ? undefined : evaluate(reader, expr.then, env);
  const first = reader.cond;
  reader.cond = and(before, test.f);
  const no = reader.cond.length === 0 ? undefined : evaluate(reader, expr.otherwise, env);
  reader.cond = or(first, reader.cond);
  if (!yes || !no) return yes ?? no ?? UNKNOWN;
  const a = truthOf(yes, placeOf(env, expr.then.span));
  const b = truthOf(no, placeOf(env, expr.otherwise.span));
  return {
    ...joined(yes, no),
    truth: { t: or(and(test.t, a.t), and(test.f, b.t)), f: or(and(test.t, a.f), and(test.f, b.f)) },
  };
}

function assign(reader: Reader, expr: Extract<Expr, { kind: 'assign' }>, env: Environment): Value {
  const value = evaluate(reader, expr.value, env);
  bind(reader, expr.target, value, env, false);
  return value;
}

function object(reader: Reader, properties: readonly Property[], env: Environment): Value {
  const fields = new Map<string, Value>();
  for (const property of properties) {
    const value = evaluate(reader, property.value, env);
    if (property.kind === 'spread') {
      for (const [key, one] of value.fields ?? []) fields.set(key, one);
      if (!value.fields && value !== UNKNOWN) fields.set('*', value);
    } else fields.set(property.key ?? '*', value);
  }
  return { fields };
}

function array(reader: Reader, items: readonly Expr[], env: Environment): Value {
  const values = items.flatMap((item) => {
    const value = evaluate(reader, item, env);
    return item.kind === 'spread' && value.items ? value.items : [value];
  });
  return listOf(values);
}

function parts(
  reader: Reader,
  expr: Extract<Expr, { kind: 'template' | 'slice' | 'other' | 'element' | 'sequence' }>,
  env: Environment,
): Value {
  const children = childrenIn(expr);
  const values = children.map((one) => evaluate(reader, one, env));
  if (expr.kind === 'sequence') return values.at(-1) ?? UNKNOWN;
  return mixed(values);
}

function childrenIn(expr: Extract<Expr, { kind: 'template' | 'slice' | 'other' | 'element' | 'sequence' }>): Expr[] {
  switch (expr.kind) {
    case 'template':
    case 'other':
      return expr.parts;
    case 'slice':
      return [expr.object];
    case 'element':
      return [...expr.attributes.map((one) => one.value), ...expr.children];
    case 'sequence':
      return expr.items;
  }
}

function comprehension(reader: Reader, expr: Extract<Expr, { kind: 'comprehension' }>, env: Environment): Value {
  const before = reader.cond;
  for (const clause of expr.clauses) {
    const list = evaluate(reader, clause.iterable, env);
    bind(reader, clause.target, elementOf(list), env, true);
    for (const test of clause.conditions) {
      const { t } = truthOf(evaluate(reader, test, env), placeOf(env, test.span));
      if (t.length > 0) reader.assume(t);
    }
  }
  if (expr.key) evaluate(reader, expr.key, env);
  const value = evaluate(reader, expr.element, env);
  reader.cond = before;
  return value;
}
