import type { AgentState, RunState } from '../run-state';
import type { Handlers } from './change';

/** Nothing runs any more: whatever was under way starts again when the run goes on, and the attempt does not count. */
const settle = (state: RunState): AgentState[] =>
  state.agents.map((agent) =>
    agent.status === 'running'
      ? { ...agent, status: 'queued', attempt: Math.max(0, agent.attempt - 1), message: undefined }
      : agent,
  );

/** What happens to the run as a whole. */
export const runHandlers: Handlers<
  'run.started' | 'run.resumed' | 'run.stopped' | 'run.failed' | 'run.finished' | 'folder.changed'
> = {
  'run.started': (_state, body, event) => ({
    sessionDir: body.sessionDir,
    folder: body.folder,
    scope: body.scope,
    methodology: body.methodology,
    cvssVersion: body.cvssVersion,
    unattended: body.unattended,
    plan: body.plan,
    settled: body.settled,
    status: 'running',
    startedAt: event.time,
  }),
  'run.resumed': (state) => ({
    status: state.checkpoint ? 'waiting' : 'running',
    sessionStatus: 'in_progress',
    failure: undefined,
    agents: settle(state),
    // Going on after Stop and Save is the consent the stopped batch waited for.
    batches: state.batches.map((batch) => (batch.state === 'stopped' ? { ...batch, state: 'approved' } : batch)),
    phases: state.phases.map((phase) =>
      phase.status === 'stopped' || phase.status === 'failed'
        ? { ...phase, status: state.checkpoint ? 'waiting' : 'running' }
        : phase,
    ),
  }),
  'run.stopped': (state, body) => ({
    status: 'stopped',
    sessionStatus: body.status,
    agents: settle(state),
    phases: state.phases.map((phase) =>
      phase.status === 'running' ? { ...phase, status: 'stopped', progress: undefined } : phase,
    ),
  }),
  'run.failed': (state, body) => ({
    status: 'failed',
    failure: { code: body.code, message: body.message, advice: body.advice },
    agents: settle(state),
    phases: state.phases.map((phase) =>
      phase.status === 'running' ? { ...phase, status: 'failed', progress: undefined } : phase,
    ),
  }),
  'run.finished': (state, body) => ({
    status: 'completed',
    sessionStatus: 'completed',
    report: body.report,
    counters: { ...state.counters, ...body.counters },
  }),
  'folder.changed': (_state, body) => ({ folder: body.folder }),
};
