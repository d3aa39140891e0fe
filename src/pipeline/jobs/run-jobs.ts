import type { AgentKind } from '../../agents/contract';
import type { PoolEvents } from '../../agents/runner/pool';
import type { TaskRun } from '../../agents/runner/run-task';
import type { RunContext } from '../context';
import type { Step } from '../step';
import { type Job, type JobResult, queuedEvent, whereOf } from './job';
import { adopted, reused, taskKey } from './known-results';
import { settle } from './settle';

/** Runs what is not already done and returns how every job stands, sorted by id. */
export async function runJobs<K extends AgentKind>(
  context: RunContext,
  step: Step,
  jobs: readonly Job<K>[],
): Promise<JobResult[]> {
  const keys = new Map<string, string>();
  const todo: Job<K>[] = [];
  const results: JobResult[] = [];
  for (const job of jobs) {
    const key = await taskKey(context, job.task);
    keys.set(job.task.id, key);
    const known = (await reused(context, job.task.id, key)) ?? (await adopted(context, step, job, key));
    if (known) results.push(known);
    else todo.push(job);
  }
  if (todo.length > 0) results.push(...(await runPool(context, step, todo, keys)));
  return results.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function runPool<K extends AgentKind>(
  context: RunContext,
  step: Step,
  jobs: readonly Job<K>[],
  keys: ReadonlyMap<string, string>,
): Promise<JobResult[]> {
  const byId = new Map(jobs.map((job) => [job.task.id, job]));
  const before = new Map(
    jobs.map((job) => [job.task.id, context.state.agents.find((agent) => agent.id === job.task.id)?.attempt ?? 0]),
  );
  const results = new Map<string, JobResult>();
  const events: PoolEvents = {
    queued: (task) => context.emit(queuedEvent(byId.get(task.id) as unknown as Job), whereOf(step, task.id)),
    started: (task, engine, attempt) =>
      context.emit(
        { type: 'agent.started', agent: task.id, engine, attempt: (before.get(task.id) ?? 0) + attempt },
        whereOf(step, task.id),
      ),
    progress: (task, progress) =>
      void context
        .emit({ type: 'agent.progress', agent: task.id, ...progress }, whereOf(step, task.id))
        .catch(() => context.stop('shutdown')),
    settled: async (run) => {
      const job = byId.get(run.task.id);
      if (job)
        results.set(
          run.task.id,
          await settle(
            context,
            step,
            job,
            run as unknown as TaskRun<K>,
            keys.get(run.task.id) ?? '',
            before.get(run.task.id) ?? 0,
          ),
        );
    },
  };
  await context.pool.run(
    jobs.map((job) => job.task),
    await context.poolServices(),
    events,
    context.signal,
  );
  return [...results.values()];
}
