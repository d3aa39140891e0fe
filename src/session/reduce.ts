import type { AgentOutcomeStatus, RunEvent, RunEventBody, RunEventType } from '../artifacts/run-events';
import type { ConcernRunState } from '../artifacts/session-files';
import type { AgentPhase, AgentState, BatchRunState, PhaseState, RunState } from './run-state';

/** In the order they run. Written out here because the panel folds events too and must not carry the schemas. */
export const PHASE_ORDER: readonly AgentPhase[] = [
  'business_context',
  'codebase_sizing',
  'codebase_mapping',
  'security_controls',
  'threat_modeling',
  'test_planning',
  'final_report',
];

export function initialState(): RunState {
  return {
    run: '',
    epoch: 0,
    seq: 0,
    status: 'idle',
    sessionStatus: 'in_progress',
    sessionDir: '',
    folder: '',
    unattended: false,
    phases: PHASE_ORDER.map((key) => ({ key, status: 'pending', attempt: 0 })),
    agents: [],
    batches: [],
    concerns: {},
    steps: {},
    decisions: [],
    artifacts: {},
    renderings: {},
    counters: {},
    findingsRevision: 0,
    notes: [],
    problems: [],
  };
}

type Body<T extends RunEventType> = Extract<RunEventBody, { type: T }>;
type Change = Partial<RunState>;
type Handlers = { [T in RunEventType]: (state: RunState, body: Body<T>, event: RunEvent) => Change };

const patchPhase = (state: RunState, key: string | undefined, patch: Partial<PhaseState>): PhaseState[] =>
  state.phases.map((phase) => (phase.key === key ? { ...phase, ...patch } : phase));
const patchAgent = (state: RunState, id: string, patch: Partial<AgentState>): Change => ({
  agents: state.agents.map((agent) => (agent.id === id ? { ...agent, ...patch } : agent)),
});
const patchBatch = (state: RunState, key: string, patch: Partial<BatchRunState>): BatchRunState[] =>
  state.batches.map((batch) => (batch.key === key ? { ...batch, ...patch } : batch));
const isPhase = (value: string | undefined): value is AgentPhase => PHASE_ORDER.some((phase) => phase === value);
const secondsBetween = (from: string | undefined, to: string): number =>
  from ? Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000) : 0;

const without = <T>(record: Record<string, T>, drop: (key: string, value: T) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key, value]) => !drop(key, value)));

/** Forgets what these phases produced, so that they run again as a further attempt. */
function forget(state: RunState, phases: readonly AgentPhase[]): Change {
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

/** Takes a batch back to where it was before it started. */
function revertBatch(state: RunState, key: string): Change {
  const batch = state.batches.find((candidate) => candidate.key === key);
  const concerns = new Set(batch?.concerns ?? []);
  return {
    batches: patchBatch(state, key, { state: 'reverted', failed: [], controls: undefined, gaps: undefined }),
    steps: without(
      state.steps,
      (id) => id.startsWith(`security-controls.${key}.`) || concerns.has(id.replace(/^investigate:/, '')),
    ),
    concerns: Object.fromEntries(
      Object.entries(state.concerns).map(([id, concern]) => [
        id,
        concerns.has(id) ? { state: 'pending', retries: 0 } : concern,
      ]),
    ),
  };
}

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

function decide(state: RunState, { checkpoint, decision }: Body<'checkpoint.decided'>, event: RunEvent): Change {
  const view = state.checkpoint?.summary;
  const batch =
    view?.kind === 'batch' ? state.batches.find((candidate) => candidate.key === view.batch.key) : undefined;
  const phase = isPhase(event.phase) ? event.phase : undefined;
  const attempt = batch?.attempt ?? state.phases.find(({ key }) => key === phase)?.attempt ?? 1;
  const decided: RunState = {
    ...state,
    status: 'running',
    checkpoint: undefined,
    decisions: [...state.decisions, { checkpoint, time: event.time, attempt, decision }],
    phases: patchPhase(state, phase, { status: 'running' }),
  };
  if (decision.decision === 'revise' && phase) return { ...decided, ...forget(decided, [phase]) };
  if (batch && decision.decision === 'revert') return { ...decided, ...revertBatch(decided, batch.key) };
  if (batch && decision.decision === 'continue')
    return { ...decided, batches: patchBatch(state, batch.key, { state: 'approved' }) };
  if (batch && decision.decision === 'stop' && batch.state === 'awaiting-checkpoint')
    return { ...decided, batches: patchBatch(state, batch.key, { state: 'stopped' }) };
  if (decision.decision === 'retry')
    return { ...decided, concerns: again(state, decision.concerns ?? unresolved(state, batch)) };
  if (decision.decision === 'skip')
    return { ...decided, concerns: skipped(state, decision.concerns ?? unresolved(state, batch)) };
  return decided;
}

const unresolved = (state: RunState, batch: BatchRunState | undefined): string[] =>
  (batch?.concerns ?? []).filter(
    (id) => state.concerns[id]?.state === 'failed' || state.concerns[id]?.state === 'cancelled',
  );

const skipped = (state: RunState, ids: string[]): RunState['concerns'] =>
  Object.fromEntries(
    Object.entries(state.concerns).map(([id, concern]) => [
      id,
      ids.includes(id) ? { state: 'skipped', retries: concern.retries } : concern,
    ]),
  );

const again = (state: RunState, ids: string[]): RunState['concerns'] =>
  Object.fromEntries(
    Object.entries(state.concerns).map(([id, concern]) => [
      id,
      ids.includes(id) ? { state: 'pending', retries: concern.retries + 1 } : concern,
    ]),
  );

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

/** Nothing runs any more: whatever was under way starts again when the run goes on, and the attempt does not count. */
const settle = (state: RunState): AgentState[] =>
  state.agents.map((agent) =>
    agent.status === 'running'
      ? { ...agent, status: 'queued', attempt: Math.max(0, agent.attempt - 1), message: undefined }
      : agent,
  );

const HANDLERS: Handlers = {
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
  'folder.changed': (_state, body) => ({ folder: body.folder }),
  'phase.started': (state, body, event) => ({
    phases: patchPhase(state, body.phase, {
      status: 'running',
      attempt: body.attempt,
      startedAt: event.time,
      finishedAt: undefined,
      progress: undefined,
    }),
  }),
  'phase.finished': (state, body, event) => ({
    phases: patchPhase(state, body.phase, { status: 'complete', finishedAt: event.time, progress: undefined }),
  }),
  'phase.invalidated': (state, body) => forget(state, PHASE_ORDER.slice(PHASE_ORDER.indexOf(body.phase))),
  'step.started': (state, body, event) => ({
    phases: patchPhase(state, event.phase, { progress: { message: body.title, done: 0, total: 0 } }),
  }),
  'step.progress': (state, { message, done, total, what }, event) => ({
    phases: patchPhase(state, event.phase, { progress: { message, done, total, ...(what !== undefined && { what }) } }),
  }),
  'step.finished': (state, body, event) => ({
    steps: {
      ...state.steps,
      [body.step]: { key: body.key, outputs: body.outputs, phase: isPhase(event.phase) ? event.phase : 'final_report' },
    },
    phases: patchPhase(state, event.phase, { progress: undefined }),
  }),
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
  'batch.planned': (_state, body) => ({
    batches: body.batches.map((batch) => ({ ...batch, attempt: 1, state: 'pending', failed: [] })),
    concerns: Object.fromEntries(
      body.batches.flatMap((batch) => batch.concerns.map((id) => [id, { state: 'pending', retries: 0 }])),
    ),
  }),
  'batch.started': (state, body, event) => ({
    batches: patchBatch(state, body.batch, {
      state: 'running',
      attempt: body.attempt,
      startedAt: event.time,
      failed: [],
    }),
  }),
  'batch.settled': (state, body, event) => ({
    batches: patchBatch(state, body.batch, {
      state: body.failed.length > 0 ? 'recovering' : 'consolidating',
      failed: body.failed,
      // The time the user took to decide about failures is not the batch's.
      ...(state.batches.find(({ key }) => key === body.batch)?.state === 'recovering'
        ? {}
        : { seconds: secondsBetween(state.batches.find(({ key }) => key === body.batch)?.startedAt, event.time) }),
    }),
  }),
  'batch.consolidated': (state, body) => ({
    batches: patchBatch(state, body.batch, { state: 'awaiting-checkpoint', controls: body.controls, gaps: body.gaps }),
  }),
  // The decision itself already changed the batch; this one is for readers.
  'batch.decided': () => ({}),
  'concern.resolved': (state, body) => {
    const { retries, file } = state.concerns[body.concern] ?? { retries: 0 };
    const resolved =
      body.resolution === 'skipped'
        ? { state: 'skipped' as const, retries }
        : { state: 'complete' as const, retries, file };
    return { concerns: { ...state.concerns, [body.concern]: resolved } };
  },
  'checkpoint.opened': (state, body, event) => ({
    status: 'waiting',
    checkpoint: body.checkpoint,
    phases: patchPhase(state, event.phase, { status: 'waiting' }),
  }),
  'checkpoint.decided': decide,
  'artifact.written': (state, body) => ({ artifacts: { ...state.artifacts, [body.path]: body.sha256 } }),
  'renderings.written': (_state, body) => ({ renderings: body.files }),
  'artifact.removed': (state, body) => ({
    artifacts: without(state.artifacts, (path) => path === body.path || path.startsWith(`${body.path}/`)),
  }),
  'findings.changed': (state, body) => ({
    findingsRevision: state.findingsRevision + 1,
    counters: { ...state.counters, gaps: body.gaps, threats: body.threats },
  }),
  counted: (state, body) => ({ counters: { ...state.counters, ...body.counters } }),
  'coverage.stated': (_state, body) => ({ coverage: body.coverage }),
  note: (state, body, event) => ({ notes: [...state.notes, { time: event.time, kind: body.kind, text: body.text }] }),
  problem: (state, body, event) => ({
    problems: [
      ...state.problems,
      {
        time: event.time,
        phase: event.phase ?? '',
        code: body.code,
        message: body.message,
        ...(body.recovery === undefined ? {} : { recovery: body.recovery }),
      },
    ],
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

/** The newer of a snapshot and what a reader already has: a snapshot that arrives late changes nothing. */
export function adopt(current: RunState | null, snapshot: RunState): RunState {
  if (current === null || current.behind || current.run !== snapshot.run) return snapshot;
  return snapshot.seq > current.seq ? snapshot : current;
}
