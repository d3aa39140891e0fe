import { ASKS_MEMBER, ROLE_CALLS } from '../../../knowledge/access/identity';
import { contains, decided, equal, type placeOf } from './compare';
import { ALWAYS, holds, NEVER, tells } from './formula';
import type { Truth, Value } from './kinds';
import type { Reader } from './reader';

type At = ReturnType<typeof placeOf>;

/** What the name and the values of a call ask about the caller. */
export function questioned(
  reader: Reader,
  name: string,
  values: readonly Value[],
  receiver: Value | undefined,
  at: At,
): Truth | undefined {
  if (ASKS_MEMBER.test(name)) return hasMember(reader, values);
  const compared = comparing(name, receiver, values[0], at);
  if (compared) return compared;
  if (/^is_?authenticated$|^is_?logged_?in$/i.test(name))
    return { t: holds({ kind: 'signed-in', value: name, ...at }), f: ALWAYS };
  const asked = [...values, ...(receiver ? [receiver] : [])];
  const policy = decided(name, asked, at) ?? decided(reader.deciding, asked, at);
  if (policy) return policy;
  return ROLE_CALLS.test(name) && isAboutCaller(values, receiver) ? askedFor(name, values, at) : undefined;
}

/** `hasattr(note, 'user')`: the model says what its records have. */
function hasMember(reader: Reader, [record, name]: readonly Value[]): Truth | undefined {
  const { text } = name ?? {};
  if (text === undefined || !record?.stored || record.member !== undefined) return undefined;
  const kept = new Set(record.stored.map((one) => reader.stores.keeps(one.resource, text)));
  if (kept.size !== 1 || kept.has(undefined)) return undefined;
  return kept.has(true) ? { t: ALWAYS, f: NEVER } : { t: NEVER, f: ALWAYS };
}

/** `members.includes(user)`, `id.equals(user.id)`. */
function comparing(name: string, receiver: Value | undefined, first: Value | undefined, at: At): Truth | undefined {
  if (!receiver || !first) return undefined;
  if (/^(?:equals|isEqual|eq)$/.test(name)) return equal(receiver, first, at);
  if (!/^(?:includes|has|contains|intersection|some|any|in_|intersects)$/.test(name)) return undefined;
  const found = contains(receiver, first, at);
  return tells(found) ? found : undefined;
}

const isAboutCaller = (values: readonly Value[], receiver: Value | undefined): boolean =>
  receiver?.caller !== undefined || values.some((value) => value.caller !== undefined || value.object === 'request');

/** A question for a role or permission. */
export function askedFor(name: string, values: readonly Value[], at: At): Truth {
  const value = values.find((one) => one.text !== undefined)?.text ?? name;
  const kind = /perm|scope|^can$/i.test(name) ? 'permission' : 'role';
  return { t: holds({ kind, value, ...at }), f: ALWAYS };
}
