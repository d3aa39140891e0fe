import PQueue from 'p-queue';
import type { Redaction } from '../../safety/secrets/redaction';
import type { AgentKind, AgentTask, Engine } from '../contract';
import type { AgentTools } from '../../reasoning/work';
import { runTask, type TaskRun } from './run-task';
import type { SourceReader } from './source-reader';

/** No more than this at once: the most that the setting and the terminal accept. */
const MAX_POOL_SIZE = 20;
const DEFAULT_POOL_SIZE = 4;
const PROGRESS_EVERY_MS = 250;

/** What the pool tells about its agents. Each call is awaited, so that nothing is shown before it is recorded. */
export interface PoolEvents {
  queued(task: AgentTask): Promise<void>;
  started(task: AgentTask, engine: string, attempt: number): Promise<void>;
  progress(task: AgentTask, progress: { message: string; done?: number; total?: number }): void;
  settled(run: TaskRun): Promise<void>;
}

export interface PoolServices {
  engines: readonly Engine[];
  tools: AgentTools;
  reader: SourceReader;
  redaction: Redaction;
  elapsed: () => number;
}

export const clampPoolSize = (size: number | undefined): number =>
  Math.min(MAX_POOL_SIZE, Math.max(1, Math.trunc(size ?? DEFAULT_POOL_SIZE)));

/** At most one message in 250 ms per agent; the last word is the outcome, so nothing is lost by dropping. */
function throttled<T>(elapsed: () => number, send: (value: T) => void): (value: T) => void {
  let last = -Infinity;
  return (value) => {
    if (elapsed() - last < PROGRESS_EVERY_MS) return;
    last = elapsed();
    send(value);
  };
}

/** Runs agents side by side. One pool per run; every agent in it can be stopped by its id, or all of them at once. */
export class AgentPool {
  private readonly queue: PQueue;
  private readonly running = new Map<string, AbortController>();

  constructor(size: number | undefined) {
    this.queue = new PQueue({ concurrency: clampPoolSize(size) });
  }

  /**
   * Runs all tasks and waits for every one of them; one that fails does not disturb the others. The result is sorted by
   * task id, whatever the order they ended in. Rejects only when an event could not be recorded.
   */
  async run<K extends AgentKind>(
    tasks: readonly AgentTask<K>[],
    services: PoolServices,
    events: PoolEvents,
    signal: AbortSignal,
  ): Promise<TaskRun<K>[]> {
    for (const task of tasks) await events.queued(task);
    const abandon = (error: unknown): never => {
      this.stopAll();
      throw error;
    };
    const runs = await Promise.allSettled(
      tasks.map((task) => this.enqueue(task, services, events, signal).catch(abandon)),
    );
    const done: TaskRun<K>[] = [];
    for (const run of runs) {
      if (run.status === 'rejected') throw run.reason;
      done.push(run.value);
    }
    return done.sort((a, b) => (a.task.id < b.task.id ? -1 : 1));
  }

  private async enqueue<K extends AgentKind>(
    task: AgentTask<K>,
    services: PoolServices,
    events: PoolEvents,
    signal: AbortSignal,
  ): Promise<TaskRun<K>> {
    const controller = new AbortController();
    this.running.set(task.id, controller);
    try {
      return await this.queue.add(async () => {
        const attempt = {
          ...services,
          signal: AbortSignal.any([signal, controller.signal]),
          report: throttled<{ message: string; done?: number; total?: number }>(services.elapsed, (progress) =>
            events.progress(task, progress),
          ),
        };
        const run = await runTask(task, services.engines, attempt, (engine, number) =>
          events.started(task, engine, number),
        );
        await events.settled(run);
        return run;
      });
    } finally {
      this.running.delete(task.id);
    }
  }

  /** Stops one agent, queued or running. False when there is none with this id. */
  stop(id: string): boolean {
    const controller = this.running.get(id);
    controller?.abort();
    return controller !== undefined;
  }

  /** Stops every agent, queued or running. */
  stopAll(): void {
    for (const controller of this.running.values()) controller.abort();
  }
}
