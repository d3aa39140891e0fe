import type { AgentPhase, RunState } from '../run-state';
import { type Change, without } from './change';

/** Forgets what these phases produced, so that they run again as a further attempt. */
export function forget(state: RunState, phases: readonly AgentPhase[]): Change {
  const gone = (phase: string): boolean => phases.some((key) => key === phase);
  return {
    phases: state.phases.map((phase) =>
      gone(phase.key) ? { key: phase.key, status: 'pending', attempt: phase.attempt } : phase,
    ),
    steps: without(state.steps, (_id, step) => gone(step.phase)),
    agents: state.agents.filter((agent) => !gone(agent.phase)),
    ...(gone('security_controls') ? { batches: [], concerns: {} } : {}),
  };
}
