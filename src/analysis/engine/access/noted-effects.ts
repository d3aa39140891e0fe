import type { AccessOperation } from '../../../artifacts/access';
import { SECRET_COLUMNS } from '../../../knowledge/access/identity';
import type { Expr } from '../../read/ir';
import { placeOf } from './compare';
import { ALWAYS, and, holds } from './formula';
import type { Formula, Part, Stored, Value, Variables } from './kinds';
import type { Effect, Reader } from './reader';
import { foundBy, whole } from './values';

export type Call = Extract<Expr, { kind: 'call' }>;

export function note(
  reader: Reader,
  env: Variables,
  expr: { span: Expr['span'] },
  effect: Omit<Effect, 'file' | 'span' | 'fn'>,
): void {
  reader.effects.push({ ...effect, file: env.fn.file, span: expr.span, fn: env.fn });
}

/** Nothing but who asks says which object it is. */
export const isOwn = (parts: readonly Part[]): boolean =>
  parts.length > 0 && parts.every(({ value }) => value.caller === 'self' || value.credential === true);

/** The objects that a query finds, with what the query asked for. */
export function found(reader: Reader, expr: Call, env: Variables, resource: string, parts: readonly Part[]): Stored {
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
export function noteOn(reader: Reader, env: Variables, expr: { span: Expr['span'] }, on: OnFound): void {
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
