import type { AgentTask } from '../contract';
import type { AgentContext, AgentOutcome } from '../../reasoning/work';
import { breathe, inTurns } from '../../reasoning/turns';
import { testPlanInSteps } from '../../reasoning/test-plan/create';
import { TestPlanError, type TestPlanOutput } from '../../reasoning/test-plan/input';
import { validateTestPlan } from '../../reasoning/test-plan/validate';
import { render } from '../../wording/render';
import { count } from '../../wording/text';

/** Plans the tests for a threat model. The plan is checked; a violation is a failure of the agent, never a result. */
export async function planTests(
  task: AgentTask<'test-plan'>,
  context: AgentContext,
): Promise<AgentOutcome<TestPlanOutput>> {
  const usage = { seconds: 0, filesRead: 0, tokens: 0 };
  const coverage = { filesRead: [], notReached: [] };
  let plan: TestPlanOutput | undefined;
  try {
    const draft = context.signal.aborted ? undefined : await inTurns(testPlanInSteps(task.input), context.signal);
    plan = draft && render(draft);
  } catch (error) {
    if (error instanceof TestPlanError) return { status: 'failed', reason: error.message, usage, coverage };
    throw error;
  }
  if (!plan) return { status: 'cancelled', reason: 'Stopped before the tests were planned.', usage, coverage };
  await breathe();
  const violations = render(validateTestPlan(plan, task.input));
  const first = violations[0];
  if (first)
    return {
      status: 'failed',
      reason: `The test plan breaks its own rules (${count(violations.length, 'violation')}; first: ${first.rule}: ${first.message})`,
      usage,
      coverage,
    };
  const found = `${count(plan.manual.totalTestCases, 'manual test')}, ${count(plan.codeReview.totalTargets, 'review target')}`;
  context.report({ message: found, done: 1, total: 1 });
  return { status: 'completed', result: plan, found, usage, coverage };
}
