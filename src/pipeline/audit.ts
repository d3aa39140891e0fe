import type { DamagedFile } from '../session/damage';
import type { FinishedStep, RunState } from '../session/run-state';
import { setAside } from './archive';
import { decisionFor, phaseNumber } from './checkpoint';
import type { RunContext } from './context';
import { stepKey } from './scheduler';
import { covers, type Graph, type Step } from './step';
import * as say from '../wording/run/recovery';

/** What a step made was approved, or is being shown for approval: it stands even when the code has changed since. */
function isSettled(state: RunState, step: Step): boolean {
  const phase = state.phases.find((candidate) => candidate.key === step.phase);
  if (phase?.status === 'complete' || (state.checkpoint && phase?.status === 'waiting')) return true;
  const batch = state.batches.find((candidate) => candidate.key === step.batch);
  if (batch) return batch.state === 'approved' || batch.state === 'stopped';
  return decisionFor(state, `phase-${phaseNumber(step.phase)}-checkpoint`, phase?.attempt ?? 1)?.decision === 'approve';
}

/** Files of a finished step that are gone or are not what was written. */
const damagedOutputs = (
  damage: readonly DamagedFile[],
  record: FinishedStep,
  rewritten: (path: string) => boolean,
): string[] =>
  record.outputs
    .map(({ path }) => path)
    .filter((path) => !rewritten(path) && damage.some((file) => file.path === path));

/**
 * Looks at everything an earlier process finished before any of it is relied on. Work that is not settled and has
 * other inputs by now is done again; damage to what was approved takes the run back to that phase, and says so.
 * Returns the ids of the steps to do again.
 */
export async function auditInherited(
  context: RunContext,
  graph: Graph,
  damage: readonly DamagedFile[],
): Promise<Set<string>> {
  const redo = new Set<string>();
  const steps = graph(context.state);
  const pending = steps.filter((step) => !(step.id in context.state.steps));
  const rewritten = (path: string): boolean =>
    pending.some((step) => step.writes.some((pattern) => covers(pattern, path)));
  for (const step of steps) {
    const record = context.state.steps[step.id];
    if (!record) continue;
    const settled = isSettled(context.state, step);
    // What a later step was about to write anew when the process ended is no damage to what was approved.
    const damaged = damagedOutputs(damage, record, settled ? rewritten : () => false);
    if (damaged.length > 0 && settled && !step.ends) {
      await takeBack(context, step, damaged);
      return redo;
    }
    if (damaged.length > 0) await sayAgain(context, step, damaged);
    if (damaged.length > 0 || (!settled && record.key !== (await stepKey(context, step)))) redo.add(step.id);
  }
  return redo;
}

async function sayAgain(context: RunContext, step: Step, damaged: string[]): Promise<void> {
  const text = say.producedAgain(damaged);
  await context.emit({ type: 'note', kind: 'recovery', text }, { phase: step.phase, step: step.id });
}

async function takeBack(context: RunContext, step: Step, damaged: string[]): Promise<void> {
  const text = say.takenBack(damaged, step.phase);
  await context.emit(
    {
      type: 'problem',
      code: 'E-800',
      message: text,
      recovery: say.putAside,
    },
    { phase: step.phase },
  );
  await context.emit({ type: 'note', kind: 'corruption', text }, { phase: step.phase });
  for (const path of damaged)
    await setAside(
      context,
      path,
      `phase-${phaseNumber(step.phase)}/partial/damaged/${path.split('/').slice(1).join('/')}`,
    );
  if (step.phase === 'final_report') return;
  await context.emit({ type: 'phase.invalidated', phase: step.phase, reason: text }, { phase: step.phase });
}
