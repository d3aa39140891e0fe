import type { AgentKind } from '../../agents/contract';
import type { Attempt } from '../../agents/runner/attempt';
import type { TaskRun } from '../../agents/runner/run-task';
import type { RunContext } from '../context';
import type { Step } from '../step';
import { type Job, type JobResult, whereOf } from './job';
import * as say from '../../wording/run/recovery';

const answerOf = <R>(outcome: Attempt<R>): R | null => ('result' in outcome ? outcome.result : null);

const reasonOf = (outcome: Attempt<unknown>): string | undefined => ('reason' in outcome ? outcome.reason : undefined);

/** Keeps what an agent brought, then says that it has ended: the other way round a crash could lose a result. */
export async function settle<K extends AgentKind>(
  context: RunContext,
  step: Step,
  job: Job<K>,
  run: TaskRun<K>,
  key: string,
  before: number,
): Promise<JobResult> {
  const { outcome, engine } = run;
  const where = whereOf(step, run.task.id);
  const attempt = before + run.attempts;
  const reason = reasonOf(outcome);
  const seconds = outcome.usage.seconds;
  if (outcome.removed.length > 0) {
    const removed = say.claimsRemoved(outcome.removed, run.task.title);
    await context.emit({ type: 'problem', code: 'E-403', message: removed, recovery: say.restKept }, where);
  }
  const answer = answerOf(outcome);
  if (answer === null) {
    // When the run itself ends, the task has not failed: it starts again on resume.
    if (context.signal.aborted) return { id: run.task.id, status: 'cancelled', reason };
    await job.fail?.(run, attempt);
    await context.emit({ type: 'agent.finished', agent: run.task.id, outcome: outcome.status, reason, seconds }, where);
    return { id: run.task.id, status: outcome.status, reason };
  }
  const partial = outcome.status !== 'completed';
  const found = 'found' in outcome ? outcome.found : '';
  const output = await job.save(answer, { agent: run.task.id, engine, attempt, seconds, key, partial, found, reason });
  await context.emit(
    {
      type: 'agent.finished',
      agent: run.task.id,
      outcome: outcome.status,
      reason,
      found,
      seconds,
      output,
      sha256: context.state.artifacts[output],
      key,
    },
    where,
  );
  return { id: run.task.id, status: outcome.status, output, reason };
}
