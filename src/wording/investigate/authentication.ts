import { guardBasis } from '../basis';
import type { CodeSpan } from '../../artifacts/code-span';
import type { EvidenceFact } from '../../artifacts/evidence';
import type { EntryPointFact, GuardFact } from '../../artifacts/facts';
import { entryName, entryWithHandler } from '../../artifacts/notation';
import { count, listed } from '../text';

export const asksSomewhere = (entry: EntryPointFact, asked: EvidenceFact | undefined): string =>
  `${entryName(entry)} asks whether the caller is signed in ` +
  `(${asked?.at.file ?? ''}:${asked?.at.line ?? ''}); whether others are turned away was not established.`;

export const mayAsk = (first: { name: string; at: CodeSpan }): string =>
  `${first.name} (${first.at.file}:${first.at.line}) may ask, and`;

export const handlerNotFound = 'Its handler was not found, and';

export const notEstablished = (entry: EntryPointFact, what: string): string =>
  `${entryName(entry)}: ${what} whether callers have to be signed in was not established.`;

export const checkIn = (handler: string): string => `sign-in check in ${handler === '' ? 'the handler' : handler}`;

export const turnsAway = (entry: EntryPointFact): string =>
  `The handler of ${entryName(entry)} turns anonymous callers away itself.`;

export const protectsThroughout = (entry: EntryPointFact): string =>
  `Protects ${entryName(entry)} as long as every path through the handler passes it.`;

export const othersInFileGuarded = (near: readonly EntryPointFact[], guards: readonly GuardFact[]): string =>
  ` ${near.length === 1 ? 'One other entry point in the same file is' : `${near.length} other entry points in the same file are`} guarded (${listed(
    guards.map((guard) => guard.name),
    2,
  )}).`;

export const othersGuarded = (guarded: readonly EntryPointFact[]): string =>
  ` ${count(guarded.length, 'other entry point')} of the application ${guarded.length === 1 ? 'is' : 'are'} guarded.`;

export const nobodyGuarded = ' No entry point of the application has a guard.';
export const nobodyCanSignIn = 'nobody can sign in, and nothing that is kept was seen to be changed';
export const mostlyForEverybody = 'most of the application is meant for everybody';
export const nothingChanged = 'nothing is changed and no stored data was seen behind it';

export const registeredWithoutGuard = (entry: EntryPointFact): string =>
  `registration of ${entryName(entry)}: no guard`;

export const open = ({
  entries,
  siblings,
  data,
  mounted,
}: {
  entries: readonly EntryPointFact[];
  siblings: string;
  data: readonly string[];
  mounted: { text: string; place: string } | undefined;
}): string =>
  `${listed(entries.map(entryWithHandler), 6)} ${entries.length === 1 ? 'runs' : 'run'} for callers who ` +
  `have not signed in: neither the registration nor the handler checks an ` +
  `identity.${siblings}${data.length > 0 ? ` Requests can ${listed(data, 5)}.` : ''}${mounted ? ` The router is mounted under a condition (\`${mounted.text}\`, ${mounted.place}), so it matters where that holds.` : ''}`;

export const openAttack = (entry: EntryPointFact, entries: readonly EntryPointFact[]): string =>
  `${entryName(entry)} without cookie or ` +
  `token${entries.length > 1 ? ` (likewise ${listed(entries.slice(1).map(entryName), 4)})` : ''}.`;

export const condition = 'Condition of the sign-in';

export const whenInstalled = (entries: readonly EntryPointFact[]): string =>
  `Guards ${count(entries.length, 'entry point')} when it is installed.`;

export const conditionally = 'the sign-in is installed conditionally';

export const onlySignIn = (
  guard: GuardFact,
  entries: readonly EntryPointFact[],
  changing: readonly EntryPointFact[],
): string =>
  `${guard.name} at ${guard.at.file}:${guard.at.line} is the only sign-in. ${guardBasis(guard)} Otherwise ` +
  `${count(entries.length, 'entry point')} (${changing.length} of which change data) are open to everyone: ` +
  `${listed(entries.map(entryName), 6)}.`;

export const ratedMedium = 'Rated medium: it takes a configuration that leaves it out.';

export const conditionalAttack = (entry: EntryPointFact): string =>
  `${entryName(entry)} without credentials, on an installation that does not set it.`;

export const refuseWithout = (guard: GuardFact): string => `Refuse to start without ${guard.name}.`;

export const conditionalGuidance =
  'Make the sign-in the default, let an explicit setting switch it off, bind to the local address in that ' +
  'case, and warn at every start.';

export const meantForAnybody = (entry: EntryPointFact): string =>
  `${entryName(entry)} is meant for callers who are not signed in.`;

export const inFrontOf = (entry: EntryPointFact): string => `Guards ${entryName(entry)}.`;

export const answersWithError = (entry: EntryPointFact): string =>
  `${entryName(entry)} answers every request with an error: nothing to protect.`;

export const changesNothing = (entry: EntryPointFact): string =>
  `${entryName(entry)} changes nothing, and most routes beside it ask nobody to sign in. No gap is claimed.`;
