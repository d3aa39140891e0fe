import type { Span } from '../../read/ir';
import { ALL, bits } from '../../../knowledge/flow/families';
import { leadsToPrototype, POLLUTION } from '../../../knowledge/flow/prototypes';
import { askedIn, asking, negated } from './asks';
import { elementOf, itemsOf, objectsOf } from './collections';
import type { Machine } from './machine';
import { REST } from './cells';
import type { Mark } from './mark';
import { type Clear, type Facts, UNKNOWN, type Value } from './value';
import { when, facts, NONE } from './check-facts';
import { clearsOf, weakOf } from './guards';
import { PARENT, PATH, QUOTE } from './family-bits';
import { REMOTE_PLACE } from './family-bits';

/** `x in list` against `'..' in x`. */
export function contained(m: Machine, span: Span, item: Value, container: Value, outcome: boolean): Facts | undefined {
  const asks = askedIn(item, container.scalar === 'string' ? undefined : itemsOf(m, container), container);
  return asking(containment(m, span, item, container, outcome), outcome ? asks : negated(asks));
}

function containment(m: Machine, span: Span, item: Value, container: Value, outcome: boolean): Facts | undefined {
  if (item.marks.length > 0 && trusted(m, container)) {
    const inside = when(outcome, clearsOf(item, ALL));
    const outside = namesPrototypes(m, container) ? when(!outcome, clearsOf(item, POLLUTION)) : undefined;
    return outside
      ? facts([...inside.whenTrue, ...outside.whenTrue], [...inside.whenFalse, ...outside.whenFalse])
      : inside;
  }
  if (container.marks.length > 0 && item.marks.length === 0 && container.marks.every(isFolder))
    return when(outcome, clearsOf(container, ALL));
  if (container.marks.length > 0 && item.marks.length === 0)
    return lacks(m, span, container, item.consts?.[0], !outcome);
  return item.marks.length === 0 ? lacksItem(itemOf(m, container, span), item.consts?.[0], !outcome) : undefined;
}

/** `base in path.parents`, where `..` was resolved before: the path lies below it. */
const isFolder = ({ identity, normalized }: Mark): boolean => identity.folder === true && normalized === true;

/** Any item of a list of unknown length. */
function itemOf(m: Machine, list: Value, span: Span): Value {
  return objectsOf(list).some((object) => object.shape === 'array') ? elementOf(m, list, span) : UNKNOWN;
}

/** What such a piece of a text makes dangerous. */
function maskOf(needle: unknown): number {
  if (needle === '..') return PARENT;
  return leadsToPrototype(needle) ? POLLUTION : 0;
}

/** No piece of a text is this one: it is none of its keys, or no step of its path. */
function lacksItem(item: Value, needle: unknown, outcome: boolean): Facts | undefined {
  const mask = maskOf(needle);
  if (mask === 0 || item.marks.length === 0) return undefined;
  const whole = item.marks.flatMap(({ identity: { parent } }) => (parent ? [{ identity: parent, bits: mask }] : []));
  return when(outcome, [...clearsOf(item, mask), ...whole]);
}

/** A collection no outside data got into. Text is no collection: part of it may be anything. */
function trusted(m: Machine, container: Value): boolean {
  if (container.marks.length > 0 || container.scalar === 'string') return false;
  const items = itemsOf(m, container);
  return items
    ? items.every((item) => item.marks.length === 0)
    : objectsOf(container).every((object) => object.ambient === undefined);
}

/**
 * What a key establishes of itself by being one of the object's own: it leads to nothing that is inherited. Names that
 * the object itself was asked for are its own in any case, `__proto__` included, where somebody sent it.
 */
export function ownKeyClears(object: Value | undefined, key: Value): Clear[] {
  const named = new Set(key.marks.map(({ identity: { any, parent } }) => (any === 'name' ? parent : undefined)));
  const holders = object?.marks.map(({ identity }) => identity) ?? [];
  const sent = holders.length > 0 && holders.every((holder) => named.has(holder));
  return sent ? [] : clearsOf(key, POLLUTION);
}

/** A list of keys that lead to prototypes: what is not on it leads to none. */
export function namesPrototypes(m: Machine, list: Value): boolean {
  const objects = objectsOf(list);
  const held = itemsOf(m, list) ?? objects.map((object) => heldIn(m, object));
  return held.some((one) => one.consts?.some(leadsToPrototype) === true);
}

function heldIn(m: Machine, object: ReturnType<typeof objectsOf>[number]): Value {
  const rest = object.cells.get(REST);
  return (rest && m.state.get(rest)) ?? UNKNOWN;
}

/** The outcome `outcome` says that `value` does not contain `needle`. */
export function lacks(m: Machine, span: Span, value: Value, needle: unknown, outcome: boolean): Facts | undefined {
  if (typeof needle !== 'string') return undefined;
  if (needle.startsWith('..')) {
    const clears = clearsOf(value, value.marks.every((mark) => mark.relative === true) ? PATH : PARENT);
    return when(outcome, clears, weakOf(m, value, span, `'${needle}'`, 'parent-folder-only'));
  }
  if (needle === '/' || needle === '\\') return when(outcome, clearsOf(value, PATH | REMOTE_PLACE));
  if (needle === "'" || needle === '"')
    return when(outcome, clearsOf(value, QUOTE), weakOf(m, value, span, `'${needle}'`, 'one-character-only'));
  if (needle === '<') return when(outcome, clearsOf(value, bits('cross-site-scripting')));
  if (needle === '://' || needle === '//') return when(outcome, clearsOf(value, bits('open-redirect')));
  if (leadsToPrototype(needle)) return when(outcome, clearsOf(value, POLLUTION));
  return when(!outcome, NONE, weakOf(m, value, span, `'${needle}'`, 'occurs-somewhere'));
}
