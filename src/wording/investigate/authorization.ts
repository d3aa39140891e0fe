import type { AmongGuarded } from '../../messages/investigate-callers';
import type { ControlFact, EntryPointFact, GuardFact } from '../../artifacts/facts';
import { entryName, entryWithHandler } from '../../artifacts/notation';
import { listed } from '../text';

const namesOf = (entries: readonly EntryPointFact[]): string => listed(entries.map(entryName), 4);

export const roleCheck = 'role check in the handler';

export const asksForRole = (entry: EntryPointFact): string =>
  `The handler of ${entryName(entry)} asks for a role before it goes on.`;

export const notReached = (entry: EntryPointFact): string =>
  `Other users' records cannot be reached through ${entryName(entry)}.`;

export const noRoleBeside = (entries: readonly EntryPointFact[]): string =>
  `${namesOf(entries)} only ${entries.length > 1 ? 'require' : 'requires'} a sign-in, and no route beside ` +
  `${entries.length > 1 ? 'them' : 'it'} asks for a role. Is any account meant to do this? No gap is claimed.`;

export const protectsNot = (guarded: readonly EntryPointFact[], others: readonly EntryPointFact[]): string =>
  `Protects ${listed(guarded.map(entryName), 3)}, not ${namesOf(others)}.`;

export const signInOnly = (entry: EntryPointFact): string => `registration of ${entryName(entry)}: sign-in only`;

export function amongGuarded({ guarded, all, file, names, entries, own, data }: AmongGuarded): string {
  const many = entries.length > 1;
  const shown = listed(entries.map(entryWithHandler), 6);
  const guards = `${guarded} of ${all} routes in ${file} are guarded by ${listed(names, 2)}`;
  const require = `${many ? 'they only require' : 'it only requires'} ${listed(own, 2) || 'a sign-in'}`;
  const can = data.length === 0 ? '' : ` ${many ? 'They' : 'It'} can ${listed(data, 4)}.`;
  return `${guards}; ${shown} ${many ? 'are' : 'is'} not: ${require}.${can}`;
}

export const ordinaryAccount = (first: EntryPointFact): string =>
  `${entryName(first)} with the session of an ordinary account.`;

export const putInFront = (guards: readonly string[], entries: readonly string[]): string =>
  `Put ${listed(guards, 2)} in front of ${listed(entries, 4)}.`;

export const registerAlike = (entries: readonly EntryPointFact[]): string =>
  `Register ${namesOf(entries)} with the same guard as ${entries.length > 1 ? 'their' : 'its'} neighbours, ` +
  `or guard the whole router so that new routes are protected by default; then test ` +
  `${entries.length > 1 ? 'each route' : 'the route'} with an ordinary account.`;

export const unused = 'Defined, but no route uses it.';

export const unusedRole = (
  fact: ControlFact,
  suspects: readonly EntryPointFact[],
  shown: readonly EntryPointFact[],
): string =>
  `${fact.name} (${fact.at.file}:${fact.at.line}) is written but no route uses it, so the application has a ` +
  `notion of administrators and never enforces it. ` +
  `${suspects.length > 0 ? 'Routes by which any account reaches records of others' : 'Routes that change data with a sign-in only'}: ${listed(shown.map(entryWithHandler), 5)}.`;

export const anyAccount = (shown: readonly EntryPointFact[]): string =>
  `${shown[0] ? entryName(shown[0]) : 'Any route'} with the session of an ordinary account.`;

export const putRoleInFront = (fact: ControlFact): string =>
  `Put ${fact.name} in front of the routes meant for administrators.`;

export const decideWhich = (shown: readonly EntryPointFact[], fact: ControlFact): string =>
  `Decide which of ${listed(shown.map(entryName), 4)} are meant for administrators and register them with ` +
  `${fact.name}; keep a test that calls them with an ordinary account.`;

export const inFrontOf = (entry: EntryPointFact, guard: GuardFact): string =>
  `Guards ${entryName(entry)}${guard.category === 'authentication' ? '; says who the caller is, not what they may do' : ''}.`;

export const notPrivileged = (entry: EntryPointFact): string =>
  `${entryName(entry)} is not privileged by name: no role is expected.`;
