import type { EntryPointFact, WeaknessFact } from '../../artifacts/facts';
import type { Weakness } from '../../knowledge/weakness';
import { shortSink } from '../names';
import { count, listed } from '../text';

export const titleIn = (filled: string, files: readonly string[]): string =>
  `${filled} of ${files.length === 1 ? (files[0] ?? '') : count(files.length, 'file')}`;

export const reachedBy = (reached: readonly string[]): string => `Reached by ${listed(reached, 6)}.`;

export const seenInCode = (group: readonly WeaknessFact[], entries: readonly EntryPointFact[]): string =>
  `${group.length === 1 ? 'A place was' : `${group.length} places were`} seen in code: ${listed(
    group.map((weakness) => shortSink(weakness.sink)),
    3,
  )}${entries.length > 0 ? `, reached by ${count(entries.length, 'entry point')}` : ''}.`;

export const usualEffect = (catalogue: Weakness): string => `usual effect of ${catalogue.title.toLowerCase()}`;

export const fromOperator = 'the input comes from an operator or a caller of the library, not from a stranger';
