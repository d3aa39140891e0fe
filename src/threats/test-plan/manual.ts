import type { ComplianceRequirement } from '../../artifacts/phase1';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import type { TestCase } from '../../artifacts/phase6';
import type { Without } from '../../artifacts/without';
import { FAMILY, STRIDE_TESTS, type TestFamily } from '../../knowledge/tests';
import { weaknessOfGap } from '../model/causes';
import { entryLabel, isOpen } from '../model/landscape';
import { listed, sentence, shorten, unique } from '../text';
import { type Ground, familyOf } from './input';
import { compareGaps, compareThreats, cvssOf, priorityOfGap, priorityOfThreat, timeText } from './priority';
import { payloadsFor, stepsFor } from './steps';

/** A test case before it is numbered within its family. */
type Draft = Without<TestCase, 'id'> & { family: TestFamily };
const UNTESTED = { actual_result: null, pass_fail: null } as const;

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
    estimatedTime: timeText(FAMILY[family].minutes + Math.min(4, Math.max(0, entries.length - 1)) * 10),
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
    estimatedTime: '20 min',
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
    estimatedTime: timeText(FAMILY[family].minutes),
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

/** One validation test per requirement that code can show, tied to the gravest threat or gap of its categories. */
function complianceTests(ground: Ground): Draft[] {
  return ground.input.business.compliance_requirements.applicable_regulations
    .filter((regulation) => regulation.applicable)
    .flatMap((regulation) =>
      (regulation.requirements ?? []).map((requirement) => complianceTest(regulation.name, requirement, ground)),
    );
}

function complianceTest(regulation: string, requirement: ComplianceRequirement, ground: Ground): Draft {
  const { model, gaps } = ground.input;
  const failing = gaps
    .filter(
      (gap) =>
        gap.compliance_impact.includes(requirement.requirement_id) &&
        gap.status !== 'fixed' &&
        gap.status !== 'false-positive',
    )
    .sort(compareGaps);
  const named = model.threats.filter((threat) =>
    threat.controlGaps.some((id) => failing.some((gap) => gap.gap_id === id)),
  );
  const near = model.threats.filter((threat) => requirement.control_categories.includes(ground.categoryOf(threat)));
  const threat = [...named].sort(compareThreats)[0] ?? [...near].sort(compareThreats)[0];
  const gap =
    failing[0] ?? gaps.filter((item) => requirement.control_categories.includes(item.category)).sort(compareGaps)[0];
  const files = unique([
    ...failing.flatMap((item) => item.locations.map((place) => place.file_path)),
    ...(threat?.filesRequiringTesting ?? []),
  ]).slice(0, 10);
  return {
    family: 'COMP',
    name: shorten(`${regulation}: ${requirement.name} (${requirement.requirement_id})`, 140),
    relatedThreat: threat?.id ?? null,
    ...(threat === undefined && gap ? { gap_id: gap.gap_id, gap_source: gap.concern_source } : {}),
    priority: threat ? priorityOfThreat(threat) : gap ? priorityOfGap(gap) : 'P3',
    category: FAMILY.COMP.label,
    objective: `Show whether ${requirement.requirement_id} is met${
      failing.length > 0
        ? `; at present ${listed(
            failing.map((item) => item.gap_id),
            5,
          )} ${failing.length === 1 ? 'stands' : 'stand'} against it`
        : ''
    }.`,
    preconditions: ['The version to be assessed is deployed on a test system.'],
    steps: [
      ...requirement.validation_criteria.map((criterion, index) => ({
        step: index + 1,
        action: `Collect evidence for: ${criterion}`,
        expectedResult: 'Evidence for every part of the system in scope, none against it.',
      })),
      {
        step: requirement.validation_criteria.length + 1,
        action:
          failing.length > 0
            ? `Confirm that ${listed(
                failing.map((item) => item.gap_id),
                5,
              )} ${failing.length === 1 ? 'is' : 'are'} closed.`
            : 'Confirm that the tests of these categories have passed.',
        expectedResult: 'Confirmed.',
      },
    ],
    evidence: ['Screens, configuration and log entries that show each criterion'],
    passCriteria: 'All criteria are shown.',
    failureCriteria: 'A criterion cannot be shown, or evidence against it is found.',
    estimatedTime: timeText(FAMILY.COMP.minutes),
    skillRequired: FAMILY.COMP.skill,
    cvss: threat ? cvssOf(threat) : null,
    files_to_test: files,
    compliance_requirement: requirement.requirement_id,
    compliance_impact_if_fails: `${regulation} ${requirement.requirement_id} is not met.`,
    ...UNTESTED,
  };
}
