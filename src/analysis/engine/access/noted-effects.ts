import type { AccessOperation } from '../../../artifacts/access';
import { SECRET_COLUMNS } from '../../../knowledge/access/identity';
import type { Expr } from '../../read/ir';
import { placeOf } from './compare';
import { ALWAYS, and, holds } from './formula';
import type { Atom, Formula, Part, Stored, Value, Variables } from './kinds';
import type { Effect, Reader } from './reader';
import { foundBy, whole } from './values';

export type Call = Extract<Expr, { kind: 'call' }>;

export function note(
  reader: Reader,
  env: Variables,
  expr: { span: Expr['span'] },
  effect: Omit<Effect, 'file' | 'span' | 'fn' | 'asked'>,
): void {
  reader.effects.push({ ...effect, asked: askedAbout(effect.targets), file: env.fn.file, span: expr.span, fn: env.fn });
}

/** What was asked about objects, and about those they were chosen through, up to now. */
export const askedAbout = (targets: readonly Stored[]): readonly Atom[] =>
  targets.flatMap((one) => [...one.asked, ...one.through.flatMap((other) => other.asked)]);

/** Nothing but who asks says which object it is. */
export const isOwn = (parts: readonly Part[]): boolean =>
  chosenBy(parts).length > 0 &&
  chosenBy(parts).every(({ value }) => value.caller === 'self' || value.credential === true);

const chosenBy = (parts: readonly Part[]): Part[] =>
  parts.filter(({ value, unsure }) => unsure !== true && value.constant !== true);

/** The objects that a query finds, with what the query asked for. */
export function found(reader: Reader, expr: Call, env: Variables, resource: string, parts: readonly Part[]): Stored {
  const stored = reader.stored(resource, ALWAYS, {
    keys: new Set(parts.flatMap(({ value }) => [...(whole(value).keys ?? [])])),
    through: parts.flatMap(({ value }) => value.stored ?? []),
  });
  const at = placeOf(env, expr.span);
  const sure = parts.filter(({ unsure }) => unsure !== true);
  stored.found = and(reader.cond, askedOf(stored, sure, at));
  stored.asked = parts
    .filter(({ value, unsure }) => unsure === true && value.caller !== undefined)
    .map(({ column }) => ({ kind: 'owner', value: column, about: stored, ...at }));
  return stored;
}

/** What holds of the objects that a query finds. */
function askedOf(about: Stored, parts: readonly Part[], at: { file: string; span: Expr['span'] }): Formula {
  return parts.reduce<Formula>((sum, { column, value }) => {
    const one = whole(value);
    if (one.caller !== undefined) return and(sum, holds({ ...relationOf(about, column, one), about, ...at }));
    if (one.constant === true) return and(sum, holds({ kind: 'state', value: column, about, ...at }));
    if (value.query) return and(sum, value.query.found);
    if (one.credential === true) return and(sum, holds({ kind: 'token', value: column, about, ...at }));
    if (one.stored && !one.keys) return and(sum, foundBy(one.stored));
    if (one.keys && SECRET_COLUMNS.test(column)) return and(sum, holds({ kind: 'token', value: column, about, ...at }));
    return sum;
  }, ALWAYS);
}

/** What an object has to do with who asks; one that is chosen through another of theirs says through which. */
function relationOf(about: Stored, column: string, { caller, stored }: Value): Pick<Atom, 'kind' | 'value'> {
  const [through] = stored ?? [];
  const other = through && through.resource !== about.resource ? `${through.resource}.` : '';
  return { kind: caller === 'self' ? 'owner' : 'member', value: `${other}${column}` };
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
