import { or, NEVER } from './formula';
import type { Formula, Stored, Value } from './kinds';

export const UNKNOWN: Value = {};

const union = <T>(a: ReadonlySet<T> | undefined, b: ReadonlySet<T> | undefined): ReadonlySet<T> | undefined => {
  if (!a || !b || a === b) return a ?? b;
  return new Set([...a, ...b]);
};

const listed = <T>(a: readonly T[] | undefined, b: readonly T[] | undefined): readonly T[] | undefined => {
  if (!a || !b || a === b) return a ?? b;
  return [...new Set([...a, ...b])].slice(0, 8);
};

const same = <T>(a: T | undefined, b: T | undefined): T | undefined => (a === b ? a : undefined);

/** Leaves out what is undefined. */
function compact(value: { [K in keyof Value]?: Value[K] | undefined }): Value {
  const entries: [string, unknown][] = Object.entries(value);
  return Object.fromEntries(entries.filter(([, one]) => one !== undefined));
}

function bothCallers(a: Value['caller'], b: Value['caller']): Value['caller'] {
  if (!a || !b) return undefined;
  return a === b ? a : 'group';
}

/** One or the other. Nothing and constants add nothing; what only one of them is, is not certain. */
export function joined(a: Value, b: Value): Value {
  if (a === b || b === UNKNOWN) return a;
  if (a === UNKNOWN) return b;
  if (a.nothing === true) return { ...b };
  if (b.nothing === true) return { ...a };
  return compact({
    caller: bothCallers(a.caller, b.caller),
    role: same(a.role, b.role),
    member: same(a.member, b.member),
    credential: a.credential === true || b.credential === true ? true : undefined,
    keys: union(a.keys, b.keys),
    stored: listed(a.stored, b.stored),
    query: a.query ?? b.query,
    model: same(a.model, b.model),
    fields: a.fields ?? b.fields,
    items: a.items ?? b.items,
    callables: listed(a.callables, b.callables),
    object: a.object ?? b.object,
    text: same(a.text, b.text),
    constant: a.constant === true && b.constant === true ? true : undefined,
  });
}

/** What is made of several: an identity is one only where nothing the request brings is mixed in. */
export function mixed(values: readonly Value[]): Value {
  let caller: Value['caller'];
  let stored: readonly Stored[] | undefined;
  let keys: ReadonlySet<string> | undefined;
  let credential = false;
  for (const one of values) {
    caller ??= one.caller;
    stored = listed(stored, one.stored);
    keys = union(keys, one.keys);
    credential ||= one.credential === true;
  }
  if (caller === undefined && !stored && !keys && !credential) return UNKNOWN;
  return compact({ caller: keys ? undefined : caller, stored, keys, credential: credential ? true : undefined });
}

/** So many items of a list are told apart; one that is spread into itself doubles each time. */
const MOST_ITEMS = 64;

export const listOf = (items: readonly Value[]): Value => ({
  items: items.length > MOST_ITEMS ? [elementOf({ items })] : items,
});

/** One of the values in a list. */
export function elementOf(list: Value): Value {
  if (!list.items) return list;
  return list.items.reduce<Value>((sum, one) => joined(sum, one), UNKNOWN);
}

/** Under what any of the objects was found. */
export function foundBy(stored: readonly Stored[]): Formula {
  return stored.reduce<Formula>((sum, one) => or(sum, one.found), NEVER);
}

/** Everything that is part of a value, taken together. */
export function whole(value: Value, depth = 0): Value {
  if (depth > 4 || (!value.fields && !value.items)) return value;
  // The same value may be there more than once, in each of those more than once again.
  const inner = new Set([...(value.fields?.values() ?? []), ...(value.items ?? [])]);
  return mixed([{ ...value, fields: new Map(), items: [] }, ...[...inner].map((one) => whole(one, depth + 1))]);
}
