import type { AgentOutcomeStatus, Plan, SettledFacts } from '../artifacts/run-events';
import type { CheckpointRecord, Decision } from '../artifacts/checkpoint-record';
import type { CoverageSummary } from '../artifacts/coverage';
import type { CvssVersion, Methodology, PhaseKey, Severity } from '../artifacts/enums';
import type { ConcernRunState, Scope, SessionStatus } from '../artifacts/session-files';

export type AgentPhase = PhaseKey | 'final_report';

/** Where one agent stands. `waiting` is not among them: only a checkpoint waits for the user. */
export type AgentStatus = 'queued' | 'running' | AgentOutcomeStatus;

export interface AgentState {
  id: string;
  kind: string;
  title: string;
  phase: AgentPhase;
  batch?: string;
  concern?: string;
  status: AgentStatus;
  engine?: string;
  attempt: number;
  startedAt?: string;
  seconds?: number;
  message?: string;
  done?: number;
  total?: number;
  found?: string;
  reason?: string;
  output?: string;
}

export interface BatchRunState {
  key: string;
  number: number;
  severity: Severity;
  concerns: string[];
  attempt: number;
  state:
    | 'pending'
    | 'running'
    | 'recovering'
    | 'consolidating'
    | 'awaiting-checkpoint'
    | 'approved'
    | 'stopped'
    | 'reverted';
  startedAt?: string;
  seconds?: number;
  failed: string[];
  controls?: number;
  gaps?: number;
}

export type PhaseRunStatus = 'pending' | 'running' | 'waiting' | 'complete' | 'failed' | 'stopped';

export interface PhaseState {
  key: AgentPhase;
  status: PhaseRunStatus;
  attempt: number;
  startedAt?: string;
  finishedAt?: string;
  /** Step under way and how far it is. */
  /** `what` is the file that is worked on. */
  progress?: { message: string; done: number; total: number; what?: string };
}

export interface ConcernState {
  state: ConcernRunState;
  retries: number;
  /** Path of the investigation, relative to the session folder. */
  file?: string;
}

export interface FinishedStep {
  key: string;
  outputs: { path: string; sha256: string }[];
  phase: AgentPhase;
}

export type RunStatus = 'idle' | 'running' | 'waiting' | 'stopped' | 'completed' | 'failed';

/** The fold of the journal: everything the tree, the panel, the status bar and the terminal show. Plain data. */
export interface RunState {
  run: string;
  epoch: number;
  seq: number;
  status: RunStatus;
  sessionStatus: SessionStatus;
  sessionDir: string;
  folder: string;
  scope?: Scope;
  methodology?: Methodology;
  cvssVersion?: CvssVersion;
  unattended: boolean;
  startedAt?: string;
  updatedAt?: string;
  plan?: Plan;
  phases: PhaseState[];
  /** In the order they were queued. */
  agents: AgentState[];
  batches: BatchRunState[];
  /** Every concern of phase 4; `retries` counts what the user asked for. */
  concerns: Record<string, ConcernState>;
  /** Finished steps: id to input key and outputs, for reuse. */
  steps: Record<string, FinishedStep>;
  checkpoint?: CheckpointRecord;
  /** `attempt` is that of the phase or batch the decision was about. */
  decisions: { checkpoint: string; time: string; attempt: number; decision: Decision }[];
  /** Hash of every artifact last written, by path relative to the session folder. */
  artifacts: Record<string, string>;
  /** Hash of every view of the state last written, likewise. */
  renderings: Record<string, string>;
  settled?: SettledFacts;
  counters: Record<string, number>;
  /** Absent until the code was read. */
  coverage?: CoverageSummary;
  findingsRevision: number;
  notes: { time: string; kind: string; text: string }[];
  problems: { time: string; phase: string; code: string; message: string; recovery?: string }[];
  failure?: { code: string; message: string; advice: string };
  report?: { markdown: string; json: string; sarif: string };
  /** An event was missed: this state is older than the run, and a reader must ask for a snapshot. */
  behind?: boolean;
}
