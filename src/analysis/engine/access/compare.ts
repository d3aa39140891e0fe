import { OWNER_COLUMNS, POLICY_CALLS, ROLE_MEMBERS, STATE_MEMBERS } from '../../../knowledge/access/identity';
import { isOrdinaryRole } from '../../../knowledge/ordinary-roles';
import type { Span } from '../../read/ir';
import { ALWAYS, and, holds, NEVER, or, UNTOLD } from './formula';
import type { Atom, Stored, Truth, Value, Variables } from './kinds';
import { foundBy, whole } from './values';

interface Place {
  file: string;
  span: Span;
}

export const placeOf = (env: Variables, span: Span): Place => ({ file: env.fn.file, span });

const when = (atom: Atom): Truth => ({ t: holds(atom), f: ALWAYS });

/** What holds when the value counts as true. */
export function truthOf(value: Value, at: Place): Truth {
  if (value.truth) return value.truth;
  if (value.nothing === true) return { t: NEVER, f: ALWAYS };
  if (value.callables || value.fields || value.items) return UNTOLD;
  if (value.caller === 'self' && value.role !== undefined)
    return when({ kind: /^can/.test(value.role) ? 'permission' : 'role', value: value.role, ...at });
  if (value.stored) return ofStored(value, value.stored, at);
  if (value.caller !== undefined) return when({ kind: 'signed-in', value: value.member ?? 'caller', ...at });
  return UNTOLD;
}

/** An object is there when it was found; one of its members may say in which state it is. */
function ofStored(value: Value, objects: readonly Stored[], at: Place): Truth {
  if (value.member) return STATE_MEMBERS.test(value.member) ? stateOf(value, at) : UNTOLD;
  const exists = foundBy(objects);
  const signedIn: Atom = { kind: 'signed-in', value: 'account', ...at };
  return { t: value.caller === 'self' ? and(exists, holds(signedIn)) : exists, f: ALWAYS };
}

function stateOf({ stored, member = '' }: Value, at: Place): Truth {
  const [about] = stored ?? [];
  const atom: Atom = { kind: 'state', value: member, ...at, ...(about ? { about } : {}) };
  return { t: holds(atom), f: ALWAYS };
}

/** Two values are equal. */
export function equal(a: Value, b: Value, at: Place): Truth {
  return oneWay(a, b, at) ?? oneWay(b, a, at) ?? UNTOLD;
}

function oneWay(a: Value, b: Value, at: Place): Truth | undefined {
  if (b.nothing === true) {
    const { t, f } = truthOf({ ...a }, at);
    return { t: belongsToNobody(a, at) ?? f, f: t };
  }
  if (a.caller === undefined) return stored(a, b, at);
  if (b.constant === true && a.caller === 'self') return role(a, b, at);
  const kind = a.caller === 'self' ? 'owner' : 'member';
  if (b.stored && b.caller === undefined) return about(kind, b.stored, a.member ?? '', b.member, at);
  if (b.keys) return { t: holds({ kind, value: [...b.keys].join(', '), keys: b.keys, ...at }), f: ALWAYS };
  return undefined;
}

/** `document.owner is None`: what belongs to nobody is kept from nobody, which is asked as whose it is. */
function belongsToNobody({ stored: objects, caller, member = '' }: Value, at: Place): Truth['t'] | undefined {
  if (!objects || caller !== undefined || !OWNER_COLUMNS.test(member)) return undefined;
  return about('owner', objects, member, member, at).t;
}

/** Equal to what the caller is: of any of the objects it may be. */
function about(
  kind: Atom['kind'],
  objects: readonly Stored[],
  who: string,
  column: string | undefined,
  at: Place,
): Truth {
  const value = column ?? who;
  return {
    t: objects.reduce<Truth['t']>(
      (sum, one) => or(sum, and(one.found, holds({ kind, value, about: one, ...at }))),
      NEVER,
    ),
    f: ALWAYS,
  };
}

/** A property of the caller has a value that is written down: not what they are called, but what they may do. */
function role(a: Value, b: Value, at: Place): Truth | undefined {
  const member = a.role ?? a.member ?? '';
  if (a.role === undefined && !ROLE_MEMBERS.test(member)) return undefined;
  return when({ kind: 'role', value: b.text ?? member, ...at });
}

function stored(a: Value, b: Value, at: Place): Truth | undefined {
  if (!a.stored) return undefined;
  if (STATE_MEMBERS.test(a.member ?? '') && b.caller === undefined && !b.keys) return stateOf(a, at);
  // What the request names is the object that was found.
  if (b.keys && a.caller === 'self')
    return { t: holds({ kind: 'owner', value: a.member ?? '', keys: b.keys, ...at }), f: ALWAYS };
  if (b.keys) return named(a.stored, b.keys);
  return undefined;
}

/** An object that was found is the one that the request names: it was found as the caller's, and so it is theirs. */
function named(objects: readonly Stored[], keys: ReadonlySet<string>): Truth {
  for (const one of objects) one.keys = new Set([...one.keys, ...keys]);
  return { t: foundBy(objects), f: ALWAYS };
}

/** `values.includes(value)`: the caller is among those of the object, or the other way round. */
export function contains(list: Value, item: Value, at: Place): Truth {
  const holder = whole(list);
  const one = whole(item);
  return amongCallers(holder, one, at) ?? amongOthers(holder, one, at, list.items) ?? equal(list, item, at);
}

/** What the caller is or has holds the other. */
function amongCallers(holder: Value, one: Value, at: Place): Truth | undefined {
  if (holder.caller === undefined) return undefined;
  if (holder.role !== undefined) return when({ kind: 'role', value: one.text ?? holder.role, ...at });
  if (one.stored && one.caller === undefined) return about('member', one.stored, holder.member ?? '', one.member, at);
  if (!one.keys) return undefined;
  const kind = holder.caller === 'self' ? 'owner' : 'member';
  return when({ kind, value: [...one.keys].join(', '), keys: one.keys, ...at });
}

/** What an object holds, or a list that is written down, has the caller in it. */
function amongOthers(holder: Value, one: Value, at: Place, items: Value['items']): Truth | undefined {
  if (one.caller !== undefined && holder.stored && holder.caller === undefined)
    return about('member', holder.stored, one.member ?? '', holder.member, at);
  if (one.role === undefined) return undefined;
  if (items)
    return oneOfRoles(
      items.map((each) => each.text ?? ''),
      at,
    );
  return holder.constant === true ? when({ kind: 'role', value: one.role, ...at }) : undefined;
}

/** Where one of them is had by every account, it asks for an account. */
const oneOfRoles = (roles: readonly string[], at: Place): Truth =>
  roles.some(isOrdinaryRole)
    ? when({ kind: 'signed-in', value: 'account', ...at })
    : when({ kind: 'role', value: roles.join(', '), ...at });

/** A call that is handed an object and who asks, and whose name says that it decides. */
export function decided(name: string, values: readonly Value[], at: Place): Truth | undefined {
  const parts = values.map((value) => whole(value));
  const caller = parts.some((value) => value.caller !== undefined);
  const objects = parts.flatMap((value) => (value.caller === undefined ? (value.stored ?? []) : []));
  if (!caller || objects.length === 0 || !POLICY_CALLS.test(name)) return undefined;
  return about('policy', objects, name, name, at);
}

/** What the request brings fits the secret of an object: its holder may go on. */
export function fitsSecret(values: readonly Value[], at: Place): Truth | undefined {
  const parts = values.map((value) => whole(value));
  const objects = parts.flatMap((value) => (value.keys === undefined ? (value.stored ?? []) : []));
  if (objects.length === 0 || !parts.some((value) => value.keys !== undefined)) return undefined;
  return about('token', objects, 'secret', undefined, at);
}
