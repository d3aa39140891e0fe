import { Concerns } from '../artifacts/phase3';
import { CategoryFile, ControlGaps } from '../artifacts/phase4';
import { ThreatModel } from '../artifacts/phase5';
import { ManualTestCases } from '../artifacts/phase6';
import { CONTROL_CATEGORIES } from '../artifacts/enums';
import type * as z from 'zod';
import type { Artifacts, IntegrityProblem } from './integrity-problem';
import { categoryFile, FILES } from './layout';

interface Reference {
  file: string;
  from: string;
  to: string;
  what: string;
  ok: boolean;
}

const get = <S extends z.ZodType>(artifacts: Artifacts, path: string, schema: S): z.infer<S> | undefined => {
  const parsed = schema.safeParse(artifacts.get(path));
  return parsed.success ? parsed.data : undefined;
};

/** Sources of controls and gaps are relative to `phase-4/`. */
const inPhase4 = (artifacts: Artifacts, path: string): boolean => artifacts.has(`phase-4/${path}`);

function gapReferences(artifacts: Artifacts): Reference[] {
  const concerns = new Set((get(artifacts, FILES.concerns, Concerns) ?? []).map(({ id }) => id));
  return (get(artifacts, FILES.gaps, ControlGaps)?.gaps ?? []).flatMap((gap) => [
    ...[gap.concern_source, ...(gap.concern_sources ?? [])].map((to) => ({
      file: FILES.gaps,
      from: gap.gap_id,
      to,
      what: 'investigation',
      ok: inPhase4(artifacts, to),
    })),
    { file: FILES.gaps, from: gap.gap_id, to: gap.concern_id, what: 'concern', ok: concerns.has(gap.concern_id) },
  ]);
}

function controlReferences(artifacts: Artifacts): Reference[] {
  return CONTROL_CATEGORIES.flatMap((category) => {
    const file = categoryFile(category);
    const controls = get(artifacts, file, CategoryFile)?.controls ?? [];
    return controls.flatMap((control) =>
      control.investigation_sources.map((to) => ({
        file,
        from: control.control_id,
        to,
        what: 'investigation',
        ok: inPhase4(artifacts, to),
      })),
    );
  });
}

function threatReferences(artifacts: Artifacts): Reference[] {
  const gaps = new Set(
    (get(artifacts, FILES.gaps, ControlGaps)?.gaps ?? []).flatMap((gap) => [gap.gap_id, ...(gap.merged_from ?? [])]),
  );
  return (get(artifacts, FILES.threatModel, ThreatModel)?.threats ?? []).flatMap((threat) => [
    ...threat.controlGaps.map((to) => ({
      file: FILES.threatModel,
      from: threat.id,
      to,
      what: 'gap',
      ok: gaps.has(to),
    })),
    ...threat.investigationSources.map((to) => ({
      file: FILES.threatModel,
      from: threat.id,
      to,
      what: 'investigation',
      ok: inPhase4(artifacts, to) || artifacts.has(to),
    })),
  ]);
}

function testReferences(artifacts: Artifacts): Reference[] {
  const threats = new Set((get(artifacts, FILES.threatModel, ThreatModel)?.threats ?? []).map(({ id }) => id));
  const gaps = new Set((get(artifacts, FILES.gaps, ControlGaps)?.gaps ?? []).map(({ gap_id }) => gap_id));
  return (get(artifacts, FILES.manualTests, ManualTestCases)?.testCases ?? []).flatMap((test) => [
    ...(test.relatedThreat === null
      ? []
      : [
          {
            file: FILES.manualTests,
            from: test.id,
            to: test.relatedThreat,
            what: 'threat',
            ok: threats.has(test.relatedThreat),
          },
        ]),
    ...(test.gap_id === undefined
      ? []
      : [{ file: FILES.manualTests, from: test.id, to: test.gap_id, what: 'gap', ok: gaps.has(test.gap_id) }]),
  ]);
}

/** Follows every reference: gap and control to investigation, gap to concern, threat to gap, test to threat. */
export function referenceProblems(artifacts: Artifacts): { problems: IntegrityProblem[]; checked: number } {
  const references = [
    ...gapReferences(artifacts),
    ...controlReferences(artifacts),
    ...threatReferences(artifacts),
    ...testReferences(artifacts),
  ];
  const problems = references
    .filter((reference) => !reference.ok)
    .map(({ file, from, to, what }): IntegrityProblem => ({
      file,
      kind: 'reference',
      level: 'error',
      message: `${from} refers to the ${what} ${to}, which does not exist.`,
    }));
  return { problems, checked: references.length };
}
