import type { RunEvent, RunEventBody, RunEventType } from '../artifacts/run-events';
import { Redaction } from '../safety/secrets/redaction';
import type { Journal } from '../session/journal-writer';
import { RunError, toRunError } from '../session/run-error';
import { reduce } from '../session/reduce';
import type { RunState } from '../session/run-state';
import type { Clock } from './clock';
import type { RunListener } from './contract';

export interface Where {
  phase?: string;
  step?: string;
  agent?: string;
}

/** Shown while it happens, worth nothing afterwards: these need not survive a power cut. */
const PASSING: ReadonlySet<RunEventType> = new Set([
  'agent.queued',
  'agent.started',
  'agent.progress',
  'step.started',
  'step.progress',
  'artifact.written',
  'renderings.written',
  'counted',
]);

/**
 * The one way by which anything happens in a run: an event goes to the journal, then into the state, then to the
 * readers.
 */
export class Recorder {
  private readonly listeners = new Set<RunListener>();
  private seq: number;
  private ended = false;
  private broken: RunError | undefined;

  constructor(
    private readonly journal: Journal,
    private current: RunState,
    private readonly run: string,
    private readonly epoch: number,
    private readonly clock: Clock,
    private readonly redaction = new Redaction(),
  ) {
    this.seq = current.seq;
  }

  get state(): RunState {
    return this.current;
  }

  /**
   * Resolves when the event is recorded and shown. Rejects with RunError when it could not be recorded; then it did not
   * happen.
   */
  async emit(body: RunEventBody, where: Where = {}): Promise<void> {
    if (this.broken !== undefined) throw this.broken;
    const event = this.next(body, where);
    try {
      await this.journal.append(event, !PASSING.has(body.type));
    } catch (error) {
      // A later event must not be written with this one missing.
      this.broken ??= toRunError(error);
      throw error;
    }
    this.show(event);
  }

  /** For the end of a run that can no longer write: shown to the readers, absent from the journal. */
  announce(body: RunEventBody): void {
    this.seq = this.current.seq;
    this.show(this.next(body, {}));
  }

  onEvent(listener: RunListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves as soon as the state fulfils a condition; rejects when `signal` aborts first. */
  until(condition: (state: RunState) => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        stopListening();
        signal.removeEventListener('abort', aborted);
        settle();
      };
      const aborted = (): void => finish(() => reject(signal.reason as Error));
      const stopListening = this.onEvent((_event, state) => {
        if (condition(state)) finish(resolve);
      });
      if (condition(this.current)) finish(resolve);
      else if (signal.aborted) aborted();
      else signal.addEventListener('abort', aborted);
    });
  }

  /** Throws RunError when the disk does not hold what was recorded; asked before a run may call itself complete. */
  assertWhole(): Promise<void> {
    return this.journal.assertWhole();
  }

  async close(): Promise<void> {
    this.ended = true;
    await this.journal.close();
  }

  get closed(): boolean {
    return this.ended;
  }

  private next(body: RunEventBody, where: Where): RunEvent {
    this.seq++;
    return {
      run: this.run,
      epoch: this.epoch,
      seq: this.seq,
      time: this.clock.now(),
      ...where,
      body: this.redaction.all(body),
    };
  }

  private show(event: RunEvent): void {
    this.current = reduce(this.current, event);
    // What is to do next is read from the state: one that stands still would have the same work done for ever.
    if (this.current.seq !== event.seq)
      throw new RunError(
        'unexpected',
        `Event ${event.seq} does not follow the state of this session.`,
        'Report this with the log.',
      );
    for (const listener of [...this.listeners]) {
      try {
        listener(event, this.current);
      } catch {
        // A reader that fails must not stop the run; it asks for a snapshot when it comes back.
        continue;
      }
    }
  }
}
