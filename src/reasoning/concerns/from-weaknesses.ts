import type { EntryPointFact, WeaknessFact } from '../../artifacts/facts';
import type { Weakness } from '../../knowledge/weakness';
import { defined } from '../defined';
import { SEVERITIES, type Confidence, type Severity } from '../../artifacts/enums';
import { sourceWords } from '../../knowledge/concern-rules';
import { WEAKNESS_READINGS } from '../../knowledge/weakness-readings';
import { type WeaknessReading } from '../../knowledge/concern-readings/reading';
import { findWeakness } from '../../knowledge/weaknesses';
import { gradeGap } from '../investigate/grade';
import { entrySources, grouped, placeOf, type Candidate, type Ground } from './candidate';
import { entryName } from '../../artifacts/notation';
import { say, type Said } from '../../messages/say';

const ORDER: readonly Confidence[] = ['high', 'medium', 'low'];

function describe(group: readonly WeaknessFact[], ground: Ground): Said {
  const catalogue = findWeakness(group[0]?.weakness ?? '');
  const reached = [...new Set(group.flatMap((weakness) => ground.index.entriesOf(weakness).map(entryName)))];
  return say('text.together', [
    say('concerns/weaknesses.messages', group),
    reached.length > 0 ? say('concerns/weaknesses.reachedBy', reached) : '',
    catalogue?.consequence ?? '',
  ]);
}

/** Places with the same flaw in one file, or in one application. */
interface Kind {
  root: string;
  group: readonly WeaknessFact[];
  reading: WeaknessReading;
  catalogue: Weakness;
  entries: readonly EntryPointFact[];
}

function kindsIn(ground: Ground): Kind[] {
  const known = ground.facts.weaknesses.filter((weakness) => WEAKNESS_READINGS[weakness.weakness]);
  const groups = grouped(known, (weakness) => {
    const place =
      WEAKNESS_READINGS[weakness.weakness]?.unite === 'file'
        ? weakness.at.file
        : `app:${ground.appOf(weakness.at.file)}`;
    return `${weakness.weakness} ${place} ${sourceWords(weakness.source?.kind)}`;
  });
  return [...groups].flatMap(([root, group]) => {
    const id = group[0]?.weakness ?? '';
    const reading = WEAKNESS_READINGS[id];
    const catalogue = findWeakness(id);
    return reading && catalogue ? [{ root, group, reading, catalogue, entries: entriesOf(group, ground) }] : [];
  });
}

const entriesOf = (group: readonly WeaknessFact[], { index }: Ground): EntryPointFact[] => [
  ...new Map(
    group.flatMap((weakness) => index.entriesOf(weakness).map((entry) => [entry.id, entry] as const)),
  ).values(),
];

/** The gravest of the places. */
function gravest(group: readonly WeaknessFact[], ground: Ground): Severity | undefined {
  const grades = group.map((weakness) =>
    gradeGap({
      weakness: weakness.weakness,
      entries: ground.index.entriesOf(weakness),
      confidence: weakness.confidence,
      crownJewels: false,
      sourceKind: weakness.source?.kind,
      file: weakness.at.file,
    }),
  );
  return SEVERITIES.find((severity) => grades.some((grade) => grade.severity === severity));
}

/** A wrong setting acts on everything the application serves. */
const actsOnAll = ({ reading, entries }: Kind, ground: Ground): boolean =>
  reading.unite === 'application' && entries.length === 0 && reading.rule !== 'C-DEP' && ground.network.length > 0;

/** Who begins it, where that is no stranger. */
const fromFew = (group: readonly WeaknessFact[]): Partial<Candidate> =>
  weakSource(group)
    ? {
        aside: group.every((weakness) => weakness.source?.kind === 'env'),
        extra: [{ name: say('concerns/weaknesses.fromOperator'), delta: -2 }],
      }
    : {};

const secretsIn = (group: readonly WeaknessFact[], ground: Ground): string[] =>
  ground.jewels.in(['secret', 'credential', 'api key', ...group.map((weakness) => weakness.sink)]);

const codeSources = (group: readonly WeaknessFact[]): Candidate['sources'] =>
  group.map((weakness) => ({
    artifact: 'code',
    id: `${weakness.weakness}@${weakness.at.file}:${weakness.at.line}`,
  }));

function toCandidate(kind: Kind, ground: Ground): Candidate {
  const { root, group, reading, catalogue, entries } = kind;
  const confidence = ORDER.find((level) => group.some((weakness) => weakness.confidence === level)) ?? 'low';
  return {
    rule: reading.rule,
    aspect: 'flaw',
    title: say('concerns/weaknesses.title', reading, group),
    description: describe(group, ground),
    rationale: say('concerns/weaknesses.seenInCode', group, entries),
    root,
    locations: group.map((weakness) => placeOf(weakness.at, say('seen.messageOf', weakness))),
    entries: [...entries],
    sources: [...codeSources(group), ...entrySources(ground, entries)],
    reach: reading.reach,
    cap:
      reading.cap === SEVERITIES[0]
        ? undefined
        : { at: reading.cap, why: say('concerns/weaknesses.usualEffect', catalogue) },
    confidence,
    verified: confidence !== 'low',
    partlyCovered: group.every((weakness) => weakness.partialGuards.length > 0),
    namingOnly: false,
    categories: [
      { category: catalogue.category, role: 'primary' },
      ...catalogue.secondary.map((category) => ({ category, role: 'secondary' as const })),
    ],
    ...defined({
      exposure: actsOnAll(kind, ground) ? 2 : undefined,
      floor: gravest(group, ground),
      jewels: reading.rule === 'C-SECRET' ? secretsIn(group, ground) : undefined,
    }),
    ...fromFew(group),
  };
}

/** One concern per kind of flaw and file (or application), however many places it has. */
export const concernsFromWeaknesses = (ground: Ground): Candidate[] =>
  kindsIn(ground).map((kind) => toCandidate(kind, ground));

const weakSource = (group: readonly WeaknessFact[]): boolean =>
  group.every((weakness) => ['cli', 'env', 'library-input'].includes(weakness.source?.kind ?? ''));
