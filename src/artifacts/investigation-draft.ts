import type { Investigation } from './phase4';
import type { Without } from './without';

/** An investigation without what only the runner knows (times, attempt, agent). */
export type InvestigationDraft = Without<
  Investigation,
  'timestamp' | 'investigation_duration_seconds' | 'agent_id' | 'attempt' | 'engine'
>;
