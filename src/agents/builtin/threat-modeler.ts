import type { ThreatModelOutput } from '../../reasoning/threats/input';
import type { AgentTask } from '../contract';
import type { AgentContext, AgentOutcome } from '../../reasoning/work';
import { breathe, inTurns } from '../../reasoning/turns';
import { threatModelInSteps } from '../../reasoning/threats/create';
import { validateThreatModel } from '../../reasoning/threats/validate';
import { count } from '../../wording/text';
import { render } from '../../wording/render';

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
  if (!draft) return { status: 'cancelled', reason: 'Stopped before the threats were modelled.', usage, coverage };
  await breathe();
  const result: ThreatModelOutput = render(draft);
  const violations = render(validateThreatModel(result, task.input));
  const first = violations[0];
  if (first)
    return {
      status: 'failed',
      reason: `The threat model breaks its own rules (${count(violations.length, 'violation')}; first: ${first.rule}: ${first.message})`,
      usage,
      coverage,
    };
  const open = result.model.threats.filter((threat) => threat.status === 'open').length;
  const others = result.model.threats.length - open;
  const found = `${count(open, 'open threat')}${others === 0 ? '' : `, ${count(others, 'other')}`}`;
  context.report({ message: found, done: 1, total: 1 });
  return { status: 'completed', result, found, usage, coverage };
}
