import type { AccessOperation } from '../../../artifacts/access';
import { RUNS_QUERY, storeCall } from '../../../knowledge/access/store-calls';
import { calledName } from '../last-name';
import { tableOf } from '../stores/subjects';
import type { Environment } from './environment';
import { askedBy, textOf } from './parts';
import type { Reader } from './reader';
import { UNKNOWN } from './values';
import type { Value } from './kinds';
import { type Call, found, noteOn, isOwn } from './noted-effects';
import { targetOf } from './store-targets';
import { onObjects, handedObjects } from './on-objects';
import { onQuery } from './on-queries';

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
