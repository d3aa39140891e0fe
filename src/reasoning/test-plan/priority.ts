import type { Severity, TestPriority } from '../../artifacts/enums';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import type { TestCase } from '../../artifacts/phase6';
import { SEVERITIES } from '../../artifacts/enums';
import { priorityOf } from '../threats/files-for-testing';
import { byText } from '../text';
import { say, type Sayable, type Said } from '../../messages/say';

export const PRIORITIES = ['P0', 'P1', 'P2', 'P3', 'P4'] as const;

export const TIMELINE: Readonly<Record<TestPriority, Sayable>> = {
  P0: say('test-plan/plan.immediately'),
  P1: 'current sprint',
  P2: 'next sprint',
  P3: say('test-plan/plan.backlog'),
  P4: say('test-plan/plan.forInformation'),
};

const BY_SEVERITY: Readonly<Record<Severity, TestPriority>> = {
  critical: 'P0',
  high: 'P1',
  medium: 'P2',
  low: 'P3',
  info: 'P4',
};

/** Of the threat that is tested, else of the gap; undefined when there is neither. */
export function priorityOfTest(threat: Threat | undefined, gap: ConsolidatedGap | undefined): TestPriority | undefined {
  return threat ? priorityOfThreat(threat) : gap && priorityOfGap(gap);
}

export const priorityOfGap = (gap: ConsolidatedGap): TestPriority => BY_SEVERITY[gap.severity];

/** By environmental score; a verification test of what is mitigated is P3 at least, or it would never be run. */
export function priorityOfThreat(threat: Threat): TestPriority {
  const priority = priorityOf(threat.cvss.environmental.score);
  return threat.status === 'mitigated' && priority === 'P4' ? 'P3' : priority;
}

export function cvssOf(threat: Threat): NonNullable<TestCase['cvss']> {
  const { environmental, overall } = threat.cvss;
  return {
    environmental_score: environmental.score,
    overall_score: overall.score,
    severity: overall.severity,
    vector: environmental.vector,
  };
}

const EASE: readonly (readonly [metric: string, values: string])[] = [
  ['AV', 'NALP'],
  ['AC', 'LH'],
  ['PR', 'NLH'],
  ['UI', 'NPRA'],
];

function exploitability(a: Threat, b: Threat): number {
  for (const [metric, values] of EASE) {
    const difference =
      values.indexOf(a.cvss.base.metrics[metric] ?? '') - values.indexOf(b.cvss.base.metrics[metric] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}

const required = (threat: Threat): number => Number((threat.businessContext.complianceImpact ?? '') !== '');

/** Environmental score, crown jewel, compliance, exploitability, overall score, id. */
export function compareThreats(a: Threat, b: Threat): number {
  return (
    b.cvss.environmental.score - a.cvss.environmental.score ||
    Number(b.businessContext.targetsCrownJewel) - Number(a.businessContext.targetsCrownJewel) ||
    required(b) - required(a) ||
    exploitability(a, b) ||
    b.cvss.overall.score - a.cvss.overall.score ||
    byText(a.id, b.id)
  );
}

/** What is to be answered before any deployment: open threats of 9.0 and more, the gravest first. */
export const urgentOf = (threats: readonly Threat[]): Threat[] =>
  threats.filter((threat) => threat.status === 'open' && threat.cvss.environmental.score >= 9).sort(compareThreats);

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** Gap severity, concern severity, score, number of failing requirements, id. */
export function compareGaps(a: ConsolidatedGap, b: ConsolidatedGap): number {
  return (
    rank(a.severity) - rank(b.severity) ||
    SEVERITIES.findIndex((item) => item === a.concern_severity) -
      SEVERITIES.findIndex((item) => item === b.concern_severity) ||
    (b.cvss_score ?? -1) - (a.cvss_score ?? -1) ||
    b.compliance_impact.length - a.compliance_impact.length ||
    byText(a.gap_id, b.gap_id)
  );
}

/** An estimate, for people and for sums. */
export const timeFor = (minutes: number): { estimatedTime: Said; estimatedMinutes: number } => ({
  estimatedTime: timeText(minutes),
  estimatedMinutes: minutes,
});

/** Minutes as people write them. */
export const timeText = (minutes: number): Said => say('test-plan/plan.duration', minutes);
