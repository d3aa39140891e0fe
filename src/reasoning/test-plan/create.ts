import { atOnce, type InSteps } from '../in-steps';
import { codeReview } from './code-review';
import { dast } from './dast';
import { Ground, TestPlanError, type TestPlanInput, type TestPlanOutput } from './input';
import { manualTests } from './manual';
import { priorities } from './priorities';
import { timeText } from './priority';
import { sast } from './sast';
import { sca } from './sca';
import type { Draft } from '../../messages/say';

/**
 * The test plan for a threat model, all of it derived: no test without a threat, gap or requirement behind it.
 * @throws {TestPlanError} when an open threat has no score, because then nothing can be ordered.
 */
export const createTestPlan = (input: TestPlanInput): Draft<TestPlanOutput> => atOnce(testPlanInSteps(input));

/** As `createTestPlan`, a part at a time. */
export function* testPlanInSteps(input: TestPlanInput): InSteps<Draft<TestPlanOutput>> {
  const unscored = input.model.threats.find(
    (threat) =>
      threat.status === 'open' &&
      !Number.isFinite((threat.cvss as Partial<typeof threat.cvss> | undefined)?.environmental?.score),
  );
  if (unscored)
    throw new TestPlanError(
      'unscored-threat',
      `${unscored.id} is open and has no CVSS score. Run threat modeling again.`,
    );
  const ground = new Ground(input);
  const testCases = manualTests(ground);
  yield;
  const review = codeReview(ground);
  yield;
  const statical = sast(ground);
  yield;
  const parts = {
    codeReview: review,
    sast: statical,
    dast: dast(ground),
    sca: sca(ground),
    manual: {
      totalTestCases: testCases.length,
      estimatedEffort: timeText(testCases.reduce((sum, test) => sum + (test.estimatedMinutes ?? 0), 0)),
      testCases,
    },
  };
  yield;
  return { ...parts, priorities: priorities(ground, parts) };
}
