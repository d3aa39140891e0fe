import type { Decision } from '../artifacts/checkpoint-record';
import type { SessionStatus } from '../artifacts/session-files';
import { FILES, inSession } from '../session/layout';
import { RunError, toRunError } from '../session/run-error';
import type { RunState } from '../session/run-state';
import { type RunContext, Stopped } from './context';
import type { DecideResult, Run, RunListener, StopTarget } from './contract';
import { decide } from './decide';
import { pipeline } from './graph';
import { saveRenderings } from './renderings';
import { assertUnchanged, repair } from './repair';
import { runGraph } from './scheduler';
import * as decisions from '../wording/run/decisions';
import * as recovery from '../wording/run/recovery';

const LAST_WORDS_MS = 5000;

/** Whatever changes the files of a session as often as this does not stop. */
const MOST_ROUNDS = 4;

/** One run under way, as its readers see it. */
export class RunHandle implements Run {
  readonly finished: Promise<RunState>;
  private deciding: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly context: RunContext,
    /** Gives back the session. */
    private readonly release: () => Promise<void>,
    resumed: boolean,
  ) {
    this.finished = this.work(resumed);
  }

  get sessionDir(): string {
    return this.context.parts.sessionDir;
  }

  get state(): RunState {
    return this.context.state;
  }

  onEvent(listener: RunListener): () => void {
    return this.context.parts.recorder.onEvent(listener);
  }

  /** One at a time, so that of two clicks the second finds the first done. */
  decide(checkpointId: string, decision: Decision): Promise<DecideResult> {
    const answer = this.deciding.then(() => this.answer(checkpointId, decision));
    this.deciding = answer;
    return answer;
  }

  async stop(target: StopTarget): Promise<void> {
    switch (target.level) {
      case 'run':
      case 'phase':
        this.context.stop('user');
        await this.finished;
        return;
      case 'batch':
        this.context.pool.stopAll();
        return this.quiet((state) => !state.agents.some(({ status }) => status === 'running' || status === 'queued'));
      case 'agent':
        if (!this.context.pool.stop(target.id)) return;
        return this.quiet(
          (state) =>
            !state.agents.some(({ id, status }) => id === target.id && (status === 'running' || status === 'queued')),
        );
    }
  }

  async dispose(): Promise<void> {
    this.context.stop('shutdown');
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((done) => (timer = setTimeout(done, LAST_WORDS_MS)));
    await Promise.race([this.finished, patience]);
    clearTimeout(timer);
  }

  private async answer(checkpointId: string, decision: Decision): Promise<DecideResult> {
    if (this.context.parts.recorder.closed) return { ok: false, message: decisions.ended };
    try {
      return await decide(this.context, checkpointId, decision);
    } catch (error) {
      const { message, advice } = toRunError(error);
      this.context.stop('shutdown');
      return { ok: false, message: `${message} ${advice}` };
    }
  }

  /** Waits until a condition holds or the run ends, whichever is first. */
  private async quiet(condition: (state: RunState) => boolean): Promise<void> {
    const ended = new AbortController();
    void this.finished.then(() => ended.abort());
    await this.context.parts.recorder.until(condition, ended.signal).catch(() => undefined);
  }

  private async work(resumed: boolean): Promise<RunState> {
    const { context } = this;
    // The caller gets to know the run before its first event.
    await Promise.resolve();
    try {
      await this.carryOut(resumed ? await this.lookBack() : new Set<string>());
    } catch (error) {
      await this.end(error);
    }
    await context.parts.recorder.close().catch(() => undefined);
    await this.release();
    return context.state;
  }

  /**
   * Goes through the graph until all of it is done and every file is what was written; what something else changes
   * meanwhile is done again.
   */
  private async carryOut(redo: Set<string>): Promise<void> {
    const { context } = this;
    for (let again = redo, rounds = 0; ; rounds++) {
      try {
        await runGraph(context, pipeline, again);
        context.check();
        await assertUnchanged(context);
        return await this.complete();
      } catch (error) {
        if (!(error instanceof RunError) || error.code !== 'changed-artifact' || rounds === MOST_ROUNDS) throw error;
        again = await repair(context, pipeline);
      }
    }
  }

  private async lookBack(): Promise<Set<string>> {
    const { context } = this;
    const before = context.parts.session.workspace['source_digest'];
    if (typeof before === 'string' && before !== (await context.sourceDigest())) {
      await context.emit({
        type: 'problem',
        code: 'E-802',
        message: recovery.codeChanged,
        recovery: recovery.modelAnew,
      });
      await context.emit({ type: 'note', kind: 'recovery', text: recovery.codeChanged });
    }
    return repair(context, pipeline);
  }

  private async complete(): Promise<void> {
    const { context } = this;
    const { counters } = context.state;
    await context.parts.recorder.assertWhole();
    const report = {
      markdown: inSession(this.sessionDir, FILES.reportMarkdown),
      json: inSession(this.sessionDir, FILES.reportJson),
      sarif: inSession(this.sessionDir, FILES.reportSarif),
    };
    await context.emit({ type: 'run.finished', report, counters }, { phase: 'final_report' });
    await saveRenderings(context);
  }

  private async end(error: unknown): Promise<void> {
    const { context } = this;
    // Whatever still runs belongs to this run and ends with it.
    context.stop('shutdown');
    try {
      if (error instanceof Stopped)
        await context.emit({ type: 'run.stopped', status: this.statusWhenStopped(error), reason: error.reason });
      else await context.emit({ type: 'run.failed', ...failureOf(error) });
      await saveRenderings(context);
    } catch (failed) {
      // Not even the end can be written. Say so to those who watch; on disk the session is as it was and can be
      // resumed.
      if (context.state.status === 'running' || context.state.status === 'waiting') {
        context.parts.recorder.announce({
          type: 'run.failed',
          ...failureOf(error instanceof Stopped ? failed : error),
        });
      }
    }
  }

  private statusWhenStopped({ reason }: Stopped): SessionStatus {
    const batch = this.state.batches.filter(({ state }) => state === 'stopped' || state === 'recovering').at(-1);
    return reason === 'stop-and-save' && batch ? `partial-${batch.severity}` : 'in_progress';
  }
}

function failureOf(error: unknown): { code: string; message: string; advice: string } {
  const { code, message, advice } = toRunError(error);
  return { code, message, advice };
}
