import type { CodeFacts, ControlFact, EntryPointFact, GuardFact } from '../../artifacts/facts';
import { answeredAt, isNetwork } from '../mapping/entry-points';
import { say, type Said } from '../../messages/say';
import { CHECK_NAMES, checkIn } from '../../knowledge/control-names';

/** What a guard is and where it is written: the same one stands in front of many entry points. */
export const placeOfGuard = ({ category, name, definition, at }: GuardFact): string =>
  `${category} ${name} ${(definition ?? at).file}:${(definition ?? at).line}`;

interface Reach {
  /** How many can be called from outside. */
  network: number;
  /** How many of them stand behind a guard, by where it is written. */
  behind: ReadonlyMap<string, number>;
}

const reaches = new WeakMap<CodeFacts, Reach>();

/** Counted once: each flaw behind a guard names how far it reaches. */
function reachIn(facts: CodeFacts): Reach {
  const known = reaches.get(facts);
  if (known) return known;
  const network = facts.entryPoints.filter(isNetwork);
  const behind = new Map<string, number>();
  for (const { guards } of network)
    for (const place of new Set(guards.map(placeOfGuard))) behind.set(place, (behind.get(place) ?? 0) + 1);
  const reach = { network: network.length, behind };
  reaches.set(facts, reach);
  return reach;
}

/** How far a guard reaches, of all that can be called from outside. */
export function reachOf(facts: CodeFacts, guard: GuardFact): Said {
  const { network, behind } = reachIn(facts);
  return say('investigate/names.inFrontOfSome', behind.get(placeOfGuard(guard)) ?? 0, network);
}

/** A condition of one handler is no control, whatever it decides there; whose an object is, is a check of its own. */
export const isCondition = ({ category, name, scope, basis }: Named): boolean =>
  basis.is === 'rejects-input' ||
  ((category === 'authentication' || category === 'input-validation') &&
    (/[!=<>&|?]|\(\)|^['"]/.test(name) || (scope === 'function' && name.includes('.'))));

type Named = Pick<ControlFact, 'category' | 'name' | 'scope' | 'basis'>;

/** Whether the guard of an entry point is a control to be listed, and not a line of its handler. */
export function isListed(guard: GuardFact, { handler, guards }: EntryPointFact): boolean {
  if (isCondition(guard)) return false;
  const own = guard.name === handler?.name;
  if (own && guard.category === 'input-validation') return false;
  return guard.scope !== 'function' || guard.category !== 'authentication' || !asksForMore(guards);
}

/** Behind one that asks for a sign-in, a handler makes no sign-in of its own; nor where it asks for more itself. */
const asksForMore = (guards: readonly GuardFact[]): boolean =>
  guards.some(({ category, scope }) => category === (scope === 'function' ? 'authorization' : 'authentication'));

/** A handler's own check of who is there, where each of the handlers is behind another or asks for more. */
function isNoSignIn({ category, scope, protects: behind }: ControlFact, entries: readonly EntryPointFact[]): boolean {
  if (category !== 'authentication' || scope !== 'function' || behind.length === 0) return false;
  const ids = new Set(behind);
  return entries.filter(({ id }) => ids.has(id)).every(({ guards }) => asksForMore(guards));
}

/** A check that a handler makes itself is called so, and not like the handler. */
export function asCheck(guard: GuardFact, { handler }: EntryPointFact): GuardFact {
  if (handler?.name === undefined || guard.name !== handler.name) return guard;
  return { ...guard, name: checkIn(handler, CHECK_NAMES[guard.establishes]) };
}

/** The entry point whose handler a control seen in code is named after, if it is. */
const handledAs = ({ category, name }: ControlFact, entries: readonly EntryPointFact[]): EntryPointFact[] =>
  category === 'authentication' || category === 'authorization'
    ? entries.filter(({ handler }) => handler?.name === name)
    : [];

/**
 * What a control seen in code is called: one that a handler makes itself by what it checks. Undefined for a mere
 * condition, and where it stands in none of the files of the handlers it is named after: what of it decides was not
 * established.
 */
export function nameOfControl(fact: ControlFact, entries: readonly EntryPointFact[]): string | undefined {
  if (isCondition(fact) || isNoSignIn(fact, entries)) return undefined;
  const handlers = handledAs(fact, entries);
  if (handlers.length === 0) return fact.name;
  if (!handlers.some((entry) => answeredAt(entry).file === fact.at.file)) return undefined;
  return checkIn(fact, CHECK_NAMES[fact.kind]);
}
