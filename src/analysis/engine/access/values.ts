import type { Expr, Span } from '../../read/ir';
import type { FunctionNode } from '../link/definitions';
import type { Environment } from './environment';
import { type Atom, or, type Formula, NEVER, type Truth } from './formula';

/** A part of a condition on objects: what a column has to equal. */
export interface Part {
  column: string;
  value: Value;
}

/** What is kept about an object of a store, or about one that is yet to be stored. */
export interface Stored {
  id: number;
  resource: string;
  /** What held when it was found, and what its finding asked for. */
  found: Formula;
  /** The names under which the request chose it. */
  keys: ReadonlySet<string>;
  /** The objects through which it was chosen. */
  through: readonly Stored[];
  fresh: boolean;
  /** What was asked about it afterwards, by something that turns others away. */
  checks: readonly Atom[];
  /** Members that were set since. */
  changed?: { span: Span; file: string; fields: Map<string, Value> };
}

/** A condition on objects that is being put together. */
export interface Query {
  resource: string;
  parts: readonly Part[];
  found: Formula;
  expr: Expr;
  env: Environment;
  /** What held where it was put together. */
  at: Formula;
  used: boolean;
}

export interface Callable {
  node: FunctionNode;
  env?: Environment;
  self?: Value;
}

/** What an expression is, as far as it says who may do what. */
export interface Value {
  /** Who asks, as the server established it, or a group they belong to. */
  caller?: 'self' | 'group';
  /** What of the caller it is, where that says what they may do. */
  role?: string;
  /** The last member that was taken. */
  member?: string;
  /** Sent to prove who asks. */
  credential?: boolean;
  /** The names under which the request brings it. */
  keys?: ReadonlySet<string>;
  stored?: readonly Stored[];
  query?: Query;
  /** The model that it is, not one of its objects. */
  model?: string;
  truth?: Truth;
  fields?: Map<string, Value>;
  items?: readonly Value[];
  callables?: readonly Callable[];
  object?: 'request' | 'input' | 'next' | 'response';
  text?: string;
  constant?: boolean;
  nothing?: boolean;
}

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
