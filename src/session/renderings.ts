import { CONTROL_CATEGORIES, PHASES, type PhaseKey, type Severity } from '../artifacts/enums';
import type { Config, CurrentPhase, Metadata, Phase4State, SessionEntry } from '../artifacts/session-files';
import { text as markdown } from '../safety/text/markdown';
import type { BatchRunState, PhaseState, RunState } from './run-state';

/** What is settled when a session is created; the rest of `config.json` and `metadata.json` is drawn from the state. */
export interface SessionFacts {
  sessionId: string;
  /** Id of the session: the name its folder had when it was created. */
  name: string;
  /** Name of its folder now. */
  folderName: string;
  target: string;
  created: string;
  customNotes?: string;
  runtime: Config['runtime'];
  workspace: NonNullable<Metadata['workspace']>;
}

/** Numbers of phase 4 that only the artifacts know. */
export interface ControlCounts {
  investigations: number;
  categories: Phase4State['control_categories_populated'];
  gaps: Record<Severity, number>;
}

/** Crown jewels, actors and regulations, from phase 1 on. */
export type BusinessBrief = NonNullable<Config['businessContext']>;

const numberOf = (key: PhaseKey): number => PHASES.indexOf(key) + 1;
const phaseOf = (state: RunState, key: string): PhaseState | undefined =>
  state.phases.find((phase) => phase.key === key);
const isComplete = (state: RunState, key: PhaseKey): boolean => phaseOf(state, key)?.status === 'complete';

function currentPhase(state: RunState): CurrentPhase {
  if (state.status === 'completed') return 'done';
  return PHASES.find((key) => !isComplete(state, key)) ?? 'final_report';
}

const STATUS = {
  pending: 'pending',
  running: 'in_progress',
  waiting: 'awaiting_checkpoint',
  complete: 'complete',
  failed: 'failed',
  stopped: 'in_progress',
} as const;

export function renderMetadata(state: RunState, facts: SessionFacts): Metadata {
  const phases = PHASES.map((key) => {
    const phase = phaseOf(state, key);
    const { startedAt, finishedAt, attempt, status } = phase ?? { status: 'pending' as const, attempt: 0 };
    const error = status === 'failed' ? state.failure?.message : undefined;
    return [
      key,
      { status: STATUS[status], started_at: startedAt, completed_at: finishedAt, attempts: attempt, error },
    ] as const;
  });
  return {
    session_id: facts.name,
    target: facts.target,
    created: facts.created,
    last_updated: state.updatedAt ?? facts.created,
    status: state.sessionStatus,
    current_phase: currentPhase(state),
    phases: Object.fromEntries(phases) as Metadata['phases'],
    errors: state.problems.map(({ time, phase, code, message, recovery }) => ({
      ts: time,
      phase,
      code,
      message,
      recovery,
    })),
    notes: state.notes.map(({ time, kind, text }) => ({
      ts: time,
      kind: kind as NonNullable<Metadata['notes']>[number]['kind'],
      text,
    })),
    workspace: facts.workspace,
  };
}

function phase4Status(state: RunState, open: BatchRunState | undefined): string {
  if (isComplete(state, 'security_controls')) return 'complete';
  if (state.sessionStatus.startsWith('partial-')) return state.sessionStatus;
  if (state.batches.some((batch) => batch.state === 'awaiting-checkpoint')) return 'awaiting-checkpoint';
  if (open) return 'in-progress';
  return phaseOf(state, 'security_controls')?.status === 'waiting' ? 'awaiting-final-checkpoint' : 'in-progress';
}

const isConsolidated = ({ state }: BatchRunState): boolean =>
  state === 'awaiting-checkpoint' || state === 'approved' || state === 'stopped';
const decisionOf = (batch: BatchRunState): 'continue' | 'stop' | 'revert' | undefined =>
  (({ approved: 'continue', stopped: 'stop', reverted: 'revert' }) as const)[
    batch.state as 'approved' | 'stopped' | 'reverted'
  ];

function renderPhase4(state: RunState, counts: ControlCounts): Phase4State {
  const open = state.batches.find((batch) => batch.state !== 'approved' && batch.state !== 'stopped');
  return {
    status: phase4Status(state, open),
    batches_completed: state.batches.filter(isConsolidated).map(({ key }) => key),
    current_batch: open?.key ?? null,
    investigations_count: counts.investigations,
    control_categories_populated: CONTROL_CATEGORIES.filter((category) => counts.categories.includes(category)),
    gaps_found_count: counts.gaps,
    batches: state.batches.map((batch) => ({
      batch: batch.number,
      key: batch.key,
      severity: batch.severity,
      kind: 'planned',
      state: batch.state,
      attempt: batch.attempt,
      started_at: batch.startedAt,
      decision: decisionOf(batch),
    })),
    concern_states: Object.fromEntries(
      Object.entries(state.concerns).map(([id, concern]) => [
        id,
        { state: concern.state, retry_count: concern.retries, reduced: false, file: concern.file },
      ]),
    ),
    partial_execution: Object.values(state.concerns).some((concern) => concern.state === 'skipped') || undefined,
  };
}

const TECHNIQUES: Record<string, Config['techniques']> = {
  hybrid: ['DFD', 'STRIDE', 'PASTA', 'AttackTrees'],
  'stride-only': ['DFD', 'STRIDE'],
  'pasta-only': ['DFD', 'PASTA', 'AttackTrees'],
  custom: ['DFD', 'STRIDE', 'PASTA', 'AttackTrees'],
};

function scopeDetails(state: RunState): Config['scopeDetails'] {
  const { scope } = state;
  if (scope?.type === 'component')
    return { paths: scope.component?.paths, description: (scope.component?.paths ?? []).join(', ') };
  if (scope?.type === 'incremental')
    return { gitRef: scope.incremental?.baseRef, description: `changes since ${scope.incremental?.baseRef ?? ''}` };
  return { description: 'the whole folder' };
}

export function renderConfig(
  state: RunState,
  facts: SessionFacts,
  business?: BusinessBrief,
  controls?: ControlCounts,
): Config {
  const completed = PHASES.filter((key) => isComplete(state, key)).map(numberOf);
  const current = PHASES.find((key) => !isComplete(state, key)) ?? 'test_planning';
  return {
    sessionId: facts.sessionId,
    created: facts.created,
    scope: state.scope?.type === 'full' || !state.scope ? 'full-application' : state.scope.type,
    scopeDetails: scopeDetails(state),
    methodology: state.methodology ?? 'hybrid',
    customMethodologyNotes: facts.customNotes,
    techniques: TECHNIQUES[state.methodology ?? 'hybrid'],
    cvssVersion: state.cvssVersion ?? '4.0',
    exploitMaturityPolicy: 'not-defined',
    options: { outputFormats: ['markdown', 'json', 'sarif'] },
    phase: numberOf(current),
    sessionStatus: state.sessionStatus,
    status: {
      currentPhase: numberOf(current),
      completedPhases: completed,
      checkpointsPassed: completed.filter((phase) => phase !== 2),
      errors: state.problems.map(({ code, message }) => `${code}: ${message}`),
    },
    businessContext: business,
    runtime: facts.runtime,
    'phase-4': state.batches.length > 0 && controls ? renderPhase4(state, controls) : undefined,
  };
}

/** The session's line in `sessions.json`. */
export function renderEntry(state: RunState, facts: SessionFacts): SessionEntry {
  return {
    session_id: facts.name,
    path: facts.folderName,
    created: facts.created,
    status: state.sessionStatus,
    target: facts.target,
    last_updated: state.updatedAt ?? facts.created,
    current_phase: currentPhase(state),
  };
}

/** Times are written so that their order is that of texts. */
function compareTimes(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** `session-notes.md`: what went differently from the plan, for people. */
export function renderNotes(state: RunState, facts: SessionFacts): string {
  const lines = [
    ...state.notes.map(({ time, kind, text }) => ({ time, text: `**${markdown(kind)}** ${markdown(text)}` })),
    ...state.problems.map(({ time, code, message, recovery }) => ({
      time,
      text: `**${markdown(code)}** ${markdown(message)}${recovery ? ` Recovery: ${markdown(recovery)}` : ''}`,
    })),
  ].sort((a, b) => compareTimes(a.time, b.time));
  const body =
    lines.length > 0
      ? lines.map(({ time, text }) => `- ${markdown(time)} ${text}`).join('\n')
      : 'Nothing out of the ordinary.';
  return `# Notes on session ${markdown(facts.name)}\n\n${body}\n`;
}
