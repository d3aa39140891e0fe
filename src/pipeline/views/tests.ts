import type { ViewOf } from '../../artifacts/checkpoint-views';
import { TestPriority } from '../../artifacts/enums';
import { linksTo } from '../checkpoint';
import type { RunContext } from '../context';
import { count } from '../../wording/text';
import { tally } from '../tally';
import * as say from '../../wording/run/checkpoints';

const BAND = { critical: 'P0', high: 'P1', medium: 'P2', low: 'P3' } as const;
type View = ViewOf<'tests'>;

/** What the checkpoint of phase 6 shows. */
export async function testsView(context: RunContext): Promise<View> {
  const {
    codeReview,
    sastRecommendations: sast,
    manualTestCases: manual,
    priorities,
  } = await context.artifacts.tests();
  const review = (['critical', 'high', 'medium', 'low'] as const).flatMap((band) =>
    codeReview[band].map((target) => ({ target, priority: BAND[band] })),
  );
  const rules = Object.values(sast.rulesets);
  const table: View['table'] = TestPriority.options.map((priority) => ({
    priority,
    codeReview: review.filter((item) => item.priority === priority).length,
    sast: rules
      .filter((rule) => BAND[rule.priority] === priority)
      .reduce((sum, rule) => sum + rule.rules.length + rule.customPatterns.length, 0),
    manual: manual.testCases.filter((test) => test.priority === priority).length,
  }));
  return {
    kind: 'tests',
    table,
    reviewFiles: review.map(({ target }) => {
      const line = Number(/^\d+/.exec(target.lines ?? '')?.[0]);
      return {
        link: { label: target.file, file: target.file, ...(line > 0 ? { line } : {}) },
        reason: target.focusAreas.join(', '),
        time: target.estimatedTime,
      };
    }),
    sast: { focus: sast.focusAreas.map((area) => area.category), tools: sast.toolSuggestions },
    manual: {
      byPriority: tally(manual.testCases, (test) => test.priority),
      total: manual.testCases.length,
      effort: manual.estimatedEffort,
    },
    deliverables: ['threat-model-report.md', 'threat-model-data.json', 'threat-model.sarif'],
    keyFindings: [count(priorities.prioritizedTests.length, 'test'), say.reviewFirst(review.length)],
    questions: [...say.aboutTests],
    artifacts: linksTo(context.state, ['phase-6/']),
    next: say.afterTests,
  };
}
