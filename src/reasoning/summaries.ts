import type { BusinessContext } from '../artifacts/phase1';
import type { Threat } from '../artifacts/phase5';
import { bandOf } from './threats/risk-matrix';
import type { ThreatModelOutput } from './threats/input';
import { compareThreats, PRIORITIES } from './test-plan/priority';
import type { TestPlanOutput } from './test-plan/input';
import { count, listed, plain, shorten } from './text';
import { code, text as inline } from '../safety/text/markdown';

const TOP = 5;
const FILES = 10;

const openOf = (threats: readonly Threat[]): Threat[] => threats.filter((threat) => threat.status === 'open');
const section = (title: string, lines: readonly string[]): string[] => ['', `## ${title}`, '', ...lines];
const orNone = (lines: readonly string[], none: string): readonly string[] => (lines.length > 0 ? lines : [none]);

/** `phase-5/summary.md`. */
export function phase5Summary(output: ThreatModelOutput, business: BusinessContext): string {
  const { threats } = output.model;
  const open = openOf(threats);
  return [
    '# Threat model',
    ...section('Business context', foundation(business)),
    ...section('Top threats', orNone(open.slice(0, TOP).flatMap(topThreat), 'No threat is open.')),
    ...section('Counts', bands(threats)),
    ...section('Coverage', coverageLines(output)),
    ...section(
      'Recommended test targets',
      orNone(
        output.files.files
          .slice(0, FILES)
          .map((file) => `- ${code(file.path)} (${file.priority}): ${inline(shorten(file.reason, 160))}`),
        'None.',
      ),
    ),
    ...section(
      'Notes',
      output.matrix.prioritization_notes.map((note) => `- ${inline(note)}`),
    ),
    '',
  ].join('\n');
}

function foundation(business: BusinessContext): string[] {
  const jewels = business.data_classification.crown_jewels.map((jewel) => plain(jewel.data_type));
  const regulations = business.compliance_requirements.applicable_regulations.map((rule) => rule.name);
  return [
    `- Application: ${inline(shorten(business.business_objectives.application_name, 80))}`,
    `- Crown jewels: ${inline(listed(jewels, 5))}`,
    `- Actors: ${inline(
      listed(
        business.threat_actors.threat_actors.map((actor) => actor.name),
        5,
      ),
    )}`,
    `- Regulations: ${inline(listed(regulations, 5)) || 'none'}`,
  ];
}

function topThreat(threat: Threat, index: number): string[] {
  const { environmental, base } = threat.cvss;
  return [
    `${index + 1}. **${threat.id}** ${inline(threat.title)}`,
    `   - Score ${environmental.score.toFixed(1)} in this environment, ${base.score.toFixed(1)} base; ${threat.strideCategory}; gaps ${listed(threat.controlGaps, 4)}`,
    `   - Impact: ${inline(threat.businessContext.businessImpactFinancial)}`,
  ];
}

function bands(threats: readonly Threat[]): string[] {
  const open = openOf(threats);
  const inBand = (band: string): number => open.filter((threat) => bandOf(threat.cvss.overall.score) === band).length;
  const others = (status: Threat['status']): number => threats.filter((threat) => threat.status === status).length;
  return [
    '| Critical | High | Medium | Low | None | Mitigated | Accepted |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    `| ${['critical', 'high', 'medium', 'low', 'none'].map(inBand).join(' | ')} | ${others('mitigated')} | ${others('accepted')} |`,
  ];
}

function coverageLines({ model, abuseCases }: ThreatModelOutput): string[] {
  const of = (result: string): number => model.strideCoverage.filter((row) => row.result === result).length;
  const unknown = model.strideCoverage.filter((row) => row.result === 'threat' && row.threatIds.length === 0).length;
  return [
    `- STRIDE: ${count(model.strideCoverage.length, 'verdict')}: ${of('threat') - unknown} threatened, ${of('mitigated')} mitigated, ${of('not-applicable')} not applicable, ${unknown} unknown`,
    `- Abuse cases: ${Object.entries(abuseCases)
      .map(([category, list]) => `${category} ${list.length}`)
      .join(', ')}`,
    '- Attack trees: credential theft, data exfiltration, privilege escalation',
  ];
}

/** `phase-6/summary.md`. */
export function phase6Summary(plan: TestPlanOutput, threats: readonly Threat[]): string {
  const urgent = openOf(threats)
    .filter((threat) => threat.cvss.environmental.score >= 9)
    .sort(compareThreats);
  return [
    '# Test plan',
    '',
    `${count(plan.priorities.prioritizedTests.length, 'test')}: ${count(plan.manual.totalTestCases, 'manual test')} (${plan.manual.estimatedEffort}), ${count(plan.codeReview.totalTargets, 'review target')} (${plan.codeReview.estimatedEffort}), ${count(plan.dast.endpoints.length, 'endpoint')} for dynamic tests, ${count(plan.sast.focusAreas.length, 'scan')} of the source.`,
    ...section('By priority', [
      '| Priority | Tests | Effort | When |',
      '| --- | ---: | --- | --- |',
      ...PRIORITIES.map((priority) => row(priority, plan)),
    ]),
    ...section(
      'Before any deployment',
      orNone(
        urgent
          .slice(0, 10)
          .map((threat) => `- ${threat.id} (${threat.cvss.environmental.score.toFixed(1)}): ${inline(threat.title)}`),
        'No open threat scores 9.0 or more.',
      ),
    ),
    ...section('Tools', [
      `- Source: ${inline(plan.sast.toolSuggestions.join(', '))}`,
      `- Running system: ${inline(plan.dast.toolSuggestions.join(', '))}, at most ${plan.dast.rateLimit.maxRequestsPerMinute} requests a minute, on a test system`,
      `- Dependencies: ${inline(plan.sca.toolSuggestions.join(', '))}`,
    ]),
    ...section('Files', [
      '- `code-review-plan.json`',
      '- `sast-recommendations.json`',
      '- `dast-recommendations.json`',
      '- `sca-recommendations.json`',
      '- `manual-test-cases.json`',
      '- `test-priorities.json`',
    ]),
    '',
  ].join('\n');
}

function row(priority: (typeof PRIORITIES)[number], plan: TestPlanOutput): string {
  const { count: tests, effort, timeline } = plan.priorities.summary[priority];
  return `| ${priority} | ${tests} | ${effort} | ${timeline} |`;
}
