import type { AgentKind, AgentKinds, AgentTask } from '../agents/contract';
import type { Attempt } from '../agents/runner/attempt';
import type { PoolEvents } from '../agents/runner/pool';
import type { TaskRun } from '../agents/runner/run-task';
import type { AgentOutcomeStatus } from '../artifacts/run-events';
import { RunError } from '../session/run-error';
import type { RunContext } from './context';
import type { RunServices } from './contract';
import { keyOf } from './keys';
import type { Step } from './step';

const MINUTE = 60_000;
const TIME_LIMITS: Record<AgentKind, number> = {
  'business-context': 10 * MINUTE,
  size: 10 * MINUTE,
  map: 30 * MINUTE,
  investigate: 15 * MINUTE,
  'threat-model': 60 * MINUTE,
  'test-plan': 30 * MINUTE,
};

/** How long an agent of a kind may take, in milliseconds. */
export function timeLimit(kind: AgentKind, services: RunServices): number {
  const { investigator, mapper } = services.timeLimits ?? {};
  if (kind === 'investigate' && investigator !== undefined) return investigator * MINUTE;
  if (kind === 'map' && mapper !== undefined) return mapper * MINUTE;
  return TIME_LIMITS[kind];
}

/** Makes a task with its limits and with what the user asked for so far. */
export function taskOf<K extends AgentKind>(
  context: RunContext,
  id: string,
  kind: K,
  title: string,
  input: AgentKinds[K]['input'],
  feedback: string[],
): AgentTask<K> {
  return { id, kind, title, input, feedback, limits: { timeoutMs: timeLimit(kind, context.parts.services) } };
}

/** What the journal and the artifacts say about who made a result. */
export interface Provenance {
  agent: string;
  engine: string;
  attempt: number;
  seconds: number;
  key: string;
  partial: boolean;
  found: string;
  reason?: string;
}

export interface Job<K extends AgentKind = AgentKind> {
  task: AgentTask<K>;
  concern?: string;
  batch?: string;
  /** Writes the result; returns the path of its main file, written last. */
  save(result: AgentKinds[K]['result'], provenance: Provenance): Promise<string>;
  /** Writes down that there is no result. */
  fail?(run: TaskRun<K>, attempt: number): Promise<void>;
  /** Looks for a result that was written but not recorded; says where it is and what it found. */
  adopt?(key: string): Promise<{ path: string; found: string } | undefined>;
}

export interface JobResult {
  id: string;
  status: AgentOutcomeStatus;
  output?: string;
  reason?: string;
}

/** The output of a task nothing can go on without. A task stopped by the user stops the run; one that failed fails it. */
export function outputOf(context: RunContext, result: JobResult | undefined, what: string): string {
  if (result?.status === 'cancelled') context.stop('user');
  context.check();
  if (result?.output !== undefined) return result.output;
  throw new RunError(
    'agent-failed',
    `${what}: ${result?.reason ?? 'no answer'}.`,
    'Resume the session to try again. What was done before is kept.',
  );
}

/** What a task's result depends on. */
async function taskKey(context: RunContext, task: AgentTask): Promise<string> {
  const engines = context.parts.services.engines.map(({ id }) => id);
  return keyOf({
    id: task.id,
    kind: task.kind,
    ...namedParts(task.input),
    feedback: task.feedback,
    engines,
    source: await context.sourceDigest(),
  });
}

const namedParts = (input: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).map(([name, value]) => [`input.${name}`, value as unknown]));

async function isReusable(context: RunContext, id: string, key: string): Promise<boolean> {
  const record = context.state.steps[id];
  if (record?.key !== key) return false;
  for (const { path } of record.outputs)
    if ((await context.store.hashOf(path)) !== context.state.artifacts[path]) return false;
  return true;
}

const answerOf = <R>(outcome: Attempt<R>): R | null => ('result' in outcome ? outcome.result : null);
const reasonOf = (outcome: Attempt<unknown>): string | undefined => ('reason' in outcome ? outcome.reason : undefined);

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

async function reused(context: RunContext, id: string, key: string): Promise<JobResult | undefined> {
  if (!(await isReusable(context, id, key))) return undefined;
  const status = context.state.agents.find((agent) => agent.id === id)?.status;
  const output = context.state.steps[id]?.outputs[0]?.path;
  return {
    id,
    status: status === 'partial' || status === 'truncated' ? status : 'completed',
    ...(output === undefined ? {} : { output }),
  };
}

async function adopted<K extends AgentKind>(
  context: RunContext,
  step: Step,
  job: Job<K>,
  key: string,
): Promise<JobResult | undefined> {
  const known = await job.adopt?.(key);
  if (known === undefined) return undefined;
  const { path: output, found } = known;
  const sha256 = await context.store.hashOf(output);
  const where = whereOf(step, job.task.id);
  await context.emit(queuedEvent(job), where);
  await context.emit(
    { type: 'agent.finished', agent: job.task.id, outcome: 'completed', found, seconds: 0, output, sha256, key },
    where,
  );
  return { id: job.task.id, status: 'completed', output };
}

const whereOf = (step: Step, agent: string) => ({ phase: step.phase, step: step.id, agent });

const queuedEvent = (job: Job) => ({
  type: 'agent.queued' as const,
  agent: job.task.id,
  kind: job.task.kind,
  title: job.task.title,
  ...(job.concern === undefined ? {} : { concern: job.concern }),
  ...(job.batch === undefined ? {} : { batch: job.batch }),
});

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

/** Keeps what an agent brought, then says that it has ended: the other way round a crash could lose a result. */
async function settle<K extends AgentKind>(
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
    const removed = `${outcome.removed.length} claims of ${run.task.title} were removed because the code does not show them: ${outcome.removed.slice(0, 5).join('; ')}`;
    await context.emit(
      { type: 'problem', code: 'E-403', message: removed, recovery: 'The rest of the result was kept.' },
      where,
    );
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
