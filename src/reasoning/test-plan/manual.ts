import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import type { TestCase } from '../../artifacts/phase6';
import { FAMILY, type TestFamily } from '../../knowledge/tests';
import { weaknessOfGap } from '../threats/causes';
import { isOpen } from '../threats/landscape';
import { complianceTests } from './compliance';
import { UNTESTED, type UnnumberedTest } from './draft';
import { type Ground, familyOf } from './input';
import { compareGaps, compareThreats, cvssOf, priorityOfGap, priorityOfThreat, timeFor } from './priority';
import { payloadsFor, stepsFor } from './steps';
import { entryLabel } from '../../artifacts/notation';
import { unique } from '../text';
import { say, type Draft, type Said } from '../../messages/say';

/**
 * Manual tests: threats first, then gaps without a threat, then compliance. Every one
 * names a threat, a gap or a requirement.
 */
export function manualTests(ground: Ground): Draft<TestCase>[] {
  const { model, gaps } = ground.input;
  const threats = model.threats
    .filter((threat) => threat.status !== 'accepted' && priorityOfThreat(threat) !== 'P4')
    .sort(compareThreats);
  const inThreats = new Set(model.threats.flatMap((threat) => threat.controlGaps));
  const alone = gaps
    .filter(
      (gap) =>
        !inThreats.has(gap.gap_id) &&
        (gap.status === 'open' || gap.status === 'partial-investigation') &&
        priorityOfGap(gap) !== 'P4',
    )
    .sort(compareGaps);
  const drafts = [
    ...threats.map((threat) => (threat.status === 'mitigated' ? verification(threat, ground) : attack(threat, ground))),
    ...alone.map(gapTest),
    ...complianceTests(ground),
  ];
  return number(drafts);
}

function number(drafts: readonly UnnumberedTest[]): Draft<TestCase>[] {
  const next = new Map<TestFamily, number>();
  return drafts.map(({ family, ...draft }): Draft<TestCase> => {
    const position = (next.get(family) ?? 0) + 1;
    next.set(family, position);
    return { id: `TC-${family}-${String(position).padStart(3, '0')}`, ...draft };
  });
}

const placeOf = (place: { file_path: string; line_range: { start: number } } | undefined): string | undefined =>
  place ? `${place.file_path}:${place.line_range.start}` : undefined;

function attack(threat: Threat, ground: Ground): UnnumberedTest {
  const weakness = ground.weaknessOf(threat);
  const family = familyOf(weakness);
  const gaps = ground.gapsOf(threat);
  const entries = ground.entriesOf(threat);
  const entry = entries[0];
  const place = placeOf(threat.locations[0]) ?? threat.component;
  const abuse = ground.input.abuseCases.find((item) => item.relatedThreats.includes(threat.id));
  const requirement = gaps.flatMap((gap) => gap.compliance_impact)[0];
  return {
    family,
    name: say('test-plan/manual.attack', FAMILY[family].label, threat),
    relatedThreat: threat.id,
    ...(abuse ? { relatedAbuseCase: abuse.id } : {}),
    ...(gaps[0] ? { gap_id: gaps[0].gap_id, gap_source: gaps[0].concern_source } : {}),
    priority: priorityOfThreat(threat),
    category: FAMILY[family].label,
    objective: say('test-plan/manual.noLongerPossible', threat),
    preconditions: [...preconditions(entry !== undefined && !isOpen(entry)), ...(threat.prerequisites ?? [])],
    steps: stepsFor({ weakness, family, entry, place, gap: gaps[0] }),
    test_data: { payloads: payloadsFor(weakness, place), endpoints: entries.map(entryLabel) },
    evidence: [say('test-plan/manual.everyAnswer'), say('test-plan/manual.stateOf', place)],
    passCriteria: say('test-plan/manual.expectedFor', entries, place),
    failureCriteria: say('test-plan/manual.showsEffect', weakness),
    ...timeFor(FAMILY[family].minutes + Math.min(4, Math.max(0, entries.length - 1)) * 10),
    skillRequired: FAMILY[family].skill,
    cvss: cvssOf(threat),
    files_to_test: threat.filesRequiringTesting,
    ...(requirement === undefined
      ? {}
      : {
          compliance_requirement: requirement,
          compliance_impact_if_fails: say('test-plan/manual.requirementNotMet', requirement),
        }),
    ...UNTESTED,
  };
}

const preconditions = (account: boolean): Said[] => [
  say('test-plan/manual.testSystem'),
  ...(account ? [say('test-plan/manual.testAccounts')] : []),
];

function verification(threat: Threat, ground: Ground): UnnumberedTest {
  const weakness = ground.weaknessOf(threat);
  const family = familyOf(weakness);
  const entries = ground.entriesOf(threat);
  const place = placeOf(threat.locations[0]) ?? threat.component;
  return {
    family,
    name: say('test-plan/manual.verify', threat),
    relatedThreat: threat.id,
    priority: priorityOfThreat(threat),
    category: FAMILY[family].label,
    objective: say('test-plan/manual.stillPrevents', place, threat),
    preconditions: preconditions(entries.some((entry) => !isOpen(entry))),
    steps: stepsFor({ weakness, family, entry: entries[0], place, gap: undefined }),
    test_data: { payloads: [...weakness.payloads], endpoints: entries.map(entryLabel) },
    evidence: [say('test-plan/manual.everyAnswer')],
    passCriteria: say('test-plan/manual.refusesAll'),
    failureCriteria: say('test-plan/manual.canBePassed', weakness),
    ...timeFor(20),
    skillRequired: 'basic',
    cvss: cvssOf(threat),
    files_to_test: threat.filesRequiringTesting,
    ...UNTESTED,
  };
}

function gapTest(gap: ConsolidatedGap): UnnumberedTest {
  const weakness = weaknessOfGap(gap);
  const family = familyOf(weakness);
  const place = placeOf(gap.locations[0]) ?? gap.affected_components[0] ?? gap.concern_name;
  return {
    family,
    name: say('test-plan/manual.weaknessAt', weakness, place),
    relatedThreat: null,
    gap_id: gap.gap_id,
    gap_source: gap.concern_source,
    priority: priorityOfGap(gap),
    category: FAMILY[family].label,
    objective: say('text.sentence', gap.description),
    preconditions: preconditions(false),
    steps: stepsFor({ weakness, family, entry: undefined, place, gap }),
    test_data: { payloads: [...weakness.payloads], endpoints: [] },
    evidence: [say('test-plan/manual.stateOf', place)],
    passCriteria: say('test-plan/manual.expected'),
    failureCriteria: say('test-plan/manual.showsEffect', weakness),
    ...timeFor(FAMILY[family].minutes),
    skillRequired: FAMILY[family].skill,
    cvss: null,
    files_to_test: unique(gap.locations.map((item) => item.file_path)),
    ...(gap.compliance_impact[0] === undefined
      ? {}
      : {
          compliance_requirement: gap.compliance_impact[0],
          compliance_impact_if_fails: say('test-plan/manual.gapNotMet', gap),
        }),
    ...UNTESTED,
  };
}
