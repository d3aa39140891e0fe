import { TestPriority } from '../../artifacts/enums';
import type { Threat } from '../../artifacts/phase5';
import type {
  CodeReviewPlan,
  DastRecommendations,
  ManualTestCases,
  SastRecommendations,
  ScaRecommendations,
  TestPriorities,
} from '../../artifacts/phase6';
import { text as inline } from '../../safety/text/markdown';
import { count } from '../text';
import { orNone, section } from './parts';

/** What phase 6 leaves, as far as it is summed up. */
interface TestPlan {
  codeReview: Pick<CodeReviewPlan, 'totalTargets' | 'estimatedEffort'>;
  sast: Pick<SastRecommendations, 'focusAreas' | 'toolSuggestions'>;
  dast: Pick<DastRecommendations, 'endpoints' | 'toolSuggestions' | 'rateLimit'>;
  sca: Pick<ScaRecommendations, 'toolSuggestions'>;
  manual: Pick<ManualTestCases, 'totalTestCases' | 'estimatedEffort'>;
  priorities: Pick<TestPriorities, 'prioritizedTests' | 'summary'>;
}

/** `phase-6/summary.md`; `urgent` are the threats to answer before anything is deployed. */
export function phase6Summary(plan: TestPlan, urgent: readonly Threat[]): string {
  return [
    '# Test plan',
    '',
    `${count(plan.priorities.prioritizedTests.length, 'test')}: ` +
      `${count(plan.manual.totalTestCases, 'manual test')} (${plan.manual.estimatedEffort}), ` +
      `${count(plan.codeReview.totalTargets, 'review target')} (${plan.codeReview.estimatedEffort}), ` +
      `${count(plan.dast.endpoints.length, 'endpoint')} for dynamic tests, ` +
      `${count(plan.sast.focusAreas.length, 'scan')} of the source.`,
    ...section('By priority', [
      '| Priority | Tests | Effort | When |',
      '| --- | ---: | --- | --- |',
      ...TestPriority.options.map((priority) => row(priority, plan)),
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
      `- Running system: ${inline(plan.dast.toolSuggestions.join(', '))}, at most ` +
        `${plan.dast.rateLimit.maxRequestsPerMinute} requests a minute, on a test system`,
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

function row(priority: TestPriority, plan: TestPlan): string {
  const { count: tests, effort, timeline } = plan.priorities.summary[priority];
  return `| ${priority} | ${tests} | ${effort} | ${timeline} |`;
}
