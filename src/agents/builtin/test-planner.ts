import type { AgentTask } from '../contract';
import type { AgentContext, AgentOutcome } from '../../reasoning/work';
import { breathe, inTurns } from '../../reasoning/turns';
import { testPlanInSteps } from '../../reasoning/test-plan/create';
import { TestPlanError, type TestPlanOutput } from '../../reasoning/test-plan/input';
import { validateTestPlan } from '../../reasoning/test-plan/validate';
import { render } from '../../wording/render';
import * as say from '../../wording/agents/outcomes';

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
  if (!plan) return { status: 'cancelled', reason: say.noTests, usage, coverage };
  await breathe();
  const violations = render(validateTestPlan(plan, task.input));
  if (violations.length > 0)
    return {
      status: 'failed',
      reason: say.wrongPlan(violations),
      usage,
      coverage,
    };
  const found = say.planned(plan.manual.totalTestCases, plan.codeReview.totalTargets);
  context.report({ message: found, done: 1, total: 1 });
  return { status: 'completed', result: plan, found, usage, coverage };
}
