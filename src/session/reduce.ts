import type { RunEvent, RunEventBody, RunEventType } from '../artifacts/run-events';
import { agentHandlers } from './reducing/agents';
import { batchHandlers } from './reducing/batches';
import type { Change, Handlers } from './reducing/change';
import { checkpointHandlers } from './reducing/checkpoints';
import { phaseHandlers } from './reducing/phases';
import { recordHandlers } from './reducing/records';
import { runHandlers } from './reducing/run';
import type { RunState } from './run-state';

const HANDLERS: Handlers<RunEventType> = {
  ...runHandlers,
  ...phaseHandlers,
  ...agentHandlers,
  ...batchHandlers,
  ...checkpointHandlers,
  ...recordHandlers,
};

/**
 * The state after an event. Pure. Events already folded in change nothing; an event that does not follow the last one
 * is not applied and marks the state as `behind`.
 */
export function reduce(state: RunState, event: RunEvent): RunState {
  if (state.run !== '' && event.run !== state.run) return state;
  if (event.seq <= state.seq) return state;
  if (event.seq !== state.seq + 1) return state.behind ? state : { ...state, behind: true };
  const handler = HANDLERS[event.body.type] as (state: RunState, body: RunEventBody, event: RunEvent) => Change;
  // The stamp last: a handler may answer with a whole state, which still carries the old one.
  return {
    ...state,
    ...handler(state, event.body, event),
    run: event.run,
    epoch: event.epoch,
    seq: event.seq,
    updatedAt: event.time,
  };
}
