import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import type { TestCase } from '../../artifacts/phase6';
import { FAMILY, STRIDE_TESTS, type TestFamily } from '../../knowledge/tests';
import { weaknessOfGap } from '../threats/causes';
import { isOpen } from '../threats/landscape';
import { complianceTests } from './compliance';
import { type Draft, UNTESTED } from './draft';
import { type Ground, familyOf } from './input';
import { compareGaps, compareThreats, cvssOf, priorityOfGap, priorityOfThreat, timeFor } from './priority';
import { payloadsFor, stepsFor } from './steps';
import { listed, sentence, shorten } from '../../wording/text';
import { entryLabel } from '../../wording/names';
import { unique } from '../text';

/**
 * Manual tests: threats first, then gaps without a threat, then compliance. Every one
 * names a threat, a gap or a requirement.
 */
export function manualTests(ground: Ground): TestCase[] {
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

function number(drafts: readonly Draft[]): TestCase[] {
  const next = new Map<TestFamily, number>();
  return drafts.map(({ family, ...draft }): TestCase => {
    const position = (next.get(family) ?? 0) + 1;
    next.set(family, position);
    return { id: `TC-${family}-${String(position).padStart(3, '0')}`, ...draft };
  });
}

const placeOf = (place: { file_path: string; line_range: { start: number } } | undefined): string | undefined =>
  place ? `${place.file_path}:${place.line_range.start}` : undefined;

function attack(threat: Threat, ground: Ground): Draft {
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
    name: shorten(`${FAMILY[family].label}: ${threat.title}`, 140),
    relatedThreat: threat.id,
    ...(abuse ? { relatedAbuseCase: abuse.id } : {}),
    ...(gaps[0] ? { gap_id: gaps[0].gap_id, gap_source: gaps[0].concern_source } : {}),
    priority: priorityOfThreat(threat),
    category: FAMILY[family].label,
    objective: `Show that ${threat.id} is no longer possible: ${sentence(threat.attackVector)}`,
    preconditions: [...preconditions(entry !== undefined && !isOpen(entry)), ...(threat.prerequisites ?? [])],
    steps: stepsFor({ weakness, family, entry, place, gap: gaps[0] }),
    test_data: { payloads: payloadsFor(weakness, place), endpoints: entries.map(entryLabel) },
    evidence: ['Requests and answers of every step', `State of ${place} before and after the repair`],
    passCriteria: `Every step gives the expected result for ${listed(entries.map(entryLabel), 4) || place}.`,
    failureCriteria: `Any step shows the effect: ${weakness.consequence}`,
    ...timeFor(FAMILY[family].minutes + Math.min(4, Math.max(0, entries.length - 1)) * 10),
    skillRequired: FAMILY[family].skill,
    cvss: cvssOf(threat),
    files_to_test: threat.filesRequiringTesting,
    ...(requirement === undefined
      ? {}
      : { compliance_requirement: requirement, compliance_impact_if_fails: `${requirement} is not met.` }),
    ...UNTESTED,
  };
}

const preconditions = (account: boolean): string[] => [
  'A test system with test data; never production.',
  ...(account ? ['Two ordinary test accounts, A and B, and one administrator.'] : []),
];

function verification(threat: Threat, ground: Ground): Draft {
  const weakness = ground.weaknessOf(threat);
  const family = familyOf(weakness);
  const entries = ground.entriesOf(threat);
  const place = placeOf(threat.locations[0]) ?? threat.component;
  return {
    family,
    name: shorten(`Verify: ${threat.title}`, 140),
    relatedThreat: threat.id,
    priority: priorityOfThreat(threat),
    category: FAMILY[family].label,
    objective: `Show that the control at ${place} still prevents ${threat.id}. ${STRIDE_TESTS[threat.strideCategory]}`,
    preconditions: preconditions(entries.some((entry) => !isOpen(entry))),
    steps: stepsFor({ weakness, family, entry: entries[0], place, gap: undefined }),
    test_data: { payloads: [...weakness.payloads], endpoints: entries.map(entryLabel) },
    evidence: ['Requests and answers of every step'],
    passCriteria: 'The control refuses every attempt.',
    failureCriteria: `The control can be passed: ${weakness.consequence}`,
    ...timeFor(20),
    skillRequired: 'basic',
    cvss: cvssOf(threat),
    files_to_test: threat.filesRequiringTesting,
    ...UNTESTED,
  };
}

function gapTest(gap: ConsolidatedGap): Draft {
  const weakness = weaknessOfGap(gap);
  const family = familyOf(weakness);
  const place = placeOf(gap.locations[0]) ?? gap.affected_components[0] ?? gap.concern_name;
  return {
    family,
    name: shorten(`${weakness.title} at ${place}`, 140),
    relatedThreat: null,
    gap_id: gap.gap_id,
    gap_source: gap.concern_source,
    priority: priorityOfGap(gap),
    category: FAMILY[family].label,
    objective: sentence(gap.description),
    preconditions: preconditions(false),
    steps: stepsFor({ weakness, family, entry: undefined, place, gap }),
    test_data: { payloads: [...weakness.payloads], endpoints: [] },
    evidence: [`State of ${place} before and after the repair`],
    passCriteria: 'Every step gives the expected result.',
    failureCriteria: `Any step shows the effect: ${weakness.consequence}`,
    ...timeFor(FAMILY[family].minutes),
    skillRequired: FAMILY[family].skill,
    cvss: null,
    files_to_test: unique(gap.locations.map((item) => item.file_path)),
    ...(gap.compliance_impact[0] === undefined
      ? {}
      : {
          compliance_requirement: gap.compliance_impact[0],
          compliance_impact_if_fails: `${gap.compliance_impact[0]} is not met.`,
        }),
    ...UNTESTED,
  };
}
