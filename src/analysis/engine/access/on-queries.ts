import {
  EXCLUDING,
  FAILS_WITHOUT,
  NARROWING,
  REMOVAL_FIELDS,
  type StoreCall,
} from '../../../knowledge/access/store-calls';
import type { Environment } from './environment';
import { ALWAYS } from './formula';
import { askedBy, condition } from './parts';
import type { Reader } from './reader';
import type { Part, Value } from './kinds';
import { elementOf } from './values';
import { type Target, firstWord } from './store-targets';
import { type Call, found, noteOn, isOwn, note } from './noted-effects';

interface OnQuery {
  kind: StoreCall;
  name: string;
  target: Target;
}

export function onQuery(reader: Reader, expr: Call, env: Environment, { kind, name, target }: OnQuery): Value {
  switch (kind) {
    case 'one':
    case 'many':
      return find(reader, expr, env, { kind, name, target });
    case 'count': {
      const { found: t } = found(reader, expr, env, target.resource, partsOf(reader, expr, env, target));
      return { truth: { t, f: ALWAYS } };
    }
    case 'create':
    case 'make':
    case 'save':
      return create(reader, expr, env, kind, target);
    case 'update':
    case 'delete':
      return change(reader, expr, env, kind, target);
    case 'flush':
    case 'narrow':
      return narrow(reader, expr, env, name, target);
  }
}

/** One of what a loop goes through: of a query, one of the objects that it finds. */
export function eachOf(reader: Reader, value: Value): Value {
  const { query } = value;
  if (query?.expr.kind !== 'call') return elementOf(value);
  return { stored: [found(reader, query.expr, query.env, query.resource, query.parts)] };
}

function partsOf(reader: Reader, expr: Call, env: Environment, { query }: Target): readonly Part[] {
  const { parts } = askedBy(reader, withoutModel(reader, expr, env), env, 'conditions');
  return [...(query?.parts ?? []), ...parts];
}

/** The arguments that are not the model the call is about. */
function withoutModel(reader: Reader, expr: Call, env: Environment): Call {
  const args = expr.args.filter(
    ({ value }, at) => at > 1 || reader.stores.modelNamed(value, env.scope) === undefined || value.kind === 'call',
  );
  const rest = args.filter(
    ({ value }, at) =>
      !(
        at === 0 &&
        args.length > 1 &&
        value.kind === 'literal' &&
        typeof value.value === 'string' &&
        /^\w+$/.test(value.value) &&
        firstWord(expr) === value.value &&
        columnBehind(args)
      ),
  );
  return { ...expr, args: rest };
}

const columnBehind = (args: Call['args']): boolean => {
  const second = args[1]?.value;
  return second !== undefined;
};

function find(
  reader: Reader,
  expr: Call,
  env: Environment,
  { kind, name, target }: OnQuery & { kind: 'one' | 'many' },
): Value {
  const parts = partsOf(reader, expr, env, target);
  const stored = found(reader, expr, env, target.resource, parts);
  const from = target.query?.env === env ? target.query.expr : expr;
  noteOn(reader, env, from, { operation: kind === 'one' ? 'read' : 'list', stored, parts, written: new Map() });
  if (FAILS_WITHOUT.test(name)) reader.assume(stored.found);
  return kind === 'one' && isOwn(parts) ? { stored: [stored], caller: 'self' } : { stored: [stored] };
}

function create(reader: Reader, expr: Call, env: Environment, kind: 'create' | 'make' | 'save', target: Target): Value {
  const { written, parts } = askedBy(reader, expr, env, 'data');
  const fields = new Map([...written, ...parts.map((part): [string, Value] => [part.column, part.value])]);
  const fresh = reader.stored(target.resource, reader.cond, { fresh: true });
  for (const [key, value] of fields) reader.change(fresh, env.fn.file, expr.span, key, value);
  reader.settled(fresh);
  if (kind !== 'make')
    note(reader, env, expr, {
      operation: 'create',
      resource: target.resource,
      cond: reader.cond,
      parts: [],
      targets: [],
      written: fields,
    });
  return { stored: [fresh] };
}

function change(reader: Reader, expr: Call, env: Environment, kind: 'update' | 'delete', target: Target): Value {
  const asked = askedBy(
    reader,
    withoutModel(reader, expr, env),
    env,
    kind === 'update' && (target.query || expr.args.length > 0) ? 'data' : 'conditions',
  );
  const parts = [...(target.query?.parts ?? []), ...asked.parts];
  const { written } = asked;
  const removes = kind === 'update' && [...written].some(([key, value]) => REMOVAL_FIELDS.test(key) && !value.keys);
  const stored = found(reader, expr, env, target.resource, parts);
  noteOn(reader, env, expr, { operation: removes ? 'delete' : kind, stored, parts, written });
  return { stored: [stored] };
}

/** A step of a query that is put together; what it asks for is added. */
function narrow(reader: Reader, expr: Call, env: Environment, name: string, target: Target): Value {
  const parts: Part[] = [...(target.query?.parts ?? [])];
  if (EXCLUDING.test(name)) parts.push(...excluded(reader, expr, env));
  else if (NARROWING.test(name)) addConditions(reader, expr, env, parts);
  else for (const arg of expr.args) if (arg.value.kind !== 'function') reader.evaluate(arg.value, env);
  const query = reader.opened({
    resource: target.resource,
    parts,
    found: found(reader, expr, env, target.resource, parts).found,
    expr: target.query?.expr ?? expr,
    env,
    at: reader.cond,
    used: !NARROWING.test(name) && !target.query && name !== 'query' && name !== 'select',
  });
  return { query };
}

/** `exclude(~Q(user=viewer))` leaves what is theirs; what is left where something else is excluded is not known. */
function excluded(reader: Reader, expr: Call, env: Environment): Part[] {
  const [first] = expr.args;
  if (first?.value.kind === 'unary' && expr.args.length === 1) {
    const kept: Part[] = [];
    condition(reader, first.value.operand, env, kept, 'id');
    return kept;
  }
  const args = expr.args.map((arg) => (arg.value.kind === 'unary' ? { ...arg, value: arg.value.operand } : arg));
  return askedBy(reader, { ...expr, args }, env, 'conditions').parts.map((part) => ({ ...part, unsure: true }));
}

function addConditions(reader: Reader, expr: Call, env: Environment, parts: Part[]): void {
  const [first, ...rest] = expr.args;
  const column =
    first?.value.kind === 'literal' && typeof first.value.value === 'string' && !/\s/.test(first.value.value)
      ? first.value.value
      : undefined;
  if (column !== undefined && rest.length > 0) {
    for (const arg of rest.slice(-1)) condition(reader, arg.value, env, parts, column.split('.').pop() ?? column);
    return;
  }
  parts.push(...askedBy(reader, expr, env, 'conditions').parts);
}
