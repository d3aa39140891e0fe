import type { AccessOperation } from '../../../artifacts/access';
import { REMOVAL_FIELDS, type StoreCall } from '../../../knowledge/access/store-calls';
import type { Environment } from './environment';
import { and } from './formula';
import { askedBy } from './parts';
import type { Reader } from './reader';
import { foundBy, UNKNOWN } from './values';
import type { Stored, Value } from './kinds';
import { askedAbout, type Call, note, found, noteOn } from './noted-effects';

interface OnObjects {
  kind: StoreCall;
  name: string;
  receiver: Value;
  stored: readonly Stored[];
}

/** A method of an object that was found. */
export function onObjects(
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
export function handedObjects(reader: Reader, expr: Call, env: Environment, kind: StoreCall): Value | undefined {
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
      asked: askedAbout([one]),
      file: at.file,
      span: at.span,
      fn: env.fn,
    });
  }
  return UNKNOWN;
}
