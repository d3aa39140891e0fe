import { basename } from 'node:path';
import { incompleteReading } from '../../artifacts/completeness';
import type { CoverageSummary } from '../../artifacts/coverage';
import { incompletenessOf } from '../../session/incomplete';
import type { AgentState, BatchRunState, PhaseState, RunState } from '../../session/run-state';
import { AGENT_WORDS, BATCH_WORDS, PHASE_TITLES, PHASE_WORDS, RUN_WORDS } from '../../session/run-words';
import { coverageLines, coverageWords, incompleteSentence, someOf } from '../../wording/coverage';
import { foundWords } from '../../wording/found';
import { duration, plural, roughly } from '../words';
import { agentOf, agentsOfBatch, batchOf, childrenOf, phaseOf, type SessionNode } from './session-nodes';

export type RowLook =
  'queued' | 'running' | 'waiting' | 'done' | 'partial' | 'failed' | 'cancelled' | 'timed-out' | 'stopped';

/** What a row of the session tree shows, as plain data: two equal rows need no redraw. */
export interface SessionRow {
  label: string;
  description: string;
  look: RowLook;
  /** For menus: `agent.live`, `agent.output`, `run.live`, `run.resumable`, … */
  context: string;
  open: 'none' | 'folded' | 'unfolded';
  /** Lines of the tooltip. Text of the analysed code is among them. */
  tooltip: string[];
  /** Artifact to open on a click, relative to the session folder. */
  artifact?: string;
}

const AGENT_LOOK: Record<AgentState['status'], RowLook> = {
  queued: 'queued',
  running: 'running',
  completed: 'done',
  partial: 'partial',
  truncated: 'partial',
  refused: 'failed',
  failed: 'failed',
  'timed-out': 'timed-out',
  cancelled: 'cancelled',
};
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
const RUN_LOOK: Record<RunState['status'], RowLook> = {
  idle: 'queued',
  running: 'running',
  waiting: 'waiting',
  stopped: 'stopped',
  completed: 'done',
  failed: 'failed',
};

const words = (...parts: (string | undefined | false)[]): string => parts.filter(Boolean).join(' · ');

/** Whole seconds while it runs: a row that changes ten times a second cannot be read. */
const running = (startedAt: string | undefined, now: number): string | undefined =>
  startedAt ? roughly(Math.floor((now - Date.parse(startedAt)) / 1000)) : undefined;
const between = (from: string | undefined, to: string | undefined): string | undefined =>
  from && to ? roughly((Date.parse(to) - Date.parse(from)) / 1000) : undefined;
const count = (done: number | undefined, total: number | undefined): string | undefined =>
  done !== undefined && total ? `${done} of ${total}` : undefined;

function contextOfRun({ status }: RunState, live: boolean): string {
  if (live) return 'run.live';
  return status === 'completed' ? 'run' : 'run.resumable';
}

function runRow(state: RunState, live: boolean): SessionRow {
  const folder = basename(state.folder) || state.folder;
  const incomplete = state.status === 'completed' ? incompletenessOf(state) : [];
  return {
    label: `${folder} (${state.scope?.type ?? 'full'})`,
    description: words(incomplete.length > 0 ? 'incomplete' : RUN_WORDS[state.status], foundWords(state.counters)),
    look: incomplete.length > 0 ? 'partial' : RUN_LOOK[state.status],
    context: contextOfRun(state, live),
    open: 'unfolded',
    tooltip: [
      ...incomplete.map(incompleteSentence),
      `Threat model of ${state.folder}`,
      `Session: ${state.sessionDir}`,
      ...planLines(state),
      ...(state.failure ? [state.failure.message, state.failure.advice] : []),
    ],
  };
}

export function planLine({ plan }: RunState): string | undefined {
  if (!plan) return undefined;
  const parts = [
    plural(plan.files, 'file'),
    plural(plan.components.length, 'component'),
    `about ${plural(plan.agents, 'agent')}`,
    `about ${roughly(plan.seconds)}`,
  ];
  return parts.join(', ');
}

function planLines(state: RunState): string[] {
  const line = planLine(state);
  return line === undefined
    ? []
    : [
        `Plan: ${line}; up to ${state.plan?.poolSize ?? 1} at once`,
        ...(state.plan?.steps ?? []).map(
          (step) =>
            `  ${step.title}: ${plural(step.agents, 'agent')}, ${roughly(step.seconds)}${step.checkpoint ? ', then a checkpoint' : ''}`,
        ),
      ];
}

/** What is over is folded away. */
function foldOf(children: number, over: boolean): SessionRow['open'] {
  if (children === 0) return 'none';
  return over ? 'folded' : 'unfolded';
}

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

function contextOfAgent({ status, output }: AgentState, live: boolean): string {
  if (live && (status === 'running' || status === 'queued')) return 'agent.live';
  return output ? 'agent.output' : 'agent';
}

function agentRow(agent: AgentState, live: boolean, now: number): SessionRow {
  const active = agent.status === 'running';
  const taken = agent.seconds === undefined ? undefined : duration(agent.seconds);
  const time = active ? running(agent.startedAt, now) : taken;
  const detail = active ? words(agent.message, count(agent.done, agent.total)) : (agent.found ?? agent.reason);
  return {
    label: agent.title,
    description: words(AGENT_WORDS[agent.status], detail, agent.status === 'queued' ? undefined : time),
    look: AGENT_LOOK[agent.status],
    context: contextOfAgent(agent, live),
    open: 'none',
    tooltip: [
      agent.title,
      words(
        AGENT_WORDS[agent.status],
        agent.engine && `answered by ${agent.engine}`,
        agent.attempt > 1 && `attempt ${agent.attempt}`,
      ),
      ...(agent.found ? [agent.found] : []),
      ...(agent.reason ? [agent.reason] : []),
    ],
    ...(agent.output ? { artifact: agent.output } : {}),
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
