import type { WeaknessFact } from '../../artifacts/facts';
import { SEVERITIES, type Confidence } from '../../artifacts/enums';
import { sourceWords } from '../../knowledge/concern-rules';
import { WEAKNESS_READINGS } from '../../knowledge/weakness-readings';
import { type WeaknessReading } from '../../knowledge/concern-readings/reading';
import { findWeakness } from '../../knowledge/weaknesses';
import { gradeGap } from '../investigate/grade';
import { entrySources, grouped, placeOf, type Candidate, type Ground } from './candidate';
import { capitalise, count, listed, clause } from '../../wording/text';
import { entryName, shortSink } from '../../wording/names';
import * as say from '../../wording/concerns/weaknesses';

const ORDER: readonly Confidence[] = ['high', 'medium', 'low'];

function titleOf(reading: WeaknessReading, group: readonly WeaknessFact[], files: readonly string[]): string {
  const first = group[0];
  const sentence = group.length === 1 ? reading.one : reading.many;
  const words = sourceWords(first?.source?.kind);
  const filled = sentence
    .replace('{source}', sentence.startsWith('{source}') ? words : words.charAt(0).toLowerCase() + words.slice(1))
    .replace('{sink}', shortSink(first?.sink ?? ''))
    .replace('{n}', String(group.length));
  const where = files.length === 1 ? `in ${files[0] ?? ''}` : `in ${count(files.length, 'file')}`;
  // "in 3 places of a.js", but "3 secrets stand in the source code (a.js)".
  if (/places$/.test(filled)) return capitalise(say.titleIn(filled, files));
  return capitalise(
    / in the source code$| \(.*\)$/.test(filled)
      ? `${filled}${/\)$/.test(filled) ? ` ${where}` : ` (${files.length === 1 ? (files[0] ?? '') : count(files.length, 'file')})`}`
      : `${filled} ${where}`,
  );
}

function describe(group: readonly WeaknessFact[], ground: Ground): string {
  const catalogue = findWeakness(group[0]?.weakness ?? '');
  const reached = [...new Set(group.flatMap((weakness) => ground.index.entriesOf(weakness).map(entryName)))];
  const from = reached.length > 0 ? say.reachedBy(reached) : '';
  const messages = listed(
    group.map((weakness) => `${clause(weakness.message)} (${weakness.at.file}:${weakness.at.line})`),
    5,
  );
  return [`${messages}.`, from, catalogue?.consequence ?? ''].filter((text) => text !== '').join(' ');
}

/** One concern per kind of flaw and file (or application), however many places it has. */
export function concernsFromWeaknesses(ground: Ground): Candidate[] {
  const known = ground.facts.weaknesses.filter((weakness) => WEAKNESS_READINGS[weakness.weakness]);
  const outside = (weakness: WeaknessFact): string => sourceWords(weakness.source?.kind);
  const groups = grouped(known, (weakness) => {
    const reading = WEAKNESS_READINGS[weakness.weakness];
    return `${weakness.weakness} ${reading?.unite === 'file' ? weakness.at.file : `app:${ground.appOf(weakness.at.file)}`} ${outside(weakness)}`;
  });
  return [...groups].flatMap(([root, group]) => {
    const reading = WEAKNESS_READINGS[group[0]?.weakness ?? ''];
    const catalogue = findWeakness(group[0]?.weakness ?? '');
    if (!reading || !catalogue) return [];
    const files = [...new Set(group.map((weakness) => weakness.at.file))];
    const entries = [
      ...new Map(
        group.flatMap((weakness) => ground.index.entriesOf(weakness).map((entry) => [entry.id, entry] as const)),
      ).values(),
    ];
    const confidence = ORDER.find((level) => group.some((weakness) => weakness.confidence === level)) ?? 'low';
    const flaw = group
      .map(
        (weakness) =>
          gradeGap({
            weakness: weakness.weakness,
            entries: ground.index.entriesOf(weakness),
            confidence: weakness.confidence,
            crownJewels: false,
            sourceKind: weakness.source?.kind,
            file: weakness.at.file,
          }).severity,
      )
      .sort((a, b) => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b))[0];
    const configuration = reading.unite === 'application' && entries.length === 0 && reading.rule !== 'C-DEP';
    return [
      {
        rule: reading.rule,
        aspect: 'flaw' as const,
        title: titleOf(reading, group, files),
        description: describe(group, ground),
        rationale: say.seenInCode(group, entries),
        root,
        locations: group.map((weakness) => placeOf(weakness.at, weakness.message)),
        entries,
        sources: [
          ...group.map((weakness) => ({
            artifact: 'code',
            id: `${weakness.weakness}@${weakness.at.file}:${weakness.at.line}`,
          })),
          ...entrySources(ground, entries),
        ],
        reach: reading.reach,
        cap: reading.cap === SEVERITIES[0] ? undefined : { at: reading.cap, why: say.usualEffect(catalogue) },
        confidence,
        verified: confidence !== 'low',
        partlyCovered: group.every((weakness) => weakness.partialGuards.length > 0),
        namingOnly: false,
        categories: [
          { category: catalogue.category, role: 'primary' },
          ...catalogue.secondary.map((category) => ({ category, role: 'secondary' as const })),
        ],
        // A wrong setting acts on everything the application serves.
        ...(configuration && ground.network.length > 0 ? { exposure: 2 as const } : {}),
        ...(flaw === undefined ? {} : { floor: flaw }),
        ...(reading.rule === 'C-SECRET'
          ? { jewels: ground.jewels.in(['secret', 'credential', 'api key', ...group.map((weakness) => weakness.sink)]) }
          : {}),
        ...(weakSource(group)
          ? {
              aside: group.every((weakness) => weakness.source?.kind === 'env'),
              extra: [{ name: say.fromOperator, delta: -2 }],
            }
          : {}),
      },
    ];
  });
}

const weakSource = (group: readonly WeaknessFact[]): boolean =>
  group.every((weakness) => ['cli', 'env', 'library-input'].includes(weakness.source?.kind ?? ''));
