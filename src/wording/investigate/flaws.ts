import type { CodeSpan } from '../../artifacts/code-span';
import type { EntryPointFact, WeaknessFact } from '../../artifacts/facts';
import type { Weakness } from '../../knowledge/weakness';
import { entryName, shortSink } from '../names';
import { clause, count, listed } from '../text';

export const covers = (weakness: WeaknessFact): string =>
  `Covers ${shortSink(weakness.sink)} at ${weakness.at.file}:${weakness.at.line}.`;

export const checkInHandler = 'check in the handler';

export const looksAtValue = (weakness: WeaknessFact): string =>
  `Looks at the value before ${shortSink(weakness.sink)}; whether it suffices was not established.`;

export const mayCheck = (why: string): string => `may be a check of it: ${clause(why)}`;

export const insufficient = (why: string): string => `does not suffice: ${clause(why)}`;

export const newCredential = (made: string): string => `The new credential \`${made}\``;

export const alsoDataOf = (entries: readonly EntryPointFact[]): string =>
  ` So does data of ${listed(entries.slice(1).map(entryName), 4)}.`;

export const reaches = ({
  subject,
  route,
  weakness,
  where,
  others,
}: {
  subject: string;
  route: string;
  weakness: WeaknessFact;
  where: string;
  others: string;
}): string => `${subject}${route} reaches ${shortSink(weakness.sink)} at ${where}.${others} `;

export const checkLooksAtIt = (check: string): string =>
  ` A check at ${check} looks at it; whether it suffices was not established.`;

export const notChecked = ' Nothing on the way checks or encodes it.';
export const notMasked = ' Nothing on the way masks it.';

export const said = (weakness: WeaknessFact, where: string): string =>
  `${clause(weakness.message)} (${shortSink(weakness.sink)} at ${where})`;

export const notAsSeen = (weakness: WeaknessFact): string =>
  `${weakness.at.file}:${weakness.at.line} does not say what the analysis saw, so nothing is claimed about it.`;

export const debugOffElsewhere = 'debug mode off in other settings';

export const debugOff = (off: CodeSpan): string => `Where ${off.file} is used, debug mode is off.`;

export const checkSeen = 'a check was seen';

export const switchesOff = (off: CodeSpan): string => `${off.file} switches it off`;

export const setterUnknown = 'who can set the value was not established';
export const guessed = 'whoever guesses it acts as somebody else';

export const placesNotAsSeen = (unit: readonly WeaknessFact[]): string =>
  `${unit.length} places do not say what the analysis saw, so nothing is claimed about them.`;

export const placesInFile = (real: readonly WeaknessFact[], first: WeaknessFact, catalogue: Weakness): string =>
  `${count(real.length, 'place')} in ${first.at.file}: ${listed(
    real.map((weakness) => `${clause(weakness.message)} (line ${weakness.at.line})`),
    5,
  )}. ${catalogue.consequence}`;

export const examined = (all: readonly WeaknessFact[]): string => `${count(all.length, 'place')} examined.`;
