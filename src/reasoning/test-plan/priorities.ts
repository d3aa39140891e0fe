import type { TestPriority } from '../../artifacts/enums';
import type { Threat } from '../../artifacts/phase5';
import type { Without } from '../../artifacts/without';
import type { PrioritizedTest, ReviewTarget, TestCase, TestPriorities } from '../../artifacts/phase6';
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
import { count } from '../../wording/text';
import { byText, unique } from '../text';
import * as say from '../../wording/test-plan/plan';

/** One line of the list before it is ranked. */
interface Line {
  test: Without<PrioritizedTest, 'rank'>;
  threat: Threat | undefined;
  minutes: number;
}

type Parts = Omit<TestPlanOutput, 'priorities'>;
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
export function priorities(ground: Ground, parts: Parts): TestPlanOutput['priorities'] {
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
    prioritizedTests: lines.map(({ test }, index) => ({ ...test, rank: index + 1 })),
  };
}

function compare(a: Line, b: Line, ground: Ground): number {
  const byPriority = PRIORITIES.indexOf(a.test.priority) - PRIORITIES.indexOf(b.test.priority);
  if (byPriority !== 0) return byPriority;
  if (a.threat && b.threat) return compareThreats(a.threat, b.threat) || byType(a, b);
  if (a.threat || b.threat) return a.threat ? -1 : 1;
  const left = ground.gapById.get(a.test.gap_id ?? '');
  const right = ground.gapById.get(b.test.gap_id ?? '');
  return (
    (left && right ? compareGaps(left, right) : Number(right !== undefined) - Number(left !== undefined)) ||
    byType(a, b)
  );
}

const byType = (a: Line, b: Line): number =>
  TYPE_ORDER.indexOf(a.test.type) - TYPE_ORDER.indexOf(b.test.type) || byText(a.test.id, b.test.id);

function businessContextOf(threat: Threat | undefined, tested?: string): PrioritizedTest['business_context'] {
  const context = threat?.businessContext;
  const requirement = tested ?? context?.complianceImpact?.split(', ')[0];
  return {
    targets_crown_jewel: context?.targetsCrownJewel ?? false,
    ...(context?.crownJewel === undefined ? {} : { crown_jewel: context.crownJewel }),
    compliance_required: requirement !== undefined,
    ...(requirement === undefined ? {} : { compliance_requirement: requirement }),
    ...(context ? { business_impact_if_fails: context.businessImpactFinancial } : {}),
  };
}

function line(
  id: string,
  type: PrioritizedTest['type'],
  priority: TestPriority,
  threat: Threat | undefined,
  rationale: string,
  minutes: number,
  extra: { gap_id?: string; requirement?: string } = {},
): Line {
  return {
    threat,
    minutes,
    test: {
      id,
      priority,
      type,
      threat: threat?.id ?? null,
      ...(extra.gap_id === undefined ? {} : { gap_id: extra.gap_id }),
      cvss: threat ? cvssOf(threat) : null,
      business_context: businessContextOf(threat, extra.requirement),
      test_types: unique([type, ...KINDS[priority]]),
      rationale,
      effort: timeText(minutes),
    },
  };
}

const scoreText = (threat: Threat): string => say.scores(threat);

function whyTested(test: TestCase, threat: Threat | undefined): string {
  if (test.id.startsWith('TC-COMP')) return say.validates(test);
  if (!threat) return say.withoutThreat(test);
  return threat.status === 'mitigated' ? say.verifiesControl(threat) : scoreText(threat);
}

function manualLines(cases: readonly TestCase[], threats: ReadonlyMap<string, Threat>): Line[] {
  return cases.map((test) => {
    const threat = test.relatedThreat === null ? undefined : threats.get(test.relatedThreat);
    return line(test.id, 'manual', test.priority, threat, whyTested(test, threat), test.estimatedMinutes ?? 0, {
      ...(test.gap_id === undefined ? {} : { gap_id: test.gap_id }),
      ...(test.compliance_requirement === undefined ? {} : { requirement: test.compliance_requirement }),
    });
  });
}

function reviewLines(plan: Parts['codeReview'], threats: ReadonlyMap<string, Threat>, ground: Ground): Line[] {
  const all: [ReviewTarget, TestPriority][] = [
    ...plan.critical.map((item): [ReviewTarget, TestPriority] => [item, 'P0']),
    ...plan.high.map((item): [ReviewTarget, TestPriority] => [item, 'P1']),
    ...plan.medium.map((item): [ReviewTarget, TestPriority] => [item, 'P2']),
    ...plan.low.map((item): [ReviewTarget, TestPriority] => [item, 'P3']),
  ];
  return all.map(([target, priority], index) => {
    const threat = threats.get(target.relatedThreats[0] ?? '');
    const gap = ground.gapById.get(target.gapIds[0] ?? '');
    return line(
      `CR-${number(index)}`,
      'code_review',
      priority,
      threat,
      say.reviewTarget(target, threat ? scoreText(threat) : (gap?.description ?? '')),
      target.estimatedMinutes ?? 0,
      { ...(target.gapIds[0] === undefined ? {} : { gap_id: target.gapIds[0] }) },
    );
  });
}

const number = (index: number): string => String(index + 1).padStart(3, '0');

function dastLines(parts: Parts, threats: ReadonlyMap<string, Threat>): Line[] {
  return parts.dast.endpoints.map((endpoint, index) =>
    line(
      `DAST-${number(index)}`,
      'dast',
      endpoint.priority,
      threats.get(endpoint.relatedThreats[0] ?? ''),
      `${endpoint.method} ${endpoint.path}: ${count(endpoint.testScenarios.length, 'scenario')}, first ${endpoint.testScenarios[0] ?? ''}.`,
      15 + 5 * endpoint.testScenarios.length,
    ),
  );
}

function sastLines(parts: Parts, threats: ReadonlyMap<string, Threat>): Line[] {
  return parts.sast.focusAreas.map((area, index) => {
    const threat = threats.get(area.relatedThreats[0] ?? '');
    const own = parts.sast.rulesets[area.category]?.customPatterns.length ?? 0;
    return line(
      `SAST-${number(index)}`,
      'sast',
      threat ? priorityOfThreat(threat) : 'P4',
      threat,
      say.scanFor(area, own),
      30,
    );
  });
}

function scaLines(parts: Parts, ground: Ground): Line[] {
  const threat = ground.input.model.threats
    .filter((item) => item.status === 'open' && ground.categoryOf(item) === 'dependency-security')
    .sort(compareThreats)[0];
  const gap = threat ? undefined : ground.gapById.get(parts.sca.prioritizedDependencies[0]?.gap_id ?? '');
  const priority = priorityOfTest(threat, gap);
  if (!priority) return [];
  const loose = parts.sca.prioritizedDependencies.length;
  return [
    line(
      'SCA-001',
      'sca',
      priority,
      threat,
      say.scanManifests(parts.sca.scanPaths, loose),
      45,
      gap ? { gap_id: gap.gap_id } : {},
    ),
  ];
}

function summary(lines: readonly Line[]): TestPriorities['summary'] {
  const of = (priority: TestPriority) => {
    const mine = lines.filter(({ test }) => test.priority === priority);
    return {
      count: mine.length,
      effort: timeText(mine.reduce((sum, item) => sum + item.minutes, 0)),
      timeline: TIMELINE[priority],
    };
  };
  return { P0: of('P0'), P1: of('P1'), P2: of('P2'), P3: of('P3'), P4: of('P4') };
}
