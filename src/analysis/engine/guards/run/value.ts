import type { FunctionNode } from '../../link/definitions';
import type { AddressOf } from './request';

type Constant = string | number | boolean | null;

/** What an expression is worth while a check runs for one caller. */
export type Value =
  | { kind: 'const'; value: Constant }
  /** Nothing, because nobody is signed in; `soft`: reading its members does not fail. */
  | { kind: 'nothing'; soft: boolean }
  /** What the server knows of who is signed in. */
  | { kind: 'caller' }
  /** `either`: it may be something else that is named alike. */
  | { kind: 'role'; either?: true }
  | { kind: 'permissions' }
  /** Chosen by who sends; a credential is meant to prove who that is; what is random nobody guesses. */
  | { kind: 'sent'; credential: boolean; random?: true }
  | { kind: 'secret' }
  | { kind: 'address'; of: AddressOf }
  /** `given`: what it is called with, whatever the call says. */
  | { kind: 'closure'; fn: FunctionNode; env: Env; given?: readonly { value: Value }[] }
  /** `keys`: of an object, the name of each item; undefined where it is not known. */
  | { kind: 'list'; items: readonly Value[]; keys?: readonly (string | undefined)[] }
  /** Spelled from a parameter or a library; `given`: it is the parameter itself. */
  | { kind: 'path'; path: string; given?: true }
  /**
   * Nothing is known; `doubt`: it may say who the caller is; `record`: whether something was found by what was sent;
   * `setting`: what the operator chose.
   */
  | { kind: 'other'; doubt?: true; record?: FoundBySent; setting?: true };

/** A record that was looked up by what was sent: there when the value is `when`. */
interface FoundBySent {
  when: boolean;
  /** By something nobody guesses. */
  random: boolean;
}

/** Variables of a function that runs, and of those around it. Never changed: assignments make a new one. */
export interface Env {
  readonly fn: FunctionNode;
  readonly names: ReadonlyMap<string, Value>;
  readonly outer?: Env;
}

export const OTHER: Value = { kind: 'other' };
export const DOUBT: Value = { kind: 'other', doubt: true };
export const SETTING: Value = { kind: 'other', setting: true };
export const NULL: Value = { kind: 'const', value: null };

/** There is nothing: nobody is signed in, or no value was given. */
export const isAbsent = (value: Value): boolean =>
  value.kind === 'nothing' || (value.kind === 'const' && value.value === null);

export const constant = (value: Constant): Value => ({ kind: 'const', value });

/**
 * No list or object that is written out holds more, all its parts counted; what is put into itself doubles each time.
 */
const MOST_PARTS = 1_000;
const parts = new WeakMap<readonly Value[], number>();

const partsOf = (value: Value): number =>
  value.kind === 'list' ? 1 + (parts.get(value.items) ?? value.items.length) : 1;

/** A list of what is spread and written out, or anything at all when that is too much. */
export function listOf(items: readonly Value[], keys?: readonly (string | undefined)[]): Value {
  const all = items.reduce((sum, item) => sum + partsOf(item), 0);
  if (all > MOST_PARTS) return DOUBT;
  parts.set(items, all);
  return { kind: 'list', items, ...(keys && { keys }) };
}

/** Whether a condition on the value holds; undefined when both may be. */
export function truthOf(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'const':
      return Boolean(value.value);
    case 'nothing':
      return false;
    case 'caller':
    case 'role':
    case 'permissions':
    case 'closure':
    case 'secret':
      return true;
    case 'list':
      return value.keys !== undefined || value.items.length > 0;
    case 'sent':
    case 'address':
    case 'path':
    case 'other':
      return undefined;
  }
}

/** A field of an object that was written out: nothing where it has none of that name, unless names are not known. */
export function fieldOf({ items, keys }: Extract<Value, { kind: 'list' }>, key: string): Value | undefined {
  if (keys === undefined) return undefined;
  const at = keys.lastIndexOf(key);
  // What has no name may be this one, and may have replaced it.
  if (keys.indexOf(undefined, at + 1) >= 0) return OTHER;
  return at < 0 ? NULL : (items[at] ?? OTHER);
}

export function lookUp(env: Env, name: string): Value | undefined {
  for (let at: Env | undefined = env; at; at = at.outer) {
    const value = at.names.get(name);
    if (value) return value;
  }
  return undefined;
}

/** The frame with one more variable; a variable of an outer frame stays where it is. */
export function withName(env: Env, name: string, value: Value): Env {
  if (!env.names.has(name) && env.outer && lookUp(env.outer, name))
    return { ...env, outer: withName(env.outer, name, value) };
  return { ...env, names: new Map(env.names).set(name, value) };
}

/** Whether nothing that a check does can tell one value from the other. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  const tells = TOLD_APART[a.kind] as ((one: Value, other: Value) => boolean) | undefined;
  return tells === undefined || tells(a, b);
}

type SameOf<K extends Value['kind']> = (a: Extract<Value, { kind: K }>, b: Extract<Value, { kind: K }>) => boolean;

/** By what values of one kind are told apart; those of the other kinds are all the same. */
const TOLD_APART: { readonly [K in Value['kind']]?: SameOf<K> } = {
  const: (a, b) => a.value === b.value,
  nothing: (a, b) => a.soft === b.soft,
  sent: (a, b) => a.credential === b.credential && a.random === b.random,
  address: (a, b) => a.of === b.of,
  closure: (a, b) => a.fn.key === b.fn.key,
  list: (a, b) => sameItems(a.items, b.items) && sameKeys(a.keys, b.keys),
  path: (a, b) => a.path === b.path,
  other: (a, b) => a.doubt === b.doubt && a.setting === b.setting && sameRecord(a.record, b.record),
};

function sameItems(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((item, at) => sameValue(item, b[at] ?? OTHER));
}

function sameRecord(a: FoundBySent | undefined, b: FoundBySent | undefined): boolean {
  return a === b || (a !== undefined && a.when === b?.when && a.random === b.random);
}

function sameKeys(a: readonly (string | undefined)[] = [], b: readonly (string | undefined)[] = []): boolean {
  return a.length === b.length && a.every((key, at) => key === b[at]);
}

/** Whether the same names hold the same, put in in the same order. */
export function sameNames(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  const others = b.entries();
  for (const [name, value] of a) {
    const other = others.next().value;
    if (other?.[0] !== name || !sameValue(value, other[1])) return false;
  }
  return true;
}
