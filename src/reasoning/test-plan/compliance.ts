import type { ComplianceRequirement } from '../../artifacts/phase1';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import { FAMILY } from '../../knowledge/tests';
import { UNTESTED, type UnnumberedTest } from './draft';
import type { Ground } from './input';
import { compareGaps, compareThreats, cvssOf, priorityOfTest, timeFor } from './priority';
import { unique } from '../text';
import { say, type Said } from '../../messages/say';

/** One validation test per requirement that code can show, tied to the gravest threat or gap of its categories. */
export function complianceTests(ground: Ground): UnnumberedTest[] {
  return ground.input.business.compliance_requirements.applicable_regulations
    .filter((regulation) => regulation.applicable)
    .flatMap((regulation) =>
      (regulation.requirements ?? []).map((requirement) => complianceTest(regulation.name, requirement, ground)),
    );
}

function complianceTest(regulation: string, requirement: ComplianceRequirement, ground: Ground): UnnumberedTest {
  const { gaps } = ground.input;
  const failing = failingGaps(gaps, requirement);
  const threat = threatAgainst(requirement, failing, ground);
  const gap =
    failing[0] ?? gaps.filter((item) => requirement.control_categories.includes(item.category)).sort(compareGaps)[0];
  return {
    family: 'COMP',
    name: say('test-plan/compliance.requirement', regulation, requirement),
    relatedThreat: threat?.id ?? null,
    ...(threat === undefined && gap ? { gap_id: gap.gap_id, gap_source: gap.concern_source } : {}),
    priority: priorityOfTest(threat, gap) ?? 'P3',
    category: FAMILY.COMP.label,
    objective: objective(requirement, failing),
    preconditions: [say('test-plan/compliance.deployed')],
    steps: steps(requirement, failing),
    evidence: [say('test-plan/compliance.screens')],
    passCriteria: say('test-plan/compliance.allShown'),
    failureCriteria: say('test-plan/compliance.notShown'),
    ...timeFor(FAMILY.COMP.minutes),
    skillRequired: FAMILY.COMP.skill,
    cvss: threat ? cvssOf(threat) : null,
    files_to_test: filesOf(failing, threat),
    compliance_requirement: requirement.requirement_id,
    compliance_impact_if_fails: say('test-plan/compliance.notMet', regulation, requirement),
    ...UNTESTED,
  };
}

function failingGaps(gaps: readonly ConsolidatedGap[], requirement: ComplianceRequirement): ConsolidatedGap[] {
  return gaps
    .filter(
      (gap) =>
        gap.compliance_impact.includes(requirement.requirement_id) &&
        gap.status !== 'fixed' &&
        gap.status !== 'false-positive',
    )
    .sort(compareGaps);
}

/** The gravest threat that a failing gap leads to, else the gravest of the categories of the requirement. */
function threatAgainst(
  requirement: ComplianceRequirement,
  failing: readonly ConsolidatedGap[],
  ground: Ground,
): Threat | undefined {
  const { threats } = ground.input.model;
  const named = threats.filter((threat) => threat.controlGaps.some((id) => failing.some((gap) => gap.gap_id === id)));
  const near = threats.filter((threat) => requirement.control_categories.includes(ground.categoryOf(threat)));
  return [...named].sort(compareThreats)[0] ?? [...near].sort(compareThreats)[0];
}

function objective({ requirement_id: id }: ComplianceRequirement, failing: readonly ConsolidatedGap[]): Said {
  return failing.length === 0
    ? say('test-plan/compliance.show', id)
    : say('test-plan/compliance.showDespite', id, failing);
}

function steps(requirement: ComplianceRequirement, failing: readonly ConsolidatedGap[]): UnnumberedTest['steps'] {
  return [
    ...requirement.validation_criteria.map((criterion, index) => ({
      step: index + 1,
      action: say('test-plan/compliance.collect', criterion),
      expectedResult: say('test-plan/compliance.evidenceForAll'),
    })),
    {
      step: requirement.validation_criteria.length + 1,
      action:
        failing.length > 0
          ? say('test-plan/compliance.confirmClosed', failing)
          : say('test-plan/compliance.confirmPassed'),
      expectedResult: say('test-plan/compliance.confirmed'),
    },
  ];
}

function filesOf(failing: readonly ConsolidatedGap[], threat: Threat | undefined): string[] {
  return unique([
    ...failing.flatMap((gap) => gap.locations.map((place) => place.file_path)),
    ...(threat?.filesRequiringTesting ?? []),
  ]).slice(0, 10);
}
