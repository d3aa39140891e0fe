import type { AgentPhase, RunState } from '../run-state';

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
