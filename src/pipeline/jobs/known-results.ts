import type { AgentKind, AgentTask } from '../../agents/contract';
import type { RunContext } from '../context';
import { keyOf } from '../keys';
import type { Step } from '../step';
import { type Job, type JobResult, queuedEvent, whereOf } from './job';

/** What a task's result depends on. */
export async function taskKey(context: RunContext, task: AgentTask): Promise<string> {
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

export async function reused(context: RunContext, id: string, key: string): Promise<JobResult | undefined> {
  if (!(await isReusable(context, id, key))) return undefined;
  const status = context.state.agents.find((agent) => agent.id === id)?.status;
  const output = context.state.steps[id]?.outputs[0]?.path;
  return {
    id,
    status: status === 'partial' || status === 'truncated' ? status : 'completed',
    ...(output === undefined ? {} : { output }),
  };
}

export async function adopted<K extends AgentKind>(
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
