import type { AgentKind, AgentKinds, AgentTask } from '../../agents/contract';
import type { TaskRun } from '../../agents/runner/run-task';
import type { AgentOutcomeStatus } from '../../artifacts/run-events';
import { RunError } from '../../session/run-error';
import type { RunContext } from '../context';
import type { Step } from '../step';

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

/**
 * The output of a task nothing can go on without. A task stopped by the user stops the run; one that failed fails it.
 */
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

export const whereOf = (step: Step, agent: string) => ({ phase: step.phase, step: step.id, agent });

export const queuedEvent = (job: Job) => ({
  type: 'agent.queued' as const,
  agent: job.task.id,
  kind: job.task.kind,
  title: job.task.title,
  ...(job.concern === undefined ? {} : { concern: job.concern }),
  ...(job.batch === undefined ? {} : { batch: job.batch }),
});
