import type { RunEvent } from '../../artifacts/run-events';
import type { BatchRunState, RunState } from '../run-state';
import { type Body, type Change, type Handlers, isPhase, patchBatch, patchPhase, without } from './change';
import { forget } from './forget';

/** Takes a batch back to where it was before it started. */
function revertBatch(state: RunState, key: string): Change {
  const batch = state.batches.find((candidate) => candidate.key === key);
  const concerns = new Set(batch?.concerns ?? []);
  return {
    batches: patchBatch(state, key, { state: 'reverted', failed: [], controls: undefined, gaps: undefined }),
    steps: without(
      state.steps,
      (id) => id.startsWith(`security-controls.${key}.`) || concerns.has(id.replace(/^investigate:/, '')),
    ),
    concerns: Object.fromEntries(
      Object.entries(state.concerns).map(([id, concern]) => [
        id,
        concerns.has(id) ? { state: 'pending', retries: 0 } : concern,
      ]),
    ),
  };
}

const unresolved = (state: RunState, batch: BatchRunState | undefined): string[] =>
  (batch?.concerns ?? []).filter(
    (id) => state.concerns[id]?.state === 'failed' || state.concerns[id]?.state === 'cancelled',
  );

export const skipped = (state: RunState, ids: string[]): RunState['concerns'] =>
  Object.fromEntries(
    Object.entries(state.concerns).map(([id, concern]) => [
      id,
      ids.includes(id) ? { state: 'skipped', retries: concern.retries } : concern,
    ]),
  );

const again = (state: RunState, ids: string[]): RunState['concerns'] =>
  Object.fromEntries(
    Object.entries(state.concerns).map(([id, concern]) => [
      id,
      ids.includes(id) ? { state: 'pending', retries: concern.retries + 1 } : concern,
    ]),
  );

export function decide(state: RunState, { checkpoint, decision }: Body<'checkpoint.decided'>, event: RunEvent): Change {
  const view = state.checkpoint?.summary;
  const batch =
    view?.kind === 'batch' ? state.batches.find((candidate) => candidate.key === view.batch.key) : undefined;
  const phase = isPhase(event.phase) ? event.phase : undefined;
  const attempt = batch?.attempt ?? state.phases.find(({ key }) => key === phase)?.attempt ?? 1;
  const decided: RunState = {
    ...state,
    status: 'running',
    checkpoint: undefined,
    decisions: [...state.decisions, { checkpoint, time: event.time, attempt, decision }],
    phases: patchPhase(state, phase, { status: 'running' }),
  };
  if (decision.decision === 'revise' && phase) return { ...decided, ...forget(decided, [phase]) };
  if (batch && decision.decision === 'revert') return { ...decided, ...revertBatch(decided, batch.key) };
  if (batch && decision.decision === 'continue')
    return { ...decided, batches: patchBatch(state, batch.key, { state: 'approved' }) };
  if (batch && decision.decision === 'stop' && batch.state === 'awaiting-checkpoint')
    return { ...decided, batches: patchBatch(state, batch.key, { state: 'stopped' }) };
  if (decision.decision === 'retry')
    return { ...decided, concerns: again(state, decision.concerns ?? unresolved(state, batch)) };
  if (decision.decision === 'skip')
    return { ...decided, concerns: skipped(state, decision.concerns ?? unresolved(state, batch)) };
  return decided;
}

/** Questions to the user, and the answers. */
export const checkpointHandlers: Handlers<'checkpoint.opened' | 'checkpoint.decided'> = {
  'checkpoint.opened': (state, body, event) => ({
    status: 'waiting',
    checkpoint: body.checkpoint,
    phases: patchPhase(state, event.phase, { status: 'waiting' }),
  }),
  'checkpoint.decided': decide,
};
