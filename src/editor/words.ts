import type { AgentPhase, AgentStatus, BatchRunState, PhaseRunStatus, RunStatus } from '../session/run-state';

export const PHASE_TITLES: Record<AgentPhase, string> = {
  business_context: 'Business context',
  codebase_sizing: 'Codebase sizing',
  codebase_mapping: 'Code mapping',
  security_controls: 'Security controls',
  threat_modeling: 'Threat modeling',
  test_planning: 'Test planning',
  final_report: 'Final report',
};

/** One word per state, the same in tree, tooltip and screen reader. */
export const AGENT_WORDS: Record<AgentStatus, string> = {
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

export const PHASE_WORDS: Record<PhaseRunStatus, string> = {
  pending: 'queued',
  running: 'running',
  waiting: 'waiting for you',
  complete: 'done',
  failed: 'failed',
  stopped: 'stopped',
};

export const BATCH_WORDS: Record<BatchRunState['state'], string> = {
  pending: 'queued',
  running: 'running',
  recovering: 'waiting for you',
  consolidating: 'putting together',
  'awaiting-checkpoint': 'waiting for you',
  approved: 'done',
  stopped: 'stopped',
  reverted: 'reverted',
};

export const RUN_WORDS: Record<RunStatus, string> = {
  idle: 'not started',
  running: 'running',
  waiting: 'waiting for you',
  stopped: 'stopped',
  completed: 'done',
  failed: 'failed',
};

export const plural = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** `under 0.1 s`, `0.4 s`, `12 s`, `3 min 5 s`, `1 h 2 min`. */
export function duration(seconds: number): string {
  if (seconds < 0.1) return 'under 0.1 s';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (minutes < 60) return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** An estimate or a time known to the second: no more exact than it is. */
export const roughly = (seconds: number): string => (seconds < 1 ? 'under 1 s' : duration(Math.round(seconds)).replace('.0 s', ' s'));

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const SPECIAL: Record<string, string> = {
  InfoDisclosure: 'Information disclosure',
  DoS: 'Denial of service',
  ElevationOfPrivilege: 'Elevation of privilege',
  'cors-csp': 'CORS and CSP',
  'logging-audit': 'Logging and audit',
};

/** `input-validation` reads `Input validation`. */
export const humanize = (key: string): string => SPECIAL[key] ?? capitalized(key.replace(/[_-]+/g, ' '));
