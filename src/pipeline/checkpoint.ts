import { type ArtifactLink, type CheckpointView } from '../artifacts/checkpoint-views';
import { CheckpointRecord, type Decision } from '../artifacts/checkpoint-record';
import { PHASES } from '../artifacts/enums';
import { checkpointFile } from '../session/layout';
import type { AgentPhase, RunState } from '../session/run-state';
import { type RunContext, Stopped } from './context';
import { saveRenderings } from './renderings';
import type { Step } from './step';

const PHASE_TITLES: Record<AgentPhase, string> = {
  business_context: 'Business context',
  codebase_sizing: 'Codebase sizing',
  codebase_mapping: 'Codebase mapping',
  security_controls: 'Security controls',
  threat_modeling: 'Threat modeling',
  test_planning: 'Test planning',
  final_report: 'Report',
};

const phaseTitle = (phase: AgentPhase): string => PHASE_TITLES[phase];
export const phaseNumber = (phase: AgentPhase): number => (phase === 'final_report' ? 7 : PHASES.indexOf(phase) + 1);

const afterPhase = (phase: AgentPhase): AgentPhase =>
  phase === 'final_report' ? phase : (PHASES[phaseNumber(phase)] ?? 'final_report');

export interface CheckpointSpec {
  id: string;
  title: string;
  options: Decision['decision'][];
  /** What is answered when nobody is there to ask. */
  automatic: Decision['decision'];
  view(): Promise<CheckpointView>;
}

/** The latest answer to a checkpoint that is about this attempt of the phase or batch. */
export function decisionFor(state: RunState, id: string, attempt: number): Decision | undefined {
  const last = state.decisions.filter((entry) => entry.checkpoint === id).at(-1);
  return last?.attempt === attempt ? last.decision : undefined;
}

/** What the user asked to be changed at a checkpoint so far, oldest first. */
export const feedbackAt = (state: RunState, id: string): string[] =>
  state.decisions
    .filter((entry) => entry.checkpoint === id && entry.decision.decision !== 'approve')
    .flatMap((entry) => (entry.decision.feedback ? [entry.decision.feedback] : []));

/** Artifacts under these paths as they stand now, with the hashes that are approved. */
export function linksTo(state: RunState, folders: readonly string[]): ArtifactLink[] {
  return Object.entries(state.artifacts)
    .filter(
      ([path]) =>
        folders.some((folder) => path.startsWith(folder)) &&
        !path.includes('/partial/') &&
        !path.includes('/mapped/') &&
        !path.includes('/.snapshots/'),
    )
    .map(([path, sha256]) => ({ path, title: path.split('/').at(-1) ?? path, sha256 }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Every earlier answer to this checkpoint: a rejected one is never overwritten. */
const historyOf = (state: RunState, id: string): unknown[] =>
  state.decisions
    .filter((entry) => entry.checkpoint === id)
    .map(({ time, attempt, decision }) => ({ ...decision, timestamp: time, attempt }));

/** Writes the record, then shows it: a window that closes in between shows it again. */
async function open(context: RunContext, step: Step, spec: CheckpointSpec): Promise<void> {
  const summary = await spec.view();
  const record: CheckpointRecord = {
    id: spec.id,
    sessionId: context.parts.session.sessionId,
    phase: phaseNumber(step.phase),
    phaseName: phaseTitle(step.phase),
    title: spec.title,
    timestamp: context.now(),
    status: 'awaiting_approval',
    options: spec.options,
    summary,
    history: historyOf(context.state, spec.id),
    artifacts: summary.artifacts,
    nextPhase: phaseNumber(afterPhase(step.phase)),
    nextPhaseName: phaseTitle(afterPhase(step.phase)),
  };
  await context.store.writeChecked(checkpointFile(spec.id), record, CheckpointRecord);
  await context.emit({ type: 'checkpoint.opened', checkpoint: record }, { phase: step.phase, step: step.id });
  await saveRenderings(context);
}

/**
 * Shows a checkpoint and waits for the answer. One that was open when the session was left is not made again. The
 * answer is in the state when this returns; Stopped is thrown when the run ends first.
 */
export async function ask(context: RunContext, step: Step, spec: CheckpointSpec): Promise<void> {
  if (context.state.checkpoint?.id !== spec.id) await open(context, step, spec);
  if (context.unattended) {
    await context.emit(
      {
        type: 'checkpoint.decided',
        checkpoint: spec.id,
        decision: { decision: spec.automatic, decidedBy: 'automatic' },
      },
      { phase: step.phase, step: step.id },
    );
  }
  await context.parts.recorder.until((state) => state.checkpoint?.id !== spec.id, context.signal);
  await closeRecord(context, spec.id);
  if (context.state.decisions.at(-1)?.decision.decision === 'stop') throw new Stopped('stop-and-save');
}

const STATUS_AFTER: Record<Decision['decision'], CheckpointRecord['status']> = {
  approve: 'approved',
  continue: 'approved',
  revise: 'needs_revision',
  revert: 'reverted',
  stop: 'stopped',
  retry: 'approved',
  skip: 'approved',
};

/** Enters the answer into the record, with the hashes of what was approved. Can be repeated. */
export async function closeRecord(context: RunContext, id: string, artifacts?: ArtifactLink[]): Promise<void> {
  const last = context.state.decisions.filter((entry) => entry.checkpoint === id).at(-1);
  const record = last && (await context.store.readIfValid(checkpointFile(id), CheckpointRecord));
  if (!record) return;
  const closed = {
    ...record,
    status: STATUS_AFTER[last.decision.decision],
    userResponse: { ...last.decision, timestamp: last.time },
    artifacts: artifacts ?? record.artifacts,
  };
  await context.store.writeChecked(checkpointFile(id), closed, CheckpointRecord);
}
