import type { TestPlanInput, TestPlanOutput } from './input';
import { PRIORITIES } from './priority';
import { priorityOf } from '../threats/files-for-testing';
import { say, type Said, type Sayable } from '../../messages/say';

export interface PlanViolation {
  rule:
    | 'coverage'
    | 'review'
    | 'orphan'
    | 'reference'
    | 'compliance'
    | 'mitigated'
    | 'priority'
    | 'order'
    | 'counts'
    | 'id'
    | 'vector';
  message: Sayable;
}

const broken = (rule: PlanViolation['rule'], message: Said): PlanViolation => ({ rule, message });

/** Everything that must hold between a test plan and the threats, gaps and requirements it is for. */
export function validateTestPlan(plan: TestPlanOutput, input: TestPlanInput): PlanViolation[] {
  return [
    ...coverage(plan, input),
    ...traces(plan, input),
    ...compliance(plan, input),
    ...ordered(plan),
    ...counted(plan),
  ];
}

const reviewsOf = (plan: TestPlanOutput) => [
  ...plan.codeReview.critical,
  ...plan.codeReview.high,
  ...plan.codeReview.medium,
  ...plan.codeReview.low,
];

function coverage(plan: TestPlanOutput, input: TestPlanInput): PlanViolation[] {
  const tested = new Set(plan.manual.testCases.flatMap((test) => test.relatedThreat ?? []));
  const reviewed = new Set(reviewsOf(plan).flatMap((target) => target.relatedThreats));
  return input.model.threats.flatMap((threat) => {
    if (threat.status === 'mitigated')
      return tested.has(threat.id) ? [] : [broken('mitigated', say('test-plan/violations.noVerification', threat))];
    if (threat.status !== 'open' || threat.cvss.environmental.score < 7) return [];
    return [
      ...(tested.has(threat.id) ? [] : [broken('coverage', say('test-plan/violations.noTest', threat))]),
      ...(reviewed.has(threat.id) ? [] : [broken('review', say('test-plan/violations.noReview', threat))]),
    ];
  });
}

function traces(plan: TestPlanOutput, input: TestPlanInput): PlanViolation[] {
  const threats = new Map(input.model.threats.map((threat) => [threat.id, threat]));
  const gaps = new Set(input.gaps.map((gap) => gap.gap_id));
  const items = [
    ...plan.manual.testCases.map((test) => ({
      id: test.id,
      threats: test.relatedThreat === null ? [] : [test.relatedThreat],
      gaps: test.gap_id === undefined ? [] : [test.gap_id],
      other: test.compliance_requirement !== undefined,
    })),
    ...reviewsOf(plan).map((target) => ({
      id: target.file,
      threats: target.relatedThreats,
      gaps: target.gapIds,
      other: false,
    })),
    ...plan.dast.endpoints.map((endpoint) => ({
      id: `${endpoint.method} ${endpoint.path}`,
      threats: endpoint.relatedThreats,
      gaps: [],
      other: false,
    })),
    ...plan.sast.focusAreas.map((area) => ({
      id: area.category,
      threats: area.relatedThreats,
      gaps: [],
      other: false,
    })),
    ...plan.sca.prioritizedDependencies.map((item) => ({
      id: item.package,
      threats: item.relatedThreats,
      gaps: item.gap_id === undefined ? [] : [item.gap_id],
      other: false,
    })),
  ];
  const found = items.flatMap((item) => {
    if (item.threats.length === 0 && item.gaps.length === 0 && !item.other)
      return [broken('orphan', say('test-plan/violations.namesNothing', item))];
    const foreign = [...item.threats.filter((id) => !threats.has(id)), ...item.gaps.filter((id) => !gaps.has(id))];
    return foreign.map((id) => broken('reference', say('test-plan/violations.namesMissing', item, id)));
  });
  for (const test of plan.manual.testCases) {
    const threat = test.relatedThreat === null ? undefined : threats.get(test.relatedThreat);
    if (threat && test.cvss?.vector !== threat.cvss.environmental.vector)
      found.push(broken('vector', say('test-plan/violations.otherVector', test, threat)));
    if (threat?.status === 'open' && test.priority !== priorityOf(threat.cvss.environmental.score))
      found.push(broken('priority', say('test-plan/violations.otherPriority', test, threat)));
  }
  return found;
}

function compliance(plan: TestPlanOutput, input: TestPlanInput): PlanViolation[] {
  const validated = new Set(
    plan.manual.testCases.filter((test) => test.id.startsWith('TC-COMP-')).map((test) => test.compliance_requirement),
  );
  return input.business.compliance_requirements.applicable_regulations
    .filter((regulation) => regulation.applicable)
    .flatMap((regulation) =>
      (regulation.requirements ?? [])
        .filter((item) => !validated.has(item.requirement_id))
        .map((item) => broken('compliance', say('test-plan/violations.noValidation', item))),
    );
}

function ordered({ priorities: { prioritizedTests: tests } }: TestPlanOutput): PlanViolation[] {
  const found =
    new Set(tests.map((test) => test.id)).size === tests.length
      ? []
      : [broken('id', say('test-plan/violations.idsNotUnique'))];
  tests.forEach((test, index) => {
    const next = tests[index + 1];
    if (test.rank !== index + 1) found.push(broken('order', say('test-plan/violations.otherRank', test, index)));
    if (!next) return;
    const step = PRIORITIES.indexOf(next.priority) - PRIORITIES.indexOf(test.priority);
    if (step < 0 || (step === 0 && (next.cvss?.environmental_score ?? -1) > (test.cvss?.environmental_score ?? -1)))
      found.push(broken('order', say('test-plan/violations.belongsBefore', next, test)));
  });
  return found;
}

function counted(plan: TestPlanOutput): PlanViolation[] {
  const found: PlanViolation[] = [];
  if (plan.manual.totalTestCases !== plan.manual.testCases.length)
    found.push(broken('counts', say('test-plan/violations.testsMiscounted')));
  if (plan.codeReview.totalTargets !== reviewsOf(plan).length)
    found.push(broken('counts', say('test-plan/violations.targetsMiscounted')));
  for (const priority of PRIORITIES) {
    const expected = plan.priorities.prioritizedTests.filter((test) => test.priority === priority).length;
    if (plan.priorities.summary[priority].count !== expected)
      found.push(
        broken('counts', say('test-plan/violations.insteadOf', priority, plan.priorities.summary[priority], expected)),
      );
  }
  return found;
}
