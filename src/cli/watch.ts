import type { Run } from '../pipeline/contract';
import type { RunState } from '../session/run-state';
import { terminalLine } from '../safety/text/terminal';
import { askDecision } from './ask';
import { planLines, progressLine } from './progress';
import { LongWork } from './long-work';
import type { Terminal } from './terminal';
import { workingLine } from './working-line';

/**
 * Follows a run to its end: progress to the terminal, open checkpoints to the user, Ctrl+C to a resumable stop. Without
 * a person to ask, the first open checkpoint ends the run; it stays open for `resume`.
 */
export async function watch(
  run: Run,
  terminal: Terminal,
  unattended: boolean,
): Promise<{ state: RunState; interrupted: boolean }> {
  let interrupted = false;
  const stop = (): void => void run.stop({ level: 'run' });
  const asking = new AbortController();
  const release = terminal.onInterrupt(() => {
    interrupted = true;
    asking.abort();
    terminal.err('Stopping; the session can be resumed.');
    stop();
  });

  const answer = async (): Promise<void> => {
    const record = run.state.checkpoint;
    if (record === undefined || unattended) return;
    const decision = terminal.questions
      ? await askDecision(record, terminal.questions, { signal: asking.signal, interrupt: () => terminal.interrupt() })
      : undefined;
    if (interrupted) return;
    if (decision === undefined) {
      terminal.err(
        `${record.title} waits for a decision. Go on with: threatline resume ${run.sessionDir} (or with --yes to approve everything).`,
      );
      stop();
      return;
    }
    const result = await run.decide(record.id, decision);
    if (result.ok) return;
    terminal.err(terminalLine(result.message));
    await answer();
  };

  terminal.err(planLines(run.state));
  const long = new LongWork(
    (line) => terminal.err(line),
    () => workingLine(run.state),
  );
  const unsubscribe = run.onEvent((event, state) => {
    const line = progressLine(event, state);
    if (line !== undefined) {
      long.heard();
      terminal.err(terminalLine(line));
    }
    if (event.body.type === 'checkpoint.opened')
      void answer().catch((error: unknown) => terminal.err(terminalLine(String(error))));
  });
  try {
    await answer();
    return { state: await run.finished, interrupted };
  } finally {
    long.stop();
    unsubscribe();
    release();
    await run.dispose();
  }
}
