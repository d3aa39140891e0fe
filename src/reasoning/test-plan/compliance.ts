import type { ComplianceRequirement } from '../../artifacts/phase1';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import { FAMILY } from '../../knowledge/tests';
import { type Draft, UNTESTED } from './draft';
import type { Ground } from './input';
import { compareGaps, compareThreats, cvssOf, priorityOfTest, timeFor } from './priority';
import { listed, shorten } from '../../wording/text';
import { unique } from '../text';
import * as say from '../../wording/test-plan/compliance';

/** One validation test per requirement that code can show, tied to the gravest threat or gap of its categories. */
export function complianceTests(ground: Ground): Draft[] {
  return ground.input.business.compliance_requirements.applicable_regulations
    .filter((regulation) => regulation.applicable)
    .flatMap((regulation) =>
      (regulation.requirements ?? []).map((requirement) => complianceTest(regulation.name, requirement, ground)),
    );
}

function complianceTest(regulation: string, requirement: ComplianceRequirement, ground: Ground): Draft {
  const { gaps } = ground.input;
  const failing = failingGaps(gaps, requirement);
  const threat = threatAgainst(requirement, failing, ground);
  const gap =
    failing[0] ?? gaps.filter((item) => requirement.control_categories.includes(item.category)).sort(compareGaps)[0];
  return {
    family: 'COMP',
    name: shorten(`${regulation}: ${requirement.name} (${requirement.requirement_id})`, 140),
    relatedThreat: threat?.id ?? null,
    ...(threat === undefined && gap ? { gap_id: gap.gap_id, gap_source: gap.concern_source } : {}),
    priority: priorityOfTest(threat, gap) ?? 'P3',
    category: FAMILY.COMP.label,
    objective: objective(requirement, failing),
    preconditions: [say.deployed],
    steps: steps(requirement, failing),
    evidence: [say.screens],
    passCriteria: say.allShown,
    failureCriteria: say.notShown,
    ...timeFor(FAMILY.COMP.minutes),
    skillRequired: FAMILY.COMP.skill,
    cvss: threat ? cvssOf(threat) : null,
    files_to_test: filesOf(failing, threat),
    compliance_requirement: requirement.requirement_id,
    compliance_impact_if_fails: say.notMet(regulation, requirement),
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

function objective({ requirement_id: id }: ComplianceRequirement, failing: readonly ConsolidatedGap[]): string {
  if (failing.length === 0) return say.show(id);
  const stand = failing.length === 1 ? 'stands' : 'stand';
  return say.showDespite(id, idsOf(failing), stand);
}

function steps(requirement: ComplianceRequirement, failing: readonly ConsolidatedGap[]): NonNullable<Draft['steps']> {
  return [
    ...requirement.validation_criteria.map((criterion, index) => ({
      step: index + 1,
      action: say.collect(criterion),
      expectedResult: say.evidenceForAll,
    })),
    {
      step: requirement.validation_criteria.length + 1,
      action: failing.length > 0 ? say.confirmClosed(idsOf(failing), failing) : say.confirmPassed,
      expectedResult: say.confirmed,
    },
  ];
}

function idsOf(gaps: readonly ConsolidatedGap[]): string {
  return listed(
    gaps.map((gap) => gap.gap_id),
    5,
  );
}

function filesOf(failing: readonly ConsolidatedGap[], threat: Threat | undefined): string[] {
  return unique([
    ...failing.flatMap((gap) => gap.locations.map((place) => place.file_path)),
    ...(threat?.filesRequiringTesting ?? []),
  ]).slice(0, 10);
}
