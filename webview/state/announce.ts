import type { RunState } from '../../src/session/run-state';
import { PHASE_TITLES } from '../../src/session/run-words';
import { plural } from './words';

/**
 * What a screen reader is told when the run moves on by itself: only the turning points, or it would never be silent.
 */
export function announce(before: RunState | null, after: RunState | null): string | undefined {
  if (after === null || before === null || before.run !== after.run) return undefined;
  if (
    after.checkpoint &&
    (after.checkpoint.id !== before.checkpoint?.id || after.checkpoint.timestamp !== before.checkpoint.timestamp)
  ) {
    return `Waiting for you: ${after.checkpoint.title}.`;
  }
  if (after.status !== before.status) return ended(after);
  const phase = after.phases.find(
    ({ key, status }) => status === 'running' && before.phases.find((old) => old.key === key)?.status !== 'running',
  );
  return phase && `${PHASE_TITLES[phase.key]} started.`;
}

function ended(run: RunState): string | undefined {
  if (run.status === 'completed') return 'The threat model is complete.';
  if (run.status === 'stopped') return 'The run stopped. Everything done so far is saved.';
  if (run.status === 'failed') return `The run could not go on. ${run.failure?.message ?? ''}`.trim();
  return undefined;
}

export const errorsFound = (count: number) => `${plural(count, 'answer')} to look at before you can approve.`;
