import type { CheckpointView } from '../artifacts/checkpoint-views';
import { checkpointFile } from '../session/layout';
import type { AgentPhase, RunState } from '../session/run-state';
import { ask, decisionFor } from './checkpoint';
import type { RunContext } from './context';
import { NO_COST, type Step } from './step';

export const attemptAt = (state: RunState, phase: AgentPhase): number =>
  state.phases.find(({ key }) => key === phase)?.attempt ?? 1;

export interface Approval {
  id: string;
  /** Of the step, in the plan. */
  title: string;
  phase: AgentPhase;
  needs: readonly string[];
  reads: readonly string[];
  checkpoint: { id: string; title: string };
  view: (context: RunContext) => Promise<CheckpointView>;
}

/**
 * The step at the end of a phase that waits until the user approves it. Sent back, the phase runs again before it asks
 * again.
 */
export function approvalStep({ checkpoint, view, ...given }: Approval): Step {
  const step: Step = {
    ...given,
    readsCode: false,
    writes: [checkpointFile(checkpoint.id)],
    checkpoint: true,
    estimate: NO_COST,
    run: async (context) => {
      const attempt = attemptAt(context.state, given.phase);
      const approved = (): boolean => decisionFor(context.state, checkpoint.id, attempt)?.decision === 'approve';
      if (!approved())
        await ask(context, step, {
          ...checkpoint,
          options: ['approve', 'revise'],
          automatic: 'approve',
          view: () => view(context),
        });
      return approved() ? { outputs: [] } : 'again';
    },
  };
  return step;
}
