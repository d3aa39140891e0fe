import type { ThreatModelOutput } from '../../reasoning/threats/input';
import type { AgentTask } from '../contract';
import type { AgentContext, AgentOutcome } from '../../reasoning/work';
import { breathe, inTurns } from '../../reasoning/turns';
import { threatModelInSteps } from '../../reasoning/threats/create';
import { validateThreatModel } from '../../reasoning/threats/validate';
import { render } from '../../wording/render';
import * as say from '../../wording/agents/outcomes';

/**
 * Models threats from the artifacts of phases 1 to 4. The result is checked; a violation is a failure of the agent,
 * never a result.
 */
export async function modelThreats(
  task: AgentTask<'threat-model'>,
  context: AgentContext,
): Promise<AgentOutcome<ThreatModelOutput>> {
  const usage = { seconds: 0, filesRead: 0, tokens: 0 };
  const coverage = { filesRead: [], notReached: [] };
  const draft = context.signal.aborted ? undefined : await inTurns(threatModelInSteps(task.input), context.signal);
  if (!draft) return { status: 'cancelled', reason: say.noThreats, usage, coverage };
  await breathe();
  const result: ThreatModelOutput = render(draft);
  const violations = render(validateThreatModel(result, task.input));
  if (violations.length > 0)
    return {
      status: 'failed',
      reason: say.wrongModel(violations),
      usage,
      coverage,
    };
  const open = result.model.threats.filter((threat) => threat.status === 'open').length;
  const found = say.modelled(open, result.model.threats.length - open);
  context.report({ message: found, done: 1, total: 1 });
  return { status: 'completed', result, found, usage, coverage };
}
