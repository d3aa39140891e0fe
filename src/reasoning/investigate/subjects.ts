import type { CodeFacts, EntryPointFact, WeaknessFact } from '../../artifacts/facts';
import type { Concern, EntryPoints } from '../../artifacts/phase3';
import { entryKey, normalPath } from '../mapping/merge';
import { entryName } from '../../artifacts/notation';

interface Range {
  file: string;
  start: number;
  end: number;
}

const rangesOf = (concern: Concern): Range[] =>
  concern.locations.map((place) => ({
    file: place.file_path,
    start: place.line_range.start,
    end: place.line_range.end,
  }));
const touches = (ranges: readonly Range[], span: { file: string; line: number; endLine: number }): boolean =>
  ranges.some((range) => range.file === span.file && range.start <= span.endLine && span.line <= range.end);

/** The flaws a concern is about: those it names, else those at its places. */
export function weaknessesOf(concern: Concern, facts: CodeFacts): WeaknessFact[] {
  const named = new Set(concern.source.filter((source) => source.artifact === 'code').map((source) => source.id));
  const known = facts.weaknesses.filter((weakness) =>
    named.has(`${weakness.weakness}@${weakness.at.file}:${weakness.at.line}`),
  );
  if (known.length > 0 || concern.rule.startsWith('C-')) return known;
  const ranges = rangesOf(concern);
  return facts.weaknesses.filter((weakness) => touches(ranges, weakness.at));
}

const factKey = (entry: EntryPointFact): string =>
  `${entry.kind} ${(entry.method ?? '').toUpperCase()} ${normalPath(entry.route ?? entryName(entry))}`;

/** The entry points a concern is about: those it names, else those registered or handled at its places. */
export function entriesOf(concern: Concern, facts: CodeFacts, entryPoints: EntryPoints): EntryPointFact[] {
  const named = new Set(
    concern.source.filter((source) => source.artifact === 'entry-points.json').map((source) => source.id),
  );
  const keys = new Set(entryPoints.entryPoints.filter((entry) => named.has(entry.id)).map(entryKey));
  const known = facts.entryPoints.filter((entry) => keys.has(factKey(entry)));
  // One address may be registered in several files; the concern is about those it names places of.
  const files = new Set(concern.locations.map((place) => place.file_path));
  const here = known.filter((entry) => files.has(entry.at.file));
  if (known.length > 0 || concern.rule.startsWith('C-'))
    return here.length > 0 && concern.locations.length < 12 ? here : known;
  const ranges = rangesOf(concern);
  return facts.entryPoints.filter(
    (entry) => touches(ranges, entry.at) || (entry.handler !== undefined && touches(ranges, entry.handler.at)),
  );
}

/** Ids that the artifact gives to entry points: facts count every registration, the artifact every address once. */
export function idsOf(entries: readonly EntryPointFact[], entryPoints: EntryPoints): string[] {
  const ids = new Map(entryPoints.entryPoints.map((entry) => [entryKey(entry), entry.id]));
  return [...new Set(entries.flatMap((entry) => ids.get(factKey(entry)) ?? []))];
}
