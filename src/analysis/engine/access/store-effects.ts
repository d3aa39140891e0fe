import type { AccessOperation } from '../../../artifacts/access';
import {
  FAILS_WITHOUT,
  NARROWING,
  REMOVAL_FIELDS,
  RUNS_QUERY,
  storeCall,
  type StoreCall,
} from '../../../knowledge/access/store-calls';
import { KEPT_FOR_A_WHILE, SECRET_COLUMNS } from '../../../knowledge/access/identity';
import type { Expr } from '../../read/ir';
import { calledName } from '../last-name';
import { tableOf } from '../stores/subjects';
import { placeOf } from './compare';
import type { Environment } from './environment';
import { ALWAYS, and, type Formula, holds } from './formula';
import { askedBy, condition, textOf } from './parts';
import type { Effect, Reader } from './reader';
import { foundBy, type Part, type Query, type Stored, UNKNOWN, type Value, whole } from './values';

type Call = Extract<Expr, { kind: 'call' }>;

interface Target {
  resource: string;
  /** Objects that were found before. */
  stored?: readonly Stored[];
  query?: Query;
}

/** A call on stored data: its effect is noted, what it gives is returned. Undefined for any other call. */
export function storeEffect(
  reader: Reader,
  expr: Call,
  env: Environment,
  receiver: Value | undefined,
): Value | undefined {
  const name = calledName(expr) ?? '';
  const ran = handedQuery(reader, expr, env, name);
  if (ran) return ran;
  const target = targetOf(reader, expr, env, receiver);
  if (!target) return undefined;
  const sql = statementIn(reader, expr, env);
  if (sql) return bySql(reader, expr, env, sql);
  const kind = storeCall(name);
  if (target.stored)
    return onObjects(reader, expr, env, { kind, name, receiver: receiver ?? UNKNOWN, stored: target.stored });
  const handed = handedObjects(reader, expr, env, kind);
  if (handed) return handed;
  if (target.query) target.query.used = true;
  return onQuery(reader, expr, env, { kind, name, target });
}

/** `session.exec(select(Note).where(…))`: the query that is handed over is run. */
function handedQuery(reader: Reader, expr: Call, env: Environment, name: string): Value | undefined {
  const [first, ...rest] = expr.args;
  if (expr.callee.kind !== 'member' || !first || !RUNS_QUERY.test(name)) return undefined;
  if (first.value.kind !== 'name' && first.value.kind !== 'call') return undefined;
  const { query } = reader.evaluate(first.value, env);
  if (!query) return undefined;
  query.used = true;
  const target = { resource: query.resource, query };
  return onQuery(reader, { ...expr, args: rest }, env, { kind: storeCall(name), name, target });
}

/** What the call is about; undefined when it is not about stored data. */
function targetOf(reader: Reader, expr: Call, env: Environment, receiver: Value | undefined): Target | undefined {
  if (receiver?.query) return { resource: receiver.query.resource, query: receiver.query };
  if (receiver?.stored && !receiver.member)
    return { resource: receiver.stored[0]?.resource ?? '', stored: receiver.stored };
  if (receiver?.model !== undefined) return { resource: receiver.model };
  const site = { expr, scope: env.scope, caller: env.fn };
  const found = reader.stores.libraryOf(reader.program.externalPaths(expr.callee, env.scope));
  const model = modelAmong(reader, expr, env);
  if (!found) return model === undefined ? ofUnknown(reader, expr, env) : { resource: model };
  const named = model ?? reader.stores.subjectOf(site, found.path);
  return { resource: named === '' ? (firstWord(expr) ?? '') : named };
}

/** Of what nobody knows, a call that is handed a stored object, or ends what was begun, is about that object. */
function ofUnknown(reader: Reader, expr: Call, env: Environment): Target | undefined {
  if (expr.callee.kind !== 'member') return undefined;
  // What is forgotten there is still stored elsewhere.
  if (reader.program.externalPaths(expr.callee, env.scope).some((path) => KEPT_FOR_A_WHILE.test(path)))
    return undefined;
  const kind = storeCall(expr.callee.property);
  if (kind === 'flush' && expr.args.length === 0 && reader.unsettled.length > 0) return { resource: '' };
  const first = expr.args[0]?.value;
  if ((kind !== 'save' && kind !== 'delete') || first?.kind !== 'name' || expr.args.length > 1) return undefined;
  const value = env.get(first.name);
  return value?.stored && value.member === undefined ? { resource: value.stored[0]?.resource ?? '' } : undefined;
}

/** `session.query(User)`, `session.get(User, id)`, `select(User)`. */
function modelAmong(reader: Reader, expr: Call, env: Environment): string | undefined {
  for (const { value } of expr.args.slice(0, 2)) {
    const handed = value.kind === 'name' ? env.get(value.name)?.model : undefined;
    if (handed !== undefined) return handed;
    const name = reader.stores.modelNamed(value, env.scope);
    if (name !== undefined && (value.kind === 'name' ? env.get(value.name) === undefined : true)) return name;
  }
  return undefined;
}

function firstWord({ args }: Call): string | undefined {
  const value = args[0]?.value;
  return value?.kind === 'literal' && typeof value.value === 'string' && /^\w+$/.test(value.value)
    ? value.value
    : undefined;
}

interface OnObjects {
  kind: StoreCall;
  name: string;
  receiver: Value;
  stored: readonly Stored[];
}

/** A method of an object that was found. */
function onObjects(
  reader: Reader,
  expr: Call,
  env: Environment,
  { kind, name, receiver, stored }: OnObjects,
): Value | undefined {
  const data = () => askedBy(reader, expr, env, 'data').written;
  switch (kind) {
    case 'save':
      save(reader, expr, env, stored);
      return receiver;
    case 'update':
      if (name === 'set')
        for (const one of stored)
          for (const [key, value] of data()) reader.change(one, env.fn.file, expr.span, key, value);
      else act(reader, expr, env, { operation: 'update', stored, written: data() });
      return receiver;
    case 'delete':
      if (expr.args.some((arg) => arg.value.kind !== 'object')) return undefined;
      act(reader, expr, env, { operation: 'delete', stored, written: new Map() });
      return receiver;
    case 'one':
    case 'many':
    case 'count':
    case 'create':
    case 'make':
    case 'flush':
    case 'narrow':
      return undefined;
  }
}

interface Act {
  operation: AccessOperation;
  stored: readonly Stored[];
  written: ReadonlyMap<string, Value>;
}

/** Something is done to objects that were found before. */
function act(reader: Reader, expr: Call, env: Environment, { operation, stored, written }: Act): void {
  const [first] = stored;
  if (!first) return;
  note(reader, env, expr, {
    operation,
    resource: first.resource,
    cond: and(reader.cond, foundBy(stored)),
    parts: [],
    targets: stored,
    written,
  });
}

function note(
  reader: Reader,
  env: Environment,
  expr: { span: Expr['span'] },
  effect: Omit<Effect, 'file' | 'span' | 'fn'>,
): void {
  reader.effects.push({ ...effect, file: env.fn.file, span: expr.span, fn: env.fn });
}

function save(reader: Reader, expr: Call, env: Environment, stored: readonly Stored[]): void {
  for (const one of stored) {
    reader.settled(one);
    act(reader, expr, env, { operation: savedAs(one), stored: [one], written: one.changed?.fields ?? new Map() });
  }
}

function savedAs(one: Stored): AccessOperation {
  if (one.fresh) return 'create';
  const fields = [...(one.changed?.fields ?? [])];
  return fields.some(([key, value]) => REMOVAL_FIELDS.test(key) && !value.keys) ? 'delete' : 'update';
}

/** `session.add(user)`, `store(bean)`, `repository.remove(entity)`: the object is an argument. */
function handedObjects(reader: Reader, expr: Call, env: Environment, kind: StoreCall): Value | undefined {
  if (kind === 'flush') return flush(reader, expr, env);
  if (kind !== 'save' && kind !== 'delete' && kind !== 'update') return undefined;
  const first = expr.args[0]?.value;
  if (!first || first.kind === 'object' || first.kind === 'literal') return undefined;
  const value = reader.evaluate(first, env);
  if (!value.stored && kind === 'save' && value.keys) return keepUnknown(reader, expr, env, value);
  if (!value.stored || value.member !== undefined) return undefined;
  if (kind === 'delete') act(reader, expr, env, { operation: 'delete', stored: value.stored, written: new Map() });
  else save(reader, expr, env, value.stored);
  return value;
}

/** What the request chose somewhere else, from what is held in memory, is stored again. */
function keepUnknown(reader: Reader, expr: Call, env: Environment, value: Value): Value {
  const parts = [{ column: 'id', value }];
  const stored = found(reader, expr, env, '', parts);
  noteOn(reader, env, expr, { operation: 'update', stored, parts, written: new Map() });
  return value;
}

/** Everything that was changed and not yet stored is stored. */
function flush(reader: Reader, expr: Call, env: Environment): Value {
  for (const one of reader.unsettled) {
    const at = one.changed ?? { file: env.fn.file, span: expr.span, fields: new Map<string, Value>() };
    reader.settled(one);
    if (one.fresh) continue;
    reader.effects.push({
      operation: savedAs(one),
      resource: one.resource,
      cond: and(reader.cond, one.found),
      parts: [],
      targets: [one],
      written: at.fields,
      file: at.file,
      span: at.span,
      fn: env.fn,
    });
  }
  return UNKNOWN;
}

interface OnQuery {
  kind: StoreCall;
  name: string;
  target: Target;
}

function onQuery(reader: Reader, expr: Call, env: Environment, { kind, name, target }: OnQuery): Value {
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

/** Nothing but who asks says which object it is. */
const isOwn = (parts: readonly Part[]): boolean =>
  parts.length > 0 && parts.every(({ value }) => value.caller === 'self' || value.credential === true);

/** The objects that a query finds, with what the query asked for. */
function found(reader: Reader, expr: Call, env: Environment, resource: string, parts: readonly Part[]): Stored {
  const stored = reader.stored(resource, ALWAYS, {
    keys: new Set(parts.flatMap(({ value }) => [...(whole(value).keys ?? [])])),
    through: parts.flatMap(({ value }) => value.stored ?? []),
  });
  stored.found = and(reader.cond, askedOf(stored, parts, placeOf(env, expr.span)));
  return stored;
}

/** What holds of the objects that a query finds. */
function askedOf(about: Stored, parts: readonly Part[], at: { file: string; span: Expr['span'] }): Formula {
  return parts.reduce<Formula>((sum, { column, value }) => {
    const one = whole(value);
    if (one.caller !== undefined)
      return and(sum, holds({ kind: one.caller === 'self' ? 'owner' : 'member', value: column, about, ...at }));
    if (value.query) return and(sum, value.query.found);
    if (one.credential === true) return and(sum, holds({ kind: 'token', value: column, about, ...at }));
    if (one.stored && !one.keys) return and(sum, foundBy(one.stored));
    if (one.keys && SECRET_COLUMNS.test(column)) return and(sum, holds({ kind: 'token', value: column, about, ...at }));
    return sum;
  }, ALWAYS);
}

interface OnFound {
  operation: AccessOperation;
  stored: Stored;
  parts: readonly Part[];
  written: ReadonlyMap<string, Value>;
}

/** Something is done to what a query finds. */
function noteOn(reader: Reader, env: Environment, expr: { span: Expr['span'] }, on: OnFound): void {
  const { operation, stored, parts, written } = on;
  note(reader, env, expr, {
    operation,
    resource: stored.resource,
    cond: stored.found,
    parts,
    targets: [stored],
    written,
  });
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
  if (NARROWING.test(name)) addConditions(reader, expr, env, parts);
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

function statementIn(reader: Reader, expr: Call, env: Environment): string | undefined {
  const text = textOf(reader, expr.args[0]?.value, env);
  return text !== undefined && /^\s*(?:select|insert|update|delete|replace|with)\s/i.test(text) ? text : undefined;
}

/** A statement that is written out. */
function bySql(reader: Reader, expr: Call, env: Environment, sql: string): Value {
  const { parts } = askedBy(reader, expr, env, 'conditions');
  const resource = tableOf(sql) ?? '';
  const operation = operationOf(sql);
  const creates = operation === 'create';
  const stored = found(reader, expr, env, resource, creates ? [] : parts);
  const written = new Map(creates ? parts.map((part): [string, Value] => [part.column, part.value]) : []);
  noteOn(reader, env, expr, { operation, stored, parts: creates ? [] : parts, written });
  return operation === 'read' && isOwn(parts) ? { stored: [stored], caller: 'self' } : { stored: [stored] };
}

/** Queries whose result is used without being asked for: loops and serializers do. */
export function noteUnasked(reader: Reader): void {
  for (const { resource, parts, expr, env, at } of reader.unasked) {
    reader.cond = at;
    if (expr.kind !== 'call') continue;
    noteOn(reader, env, expr, {
      operation: 'list',
      stored: found(reader, expr, env, resource, parts),
      parts,
      written: new Map(),
    });
  }
}

function operationOf(sql: string): AccessOperation {
  if (/^\s*(?:insert|replace)\b/i.test(sql)) return 'create';
  if (/^\s*update\b/i.test(sql)) return 'update';
  if (/^\s*delete\b/i.test(sql)) return 'delete';
  return /\bwhere\b[\s\S]*\bid["'`]?\s*=|\blimit\s+1\b/i.test(sql) ? 'read' : 'list';
}
