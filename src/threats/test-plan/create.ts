import { codeReview } from './code-review';
import { dast } from './dast';
import { Ground, TestPlanError, type TestPlanInput, type TestPlanOutput } from './input';
import { manualTests } from './manual';
import { priorities } from './priorities';
import { minutesOf, timeText } from './priority';
import { sast } from './sast';
import { sca } from './sca';

/**
 * The test plan for a threat model, all of it derived: no test without a threat, gap or requirement behind it.
 * @throws {TestPlanError} when an open threat has no score, because then nothing can be ordered.
 */
export function createTestPlan(input: TestPlanInput): TestPlanOutput {
  const unscored = input.model.threats.find((threat) => threat.status === 'open' && !Number.isFinite((threat.cvss as Partial<typeof threat.cvss> | undefined)?.environmental?.score));
  if (unscored) throw new TestPlanError('unscored-threat', `${unscored.id} is open and has no CVSS score. Run threat modeling again.`);
  const ground = new Ground(input);
  const testCases = manualTests(ground);
  const parts = {
    codeReview: codeReview(ground),
    sast: sast(ground),
    dast: dast(ground),
    sca: sca(ground),
    manual: { totalTestCases: testCases.length, estimatedEffort: timeText(testCases.reduce((sum, test) => sum + minutesOf(test.estimatedTime), 0)), testCases },
  };
  return { ...parts, priorities: priorities(ground, parts) };
}
