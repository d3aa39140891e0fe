import type { Location } from '../../artifacts/enums';
import type { Concern } from '../../artifacts/phase3';
import type { Control, Gap } from '../../artifacts/phase4';
import { count, listed } from '../text';

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

export const standsInFile = 'Stands in the file in question.';

export const reading = (place: Location): string => `Reading ${place.file_path}`;

export const hasLines = (lines: number, place: Location): string => `has ${lines} lines, not ${place.line_range.start}`;

export const onlyWeak = (names: readonly string[]): string =>
  `Only weak protection found: ${listed(names, 3)}; no gap claimed here.`;

export const verified = (names: readonly string[]): string =>
  `Verified: ${listed(names, 3)} ${names.length === 1 ? 'covers' : 'cover'} it; no gap found.`;

export const nothingFound = 'No gap and no control found at these places.';

export const investigated = (concern: Concern, read: readonly Location[], controls: readonly Control[]): string =>
  `Investigated: ${concern.title}. ${count(read.length, 'place')} in ${count(new Set(read.map((place) => place.file_path)).size, 'file')} read, ${count(controls.length, 'control')} found.`;

export const noneRead = (concern: Concern, notReached: readonly { path: string; reason: string }[]): string =>
  `None of the places of concern ${concern.id} can be read: ${notReached.map((item) => `${item.path} (${item.reason})`).join(', ')}`;

export const stopped = 'stopped before the end';
