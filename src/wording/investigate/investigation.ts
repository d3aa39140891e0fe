import { all } from '../locale';
import type { Location } from '../../artifacts/enums';
import type { Concern } from '../../artifacts/phase3';
import type { Control, Gap, Recommendation } from '../../artifacts/phase4';
import { capitalise, count, listed } from '../text';

export const answersNeed = (category: string): string => `Answers the need for ${category} controls at least in part.`;

export const notNeeded = (category: string): string =>
  `No ${category} control was found at these places, and nothing seen in the code shows that one is needed here.`;

export const noneOfFiles = (concern: Concern, read: number, category: string): string =>
  `${concern.description} None of the ${read} files read shows a ${category} control. ${listed(
    concern.source.map((source) => source.id),
    4,
  )} ${concern.source.length === 1 ? 'asks' : 'ask'} for it.`;

export const gapsOfConcern = (gaps: readonly Gap[], concern: Concern): string =>
  `${listed(
    gaps.map((gap) => gap.gap_id),
    4,
  )} in concern ${concern.id}`;

export const controlsFound = (controls: readonly Control[]): string =>
  listed(
    controls.map((control) => `${control.control_name} (${control.file_location}:${control.line_range.start})`),
    3,
  );

export const actions = (recommendations: readonly Recommendation[]): string =>
  listed(
    recommendations.map((item) => item.action),
    2,
  );

/** Up to the first full stop that ends a sentence, so that `app/db.py` stays whole. */
const firstSentence = (text: string): string => /^.*?[.!?](?=\s+[A-Z`"]|\s*$)/.exec(text)?.[0] ?? text;

export const worstGap = (gaps: readonly Gap[], { gap_severity, description: said }: Gap): string =>
  `${count(gaps.length, 'gap')}, worst ${gap_severity}: ${firstSentence(said)}`;

export const found = (controls: number, gaps: number): string => `${count(controls, 'control')}, ${count(gaps, 'gap')}`;

export const notReached = (missed: readonly { path: string; reason: string }[]): string =>
  missed.map(({ path, reason }) => `${capitalise(path)}: ${reason}`).join('; ');

export const standsInFile = 'Stands in the file in question.';

export const reading = (place: Location): string => `Reading ${place.file_path}`;

export const hasLines = (lines: number, place: Location): string => `has ${lines} lines, not ${place.line_range.start}`;

export const onlyWeak = (names: readonly string[]): string =>
  `Only weak protection found: ${listed(names, 3)}; no gap claimed here.`;

export const verified = (names: readonly string[]): string =>
  `Verified: ${listed(names, 3)} ${names.length === 1 ? 'covers' : 'cover'} it; no gap found.`;

export const nothingFound = 'No gap and no control found at these places.';

export const investigated = (concern: Concern, read: readonly Location[], controls: readonly Control[]): string =>
  `Investigated: ${concern.title}. ${count(read.length, 'place')} in ` +
  `${count(new Set(read.map((place) => place.file_path)).size, 'file')} read, ` +
  `${count(controls.length, 'control')} found.`;

export const noneRead = (concern: Concern, notReached: readonly { path: string; reason: string }[]): string =>
  `None of the places of concern ${concern.id} can be read: ` +
  `${all(notReached.map((item) => `${item.path} (${item.reason})`))}.`;

export const stopped = 'stopped before the end';
