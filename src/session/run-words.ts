import type { AgentPhase, AgentStatus, BatchRunState, PhaseRunStatus, RunStatus } from './run-state';

/** One word per state and phase, the same in tree, panel, terminal, tooltip and screen reader. */
export const PHASE_TITLES: Readonly<Record<AgentPhase, string>> = {
  business_context: 'Business context',
  codebase_sizing: 'Codebase sizing',
  codebase_mapping: 'Code mapping',
  security_controls: 'Security controls',
  threat_modeling: 'Threat modeling',
  test_planning: 'Test planning',
  final_report: 'Final report',
};

export const AGENT_WORDS: Readonly<Record<AgentStatus, string>> = {
  queued: 'queued',
  running: 'running',
  completed: 'done',
  partial: 'partial',
  truncated: 'cut short',
  refused: 'refused',
  failed: 'failed',
  'timed-out': 'timed out',
  cancelled: 'cancelled',
};

export const PHASE_WORDS: Readonly<Record<PhaseRunStatus, string>> = {
  pending: 'queued',
  running: 'running',
  waiting: 'waiting for you',
  complete: 'done',
  failed: 'failed',
  stopped: 'stopped',
};

export const BATCH_WORDS: Readonly<Record<BatchRunState['state'], string>> = {
  pending: 'queued',
  running: 'running',
  recovering: 'waiting for you',
  consolidating: 'putting together',
  'awaiting-checkpoint': 'waiting for you',
  approved: 'done',
  stopped: 'stopped',
  reverted: 'reverted',
};

export const RUN_WORDS: Readonly<Record<RunStatus, string>> = {
  idle: 'not started',
  running: 'running',
  waiting: 'waiting for you',
  stopped: 'stopped',
  completed: 'done',
  failed: 'failed',
};
