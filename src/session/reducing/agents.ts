import type { AgentOutcomeStatus, RunEvent } from '../../artifacts/run-events';
import type { ConcernRunState } from '../../artifacts/session-files';
import type { AgentState, RunState } from '../run-state';
import { type Body, type Change, type Handlers, isPhase } from './change';

const patchAgent = (state: RunState, id: string, patch: Partial<AgentState>): Change => ({
  agents: state.agents.map((agent) => (agent.id === id ? { ...agent, ...patch } : agent)),
});

const CONCERN_STATE: Record<AgentOutcomeStatus, ConcernRunState> = {
  completed: 'complete',
  partial: 'partial',
  truncated: 'partial',
  refused: 'failed',
  failed: 'failed',
  'timed-out': 'failed',
  cancelled: 'cancelled',
};

function finishAgent(state: RunState, body: Body<'agent.finished'>, event: RunEvent): Change {
  const { output, sha256, key } = body;
  const change: Change = {
    ...patchAgent(state, body.agent, {
      status: body.outcome,
      seconds: body.seconds,
      reason: body.reason,
      found: body.found,
      output,
      message: undefined,
    }),
    ...(output !== undefined && sha256 !== undefined && key !== undefined
      ? {
          steps: {
            ...state.steps,
            [body.agent]: {
              key,
              outputs: [{ path: output, sha256 }],
              phase: isPhase(event.phase) ? event.phase : 'final_report',
            },
          },
        }
      : {}),
  };
  const concern = state.agents.find((agent) => agent.id === body.agent)?.concern;
  if (concern === undefined) return change;
  const retries = state.concerns[concern]?.retries ?? 0;
  // A partial run without a usable result has nothing to keep: it counts as failed.
  const outcome =
    CONCERN_STATE[body.outcome] === 'partial' && body.output === undefined ? 'failed' : CONCERN_STATE[body.outcome];
  return {
    ...change,
    concerns: {
      ...state.concerns,
      [concern]: { state: outcome, retries, ...(body.output ? { file: body.output } : {}) },
    },
  };
}

function queueAgent(state: RunState, body: Body<'agent.queued'>, event: RunEvent): Change {
  const agent: AgentState = {
    id: body.agent,
    kind: body.kind,
    title: body.title,
    phase: isPhase(event.phase) ? event.phase : 'final_report',
    ...(body.batch === undefined ? {} : { batch: body.batch }),
    ...(body.concern === undefined ? {} : { concern: body.concern }),
    status: 'queued',
    attempt: 0,
  };
  const known = state.agents.some(({ id }) => id === agent.id);
  return {
    agents: known
      ? state.agents.map((old) => (old.id === agent.id ? { ...agent, attempt: old.attempt } : old))
      : [...state.agents, agent],
  };
}

/** Agents, and what becomes of their concerns. */
export const agentHandlers: Handlers<'agent.queued' | 'agent.started' | 'agent.progress' | 'agent.finished'> = {
  'agent.queued': queueAgent,
  'agent.started': (state, body, event) =>
    patchAgent(state, body.agent, {
      status: 'running',
      engine: body.engine,
      attempt: body.attempt,
      startedAt: event.time,
      seconds: undefined,
      reason: undefined,
    }),
  'agent.progress': (state, body) =>
    patchAgent(state, body.agent, { message: body.message, done: body.done, total: body.total }),
  'agent.finished': finishAgent,
};
