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

const skipped = (state: RunState, ids: string[]): RunState['concerns'] =>
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

function decide(state: RunState, { checkpoint, decision }: Body<'checkpoint.decided'>, event: RunEvent): Change {
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
  return { ...decided, ...(batch ? ofBatch(decided, batch, decision) : {}), ...ofConcerns(state, batch, decision) };
}

type Decision = Body<'checkpoint.decided'>['decision'];
type Batch = RunState['batches'][number];

/** What a decision does to the batch it is about. */
function ofBatch(decided: RunState, { key, state }: Batch, { decision }: Decision): Change {
  if (decision === 'revert') return revertBatch(decided, key);
  if (decision === 'continue') return { batches: patchBatch(decided, key, { state: 'approved' }) };
  const stopped = decision === 'stop' && state === 'awaiting-checkpoint';
  return stopped ? { batches: patchBatch(decided, key, { state: 'stopped' }) } : {};
}

/** What a decision does to concerns, those named or all that are unresolved. */
function ofConcerns(state: RunState, batch: Batch | undefined, { decision, concerns }: Decision): Change {
  if (decision === 'retry') return { concerns: again(state, concerns ?? unresolved(state, batch)) };
  return decision === 'skip' ? { concerns: skipped(state, concerns ?? unresolved(state, batch)) } : {};
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
