import type { RunEvent, RunEventBody, RunEventType } from '../../artifacts/run-events';
import type { AgentPhase, BatchRunState, PhaseState, RunState } from '../run-state';
import { PHASE_ORDER } from './initial-state';

export type Body<T extends RunEventType> = Extract<RunEventBody, { type: T }>;

export type Change = Partial<RunState>;

/** What the state becomes after an event of one of these types. */
export type Handlers<Types extends RunEventType> = {
  [T in Types]: (state: RunState, body: Body<T>, event: RunEvent) => Change;
};

export const isPhase = (value: string | undefined): value is AgentPhase => PHASE_ORDER.some((phase) => phase === value);

export const patchPhase = (state: RunState, key: string | undefined, patch: Partial<PhaseState>): PhaseState[] =>
  state.phases.map((phase) => (phase.key === key ? { ...phase, ...patch } : phase));

export const patchBatch = (state: RunState, key: string, patch: Partial<BatchRunState>): BatchRunState[] =>
  state.batches.map((batch) => (batch.key === key ? { ...batch, ...patch } : batch));

export const without = <T>(record: Record<string, T>, drop: (key: string, value: T) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key, value]) => !drop(key, value)));
