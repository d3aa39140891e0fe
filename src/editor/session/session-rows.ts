import { incompleteReading } from '../../artifacts/completeness';
import type { CoverageSummary } from '../../artifacts/coverage';
import { incompletenessOf } from '../../session/incomplete';
import type { BatchRunState, PhaseState, RunState } from '../../session/run-state';
import { BATCH_WORDS, PHASE_TITLES, PHASE_WORDS } from '../../session/run-words';
import { coverageLines, coverageWords, incompleteSentence, someOf } from '../../wording/coverage';
import { plural, roughly } from '../words';
import { agentOf, agentsOfBatch, batchOf, childrenOf, phaseOf, type SessionNode } from './session-nodes';
import { type RowLook, type SessionRow, running, between, words, count } from './session-row';
import { foldOf, runRow } from './run-rows';
import { agentRow } from './agent-rows';

const PHASE_LOOK: Record<PhaseState['status'], RowLook> = {
  pending: 'queued',
  running: 'running',
  waiting: 'waiting',
  complete: 'done',
  failed: 'failed',
  stopped: 'stopped',
};

const BATCH_LOOK: Record<BatchRunState['state'], RowLook> = {
  pending: 'queued',
  running: 'running',
  recovering: 'waiting',
  consolidating: 'running',
  'awaiting-checkpoint': 'waiting',
  approved: 'done',
  stopped: 'stopped',
  reverted: 'cancelled',
};

function phaseRow(kept: PhaseState, state: RunState, live: boolean, now: number): SessionRow {
  // Its checkpoint is still open, but nobody can decide before the run goes on.
  const phase: PhaseState =
    kept.status === 'waiting' && state.status !== 'waiting' ? { ...kept, status: 'stopped' } : kept;
  const children = childrenOf({ key: '', kind: 'phase', id: phase.key }, state).length;
  const active = phase.status === 'running';
  const time = active ? running(phase.startedAt, now) : between(phase.startedAt, phase.finishedAt);
  const progress =
    active && phase.progress
      ? words(phase.progress.message, count(phase.progress.done, phase.progress.total), phase.progress.what)
      : undefined;
  return {
    label: PHASE_TITLES[phase.key],
    description: words(PHASE_WORDS[phase.status], progress, phase.status === 'pending' ? undefined : time),
    look: PHASE_LOOK[phase.status],
    context: live && active ? 'phase.live' : 'phase',
    open: foldOf(children, phase.status === 'complete'),
    tooltip: [
      `${PHASE_TITLES[phase.key]}: ${PHASE_WORDS[phase.status]}`,
      ...(phase.attempt > 1 ? [`Attempt ${phase.attempt}`] : []),
      ...(progress ? [progress] : []),
    ],
  };
}

function batchRow(batch: BatchRunState, state: RunState, live: boolean, now: number): SessionRow {
  const agents = agentsOfBatch(state, batch.key);
  const over = agents.filter(({ status }) => status !== 'queued' && status !== 'running').length;
  const active = batch.state === 'running';
  const taken = batch.seconds === undefined ? undefined : roughly(batch.seconds);
  const time = active ? running(batch.startedAt, now) : taken;
  const found =
    batch.gaps === undefined
      ? undefined
      : `${plural(batch.gaps, 'gap')}, ${plural(batch.controls ?? 0, 'control')} so far`;
  return {
    label: `Batch ${batch.number}: ${batch.severity}`,
    description: words(
      BATCH_WORDS[batch.state],
      active ? count(over, agents.length) : plural(batch.concerns.length, 'concern'),
      found,
      time,
    ),
    look: BATCH_LOOK[batch.state],
    context: live && active ? 'batch.live' : 'batch',
    open: foldOf(agents.length, batch.state === 'approved' || batch.state === 'reverted'),
    tooltip: [
      `Batch ${batch.number}: ${plural(batch.concerns.length, 'concern')} of severity ${batch.severity}`,
      BATCH_WORDS[batch.state],
      ...(batch.failed.length > 0 ? [`Not answered: ${batch.failed.join(', ')}`] : []),
    ],
  };
}

/** How much of the code the session is about; a warning where that is too little, or something was not understood. */
function coverageRow(coverage: CoverageSummary, state: RunState): SessionRow {
  const incomplete = state.status === 'completed' ? incompletenessOf(state) : incompleteReading(coverage);
  const { handlers, notUnderstoodNames } = coverage;
  return {
    label: 'What was read',
    description: words(
      coverageWords(coverage),
      handlers.found > 0 && `${handlers.followed} of ${handlers.found} entry points followed`,
      notUnderstoodNames.length > 0 && `not understood: ${someOf(notUnderstoodNames, 3)}`,
    ),
    look: incomplete.length > 0 || notUnderstoodNames.length > 0 ? 'partial' : 'done',
    context: 'coverage',
    open: 'none',
    tooltip: [...incomplete.map(incompleteSentence), ...coverageLines(coverage)],
  };
}

/** `live`: this window works on the session, so it can be stopped here. `now` in milliseconds since 1970. */
export function rowOf(node: SessionNode, state: RunState, live: boolean, now: number): SessionRow | undefined {
  switch (node.kind) {
    case 'run':
      return runRow(state, live);
    case 'phase':
      return phaseRow(phaseOf(state, node.id), state, live, now);
    case 'batch': {
      const batch = batchOf(state, node.id);
      return batch && batchRow(batch, state, live, now);
    }
    case 'agent': {
      const agent = agentOf(state, node.id);
      return agent && agentRow(agent, live, now);
    }
    case 'coverage':
      return state.coverage && coverageRow(state.coverage, state);
    case 'checkpoint':
      return {
        label: `Decide: ${state.checkpoint?.title ?? 'checkpoint'}`,
        description: 'waiting for you',
        look: 'waiting',
        context: 'checkpoint',
        open: 'none',
        tooltip: ['Opens the Checkpoint view, where you decide how it goes on.'],
      };
  }
}
