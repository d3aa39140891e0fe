import type { TestPriority } from '../../artifacts/enums';
import type { Threat } from '../../artifacts/phase5';
import type { PrioritizedTest, ReviewTarget, TestCase, TestPriorities } from '../../artifacts/phase6';
import { type Draft, type Said, type Sayable, say } from '../../messages/say';
import { byText, unique } from '../text';
import type { Ground, TestPlanOutput } from './input';
import {
  PRIORITIES,
  TIMELINE,
  compareGaps,
  compareThreats,
  cvssOf,
  priorityOfTest,
  priorityOfThreat,
  timeText,
} from './priority';

/** One line of the list before it is ranked. */
interface Line {
  id: string;
  type: PrioritizedTest['type'];
  priority: TestPriority;
  threat: Threat | undefined;
  rationale: Sayable;
  minutes: number;
  gapId?: string | undefined;
  /** What the test itself validates. */
  requirement?: string | undefined;
}

type Parts = Draft<Omit<TestPlanOutput, 'priorities'>>;
type Threats = ReadonlyMap<string, Threat>;

const KINDS: Readonly<Record<TestPriority, string[]>> = {
  P0: ['code_review', 'sast', 'dast', 'manual'],
  P1: ['code_review', 'sast', 'dast', 'manual'],
  P2: ['sast', 'dast', 'manual'],
  P3: ['manual'],
  P4: [],
};

/** When several kinds of test are equally urgent. */
const TYPE_ORDER = ['code_review', 'manual', 'dast', 'sast', 'sca', 'automated'];

/** All tests in one list, ranked; within a priority by the threat, tests of gaps without a threat last. */
export function priorities(ground: Ground, parts: Parts): Draft<TestPlanOutput['priorities']> {
  const threats = new Map(ground.input.model.threats.map((threat) => [threat.id, threat]));
  const lines = [
    ...manualLines(parts.manual.testCases, threats),
    ...reviewLines(parts.codeReview, threats, ground),
    ...dastLines(parts, threats),
    ...sastLines(parts, threats),
    ...scaLines(parts, ground),
  ];
  lines.sort((a, b) => compare(a, b, ground));
  return {
    prioritization_method: 'CVSS Environmental Score',
    summary: summary(lines),
    prioritizedTests: lines.map((line, index) => testOf(line, index + 1, ground)),
  };
}

function compare(a: Line, b: Line, ground: Ground): number {
  const byPriority = PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority);
  if (byPriority !== 0) return byPriority;
  if (a.threat && b.threat) return compareThreats(a.threat, b.threat) || byType(a, b);
  if (a.threat || b.threat) return a.threat ? -1 : 1;
  const left = ground.gapById.get(a.gapId ?? '');
  const right = ground.gapById.get(b.gapId ?? '');
  return (
    (left && right ? compareGaps(left, right) : Number(right !== undefined) - Number(left !== undefined)) ||
    byType(a, b)
  );
}

const byType = (a: Line, b: Line): number =>
  TYPE_ORDER.indexOf(a.type) - TYPE_ORDER.indexOf(b.type) || byText(a.id, b.id);

function testOf(line: Line, rank: number, ground: Ground): Draft<PrioritizedTest> {
  const { id, type, priority, threat, gapId } = line;
  return {
    id,
    priority,
    type,
    threat: threat?.id ?? null,
    ...(gapId === undefined ? {} : { gap_id: gapId }),
    cvss: threat ? cvssOf(threat) : null,
    business_context: businessContextOf(line, ground),
    test_types: unique([type, ...KINDS[priority]]),
    rationale: line.rationale,
    effort: timeText(line.minutes),
    rank,
  };
}

function businessContextOf(
  { threat, requirement: tested }: Line,
  ground: Ground,
): Draft<PrioritizedTest['business_context']> {
  const context = threat?.businessContext;
  const requirement = tested ?? (threat && ground.requirementOf(threat));
  return {
    targets_crown_jewel: context?.targetsCrownJewel ?? false,
    ...(context?.crownJewel === undefined ? {} : { crown_jewel: context.crownJewel }),
    compliance_required: requirement !== undefined,
    ...(requirement === undefined ? {} : { compliance_requirement: requirement }),
    ...(context ? { business_impact_if_fails: context.businessImpactFinancial } : {}),
  };
}

const scoreOf = (threat: Threat): Said => say('test-plan/plan.scores', threat);

function whyTested(test: Draft<TestCase>, threat: Threat | undefined): Said {
  if (test.id.startsWith('TC-COMP')) return say('test-plan/plan.validates', test);
  if (!threat) return say('test-plan/plan.withoutThreat', test);
  return threat.status === 'mitigated' ? say('test-plan/plan.verifiesControl', threat) : scoreOf(threat);
}

function manualLines(cases: readonly Draft<TestCase>[], threats: Threats): Line[] {
  return cases.map((test) => {
    const threat = test.relatedThreat === null ? undefined : threats.get(test.relatedThreat);
    return {
      id: test.id,
      type: 'manual',
      priority: test.priority,
      threat,
      rationale: whyTested(test, threat),
      minutes: test.estimatedMinutes ?? 0,
      gapId: test.gap_id,
      requirement: test.compliance_requirement,
    };
  });
}

function reviewLines(plan: Parts['codeReview'], threats: Threats, ground: Ground): Line[] {
  const all: [Draft<ReviewTarget>, TestPriority][] = [
    ...plan.critical.map((item): [Draft<ReviewTarget>, TestPriority] => [item, 'P0']),
    ...plan.high.map((item): [Draft<ReviewTarget>, TestPriority] => [item, 'P1']),
    ...plan.medium.map((item): [Draft<ReviewTarget>, TestPriority] => [item, 'P2']),
    ...plan.low.map((item): [Draft<ReviewTarget>, TestPriority] => [item, 'P3']),
  ];
  return all.map(([target, priority], index) => {
    const threat = threats.get(target.relatedThreats[0] ?? '');
    const why = threat ? scoreOf(threat) : (ground.gapById.get(target.gapIds[0] ?? '')?.description ?? '');
    return {
      id: `CR-${number(index)}`,
      type: 'code_review',
      priority,
      threat,
      rationale: say('test-plan/plan.reviewTarget', target, why),
      minutes: target.estimatedMinutes ?? 0,
      gapId: target.gapIds[0],
    };
  });
}

const number = (index: number): string => String(index + 1).padStart(3, '0');

function dastLines(parts: Parts, threats: Threats): Line[] {
  return parts.dast.endpoints.map((endpoint, index) => ({
    id: `DAST-${number(index)}`,
    type: 'dast',
    priority: endpoint.priority,
    threat: threats.get(endpoint.relatedThreats[0] ?? ''),
    rationale: say('test-plan/plan.scenarios', endpoint),
    minutes: 15 + 5 * endpoint.testScenarios.length,
  }));
}

function sastLines(parts: Parts, threats: Threats): Line[] {
  return parts.sast.focusAreas.map((area, index) => {
    const threat = threats.get(area.relatedThreats[0] ?? '');
    const own = parts.sast.rulesets[area.category]?.customPatterns.length ?? 0;
    return {
      id: `SAST-${number(index)}`,
      type: 'sast',
      priority: threat ? priorityOfThreat(threat) : 'P4',
      threat,
      rationale: say('test-plan/plan.scanFor', area, own),
      minutes: 30,
    };
  });
}

function scaLines(parts: Parts, ground: Ground): Line[] {
  const threat = ground.input.model.threats
    .filter((item) => item.status === 'open' && ground.categoryOf(item) === 'dependency-security')
    .sort(compareThreats)[0];
  const loose = parts.sca.prioritizedDependencies;
  const gap = threat ? undefined : ground.gapById.get(loose[0]?.gap_id ?? '');
  const priority = priorityOfTest(threat, gap);
  if (!priority) return [];
  const rationale = say('test-plan/plan.scanManifests', parts.sca.scanPaths, loose.length);
  return [{ id: 'SCA-001', type: 'sca', priority, threat, rationale, minutes: 45, gapId: gap?.gap_id }];
}

function summary(lines: readonly Line[]): Draft<TestPriorities['summary']> {
  const of = (priority: TestPriority) => {
    const mine = lines.filter((line) => line.priority === priority);
    return {
      count: mine.length,
      effort: timeText(mine.reduce((sum, line) => sum + line.minutes, 0)),
      timeline: TIMELINE[priority],
    };
  };
  return { P0: of('P0'), P1: of('P1'), P2: of('P2'), P3: of('P3'), P4: of('P4') };
}
