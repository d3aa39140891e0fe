import type { SeenFlaw } from '../../messages/investigate';
import { SHORTCOMINGS } from '../shortcomings';
import { messageOf } from '../seen';
import type { CodeSpan } from '../../artifacts/code-span';
import type { WeaknessFact } from '../../artifacts/facts';
import type { Weakness } from '../../knowledge/weakness';
import { sourceWords } from '../../knowledge/concern-rules';
import { fillText, weaknessOf } from '../../knowledge/weaknesses';
import { entryName, entryWithHandler, shortSink } from '../../artifacts/notation';
import { capitalise, clause, count, listed } from '../text';

export const covers = (weakness: WeaknessFact): string =>
  `Covers ${shortSink(weakness.sink)} at ${weakness.at.file}:${weakness.at.line}.`;

export const checkInHandler = 'check in the handler';

export const looksAtValue = (weakness: WeaknessFact): string =>
  `Looks at the value before ${shortSink(weakness.sink)}; whether it suffices was not established.`;

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

export const examined = (all: readonly WeaknessFact[]): string => `${count(all.length, 'place')} examined.`;

export const placesInFile = (flaws: readonly WeaknessFact[], file: string): string =>
  `${count(flaws.length, 'place')} in ${file}: ${listed(
    flaws.map((flaw) => `${clause(messageOf(flaw))} (line ${flaw.at.line})`),
    5,
  )}.`;

const placeOf = ({ at }: WeaknessFact): string => `${at.file}:${at.line}`;

/** What arrives at the end of the way. */
function subjectOf({ source }: WeaknessFact, parameter: string | undefined): string {
  if (source?.kind === 'fresh-secret' && source.name !== undefined) return `The new credential \`${source.name}\``;
  if (source && parameter !== undefined) return `\`${parameter}\``;
  return source ? sourceWords(source.kind) : '';
}

function wayOf({ weakness, entries, parameter, check }: SeenFlaw): string {
  const [first, ...others] = entries;
  const route = first ? ` of ${entryWithHandler(first)}` : '';
  const into = `${shortSink(weakness.sink)} at ${placeOf(weakness)}`;
  const reached = `${subjectOf(weakness, parameter)}${route} flows into ${into}${barely(weakness, check)}.`;
  return others.length === 0 ? reached : `${reached} So does data of ${listed(others.map(entryName), 4)}.`;
}

const verdictOn = ({ name, at, why, unread }: WeaknessFact['partialGuards'][number]): string =>
  `${name} (${at.file}:${at.line}) ${unread ? 'may be a check of it' : 'does not suffice'}: ${SHORTCOMINGS[why]}`;

function checksOf({ weakness: { partialGuards }, check }: SeenFlaw): string | undefined {
  if (partialGuards.length > 0) return `${listed(partialGuards.map(verdictOn), 3)}.`;
  if (check !== undefined) return `A check at ${check} looks at it; whether it suffices was not established.`;
  return undefined;
}

const isFresh = ({ source }: WeaknessFact): boolean => source?.kind === 'fresh-secret' && source.name !== undefined;

/** That nothing was met on the way, in the sentence about the way. */
function barely(weakness: WeaknessFact, check: string | undefined): string {
  if (weakness.partialGuards.length > 0 || check !== undefined || !weakness.source) return '';
  return isFresh(weakness) ? ' unmasked' : ' without validation or encoding';
}

/** With a source, the sentence about the way says all that the message says. */
const withPlace = (weakness: WeaknessFact): string =>
  `${capitalise(`${clause(messageOf(weakness))} (${shortSink(weakness.sink)} at ${placeOf(weakness)})`)}.`;

export function finding(flaw: SeenFlaw): string {
  const { weakness } = flaw;
  return [weakness.source ? wayOf(flaw) : withPlace(weakness), checksOf(flaw)]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** How it is attacked, with the parameter and an example of what is sent. */
export function attack({ weakness, entries, parameter }: Omit<SeenFlaw, 'check'>): string {
  const catalogue = weaknessOf(weakness.weakness);
  const how = fillText(catalogue.attack, { sink: shortSink(weakness.sink) });
  const [first, ...others] = entries;
  if (!first) return how;
  const [payload] = catalogue.payloads;
  const example = payload === undefined ? '' : `=\`${payload}\``;
  const value = parameter === undefined ? '' : ` with ${parameter}${example}`;
  const also = others.length > 0 ? ` (also ${listed(others.map(entryName), 4)})` : '';
  return `${entryName(first)}${value}${also}. ${how}`;
}

export const sourceOf = (kind: string): string => `source: ${sourceWords(kind).toLowerCase()}`;

export const sinkIs = (weakness: WeaknessFact, { title }: Weakness): string =>
  `${shortSink(weakness.sink)}: ${title.toLowerCase()}`;
