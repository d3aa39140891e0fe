import { messageOf } from '../seen';
import type { EntryPointFact, WeaknessFact } from '../../artifacts/facts';
import type { Weakness } from '../../knowledge/weakness';
import { sourceWords } from '../../knowledge/concern-rules';
import type { WeaknessReading } from '../../knowledge/concern-readings/reading';
import { shortSink } from '../../artifacts/notation';
import { capitalise, clause, count, listed } from '../text';

const filesWords = (files: readonly string[]): string =>
  files.length === 1 ? (files[0] ?? '') : count(files.length, 'file');

/** "in 3 places of a.js", but "3 secrets stand in the source code (a.js)". */
function withPlace(said: string, files: readonly string[]): string {
  if (/places$/.test(said)) return `${said} of ${filesWords(files)}`;
  if (/ in the source code$/.test(said)) return `${said} (${filesWords(files)})`;
  return `${said} in ${filesWords(files)}`;
}

/** The reading of a weakness for these places. */
export function title(reading: Pick<WeaknessReading, 'one' | 'many'>, group: readonly WeaknessFact[]): string {
  const [first] = group;
  const pattern = group.length === 1 ? reading.one : reading.many;
  const source = sourceWords(first?.source?.kind);
  const said = pattern
    .replace('{source}', pattern.startsWith('{source}') ? source : source.charAt(0).toLowerCase() + source.slice(1))
    .replace('{sink}', shortSink(first?.sink ?? ''))
    .replace('{n}', String(group.length));
  return capitalise(withPlace(said, [...new Set(group.map(({ at }) => at.file))]));
}

export const messages = (group: readonly WeaknessFact[]): string =>
  `${listed(
    group.map((weakness) => `${clause(messageOf(weakness))} (${weakness.at.file}:${weakness.at.line})`),
    5,
  )}.`;

export const reachedBy = (reached: readonly string[]): string => `Reached by ${listed(reached, 6)}.`;

export const seenInCode = (group: readonly WeaknessFact[], entries: readonly EntryPointFact[]): string =>
  `${group.length === 1 ? 'A place was' : `${group.length} places were`} seen in code: ${listed(
    group.map((weakness) => shortSink(weakness.sink)),
    3,
  )}${entries.length > 0 ? `, reached by ${count(entries.length, 'entry point')}` : ''}.`;

export const usualEffect = (catalogue: Weakness): string => `usual effect of ${catalogue.title.toLowerCase()}`;

export const fromOperator = 'the input comes from an operator or a caller of the library, not from a stranger';
