import * as z from 'zod';
import {
  ControlCategory,
  CvssVersion,
  LoadWhen,
  Methodology,
  PHASES,
  PhaseKey,
  ScopeType,
  Severity,
  Technique,
} from './enums';
import { SessionPath, WorkspacePath } from './paths';

export const SessionStatus = z.enum([
  'in_progress',
  'partial-critical',
  'partial-high',
  'partial-medium',
  'partial-low',
  'partial-info',
  'completed',
  'aborted',
  'corrupted',
]);
export type SessionStatus = z.infer<typeof SessionStatus>;

export const CurrentPhase = z.enum(['scope_selection', 'methodology_selection', ...PHASES, 'final_report', 'done']);
export type CurrentPhase = z.infer<typeof CurrentPhase>;

export const SessionEntry = z.looseObject({
  session_id: z.string(),
  path: SessionPath,
  created: z.string(),
  status: SessionStatus,
  target: z.string().optional(),
  last_updated: z.string().optional(),
  current_phase: z.string().optional(),
});
export type SessionEntry = z.infer<typeof SessionEntry>;
export const SessionIndex = z.looseObject({ sessions: z.array(SessionEntry) });
export type SessionIndex = z.infer<typeof SessionIndex>;

const PhaseStatus = z.enum(['pending', 'in_progress', 'awaiting_checkpoint', 'complete', 'failed', 'skipped']);
type PhaseStatus = z.infer<typeof PhaseStatus>;

export const Metadata = z.looseObject({
  session_id: z.string(),
  target: z.string().optional(),
  created: z.string(),
  last_updated: z.string(),
  status: SessionStatus,
  current_phase: CurrentPhase,
  phases: z.record(
    PhaseKey,
    z.looseObject({
      status: PhaseStatus,
      started_at: z.string().optional(),
      completed_at: z.string().optional(),
      attempts: z.int().optional(),
      error: z.string().optional(),
    }),
  ),
  errors: z.array(
    z.looseObject({
      ts: z.string(),
      phase: z.string(),
      code: z.string(),
      message: z.string(),
      recovery: z.string().optional(),
    }),
  ),
  notes: z
    .array(
      z.looseObject({
        ts: z.string(),
        kind: z.enum(['override', 'recovery', 'corruption', 'feedback', 'forced-gate']),
        text: z.string(),
      }),
    )
    .optional(),
  // `git_unread` says why neither commit nor branch is stated although the folder is under git.
  // `dirty` stands in sessions of earlier versions; it is not found out any more.
  workspace: z
    .looseObject({
      git_commit: z.string().optional(),
      git_branch: z.string().optional(),
      git_unread: z.string().optional(),
      dirty: z.boolean().optional(),
      folder: z.string(),
    })
    .optional(),
});
export type Metadata = z.infer<typeof Metadata>;

export const Scope = z.looseObject({
  type: ScopeType,
  full: z.looseObject({ excludePaths: z.array(z.string()).optional() }).optional(),
  component: z.looseObject({ paths: z.array(WorkspacePath).min(1), includeSharedDeps: z.boolean() }).optional(),
  incremental: z
    .looseObject({
      baseRef: z.string(),
      compareRef: z.string().optional(),
      includeTouchedFiles: z.boolean(),
      changedFiles: z.array(WorkspacePath).optional(),
    })
    .optional(),
  adjustments: z
    .array(
      z.looseObject({
        ts: z.string(),
        checkpoint: z.string(),
        added: z.array(WorkspacePath),
        removed: z.array(WorkspacePath),
        reason: z.string(),
      }),
    )
    .optional(),
});
export type Scope = z.infer<typeof Scope>;

const BatchState = z.enum([
  'pending',
  'running',
  'recovering',
  'consolidating',
  'awaiting-checkpoint',
  'approved',
  'stopped',
  'reverted',
  'empty',
]);
type BatchState = z.infer<typeof BatchState>;
export const ConcernRunState = z.enum(['pending', 'running', 'complete', 'partial', 'failed', 'skipped', 'cancelled']);
export type ConcernRunState = z.infer<typeof ConcernRunState>;

const Batch = z.looseObject({
  batch: z.int(),
  key: z.string(),
  severity: Severity,
  kind: z.enum(['planned', 'discovered']),
  state: BatchState,
  attempt: z.int(),
  started_at: z.string().optional(),
  finished_at: z.string().optional(),
  decision: z.enum(['continue', 'stop', 'revert']).optional(),
});
type Batch = z.infer<typeof Batch>;

export const Phase4State = z.looseObject({
  status: z.string(),
  batches_completed: z.array(z.string()),
  current_batch: z.string().nullable(),
  investigations_count: z.int(),
  control_categories_populated: z.array(ControlCategory),
  gaps_found_count: z.looseObject({ critical: z.int(), high: z.int(), medium: z.int(), low: z.int(), info: z.int() }),
  batches: z.array(Batch),
  concern_states: z.record(
    z.string(),
    z.looseObject({ state: ConcernRunState, retry_count: z.int(), reduced: z.boolean(), file: SessionPath.optional() }),
  ),
  partial_execution: z.boolean().optional(),
});
export type Phase4State = z.infer<typeof Phase4State>;

const Runtime = z.looseObject({
  maxConcurrentAgents: z.int().min(1).max(20),
  mapperTimeoutMinutes: z.number(),
  investigatorTimeoutMinutes: z.number(),
  maxRetries: z.int(),
});
type Runtime = z.infer<typeof Runtime>;

export const Config = z.looseObject({
  sessionId: z.string(),
  created: z.string(),
  scope: z.preprocess(
    (value) => (value === 'full' ? 'full-application' : value),
    z.enum(['full-application', 'component', 'incremental']),
  ),
  scopeDetails: z
    .looseObject({ paths: z.array(WorkspacePath).optional(), gitRef: z.string().optional(), description: z.string() })
    .optional(),
  methodology: Methodology,
  customMethodologyNotes: z.string().optional(),
  techniques: z.array(Technique).optional(),
  cvssVersion: CvssVersion,
  exploitMaturityPolicy: z.enum(['not-defined', 'unreported']).optional(),
  options: z.looseObject({ outputFormats: z.array(z.enum(['markdown', 'json', 'sarif'])) }).optional(),
  phase: z.int().min(1).max(6),
  sessionStatus: SessionStatus,
  status: z.looseObject({
    currentPhase: z.int(),
    completedPhases: z.array(z.int()),
    checkpointsPassed: z.array(z.int()),
    errors: z.array(z.string()),
  }),
  businessContext: z
    .looseObject({
      crownJewels: z.array(z.string()),
      threatActors: z.array(z.string()),
      complianceRequirements: z.array(z.string()),
    })
    .optional(),
  runtime: Runtime,
  'phase-4': Phase4State.optional(),
});
export type Config = z.infer<typeof Config>;

export const Handoff = z.looseObject({
  sessionId: z.string(),
  fromPhase: z.int(),
  toPhase: z.int(),
  timestamp: z.string(),
  checkpoint: z.looseObject({
    status: z.enum(['approved', 'approved_with_feedback', 'revision_requested', 'automatic']),
    userFeedback: z.string().optional(),
  }),
  summary: z.looseObject({
    keyFindings: z.array(z.string()),
    criticalRisks: z.array(z.string()),
    crownJewels: z.array(z.string()),
    complianceContext: z.array(z.string()),
    threatActors: z.array(z.string()).optional(),
    businessImpact: z.string().optional(),
    decisions: z.array(z.string()),
    assumptions: z.array(z.string()),
    userFeedback: z.array(z.string()),
  }),
  artifacts: z.array(
    z.looseObject({
      name: z.string(),
      path: SessionPath,
      description: z.string(),
      loadWhen: LoadWhen,
      sizeBytes: z.int().optional(),
    }),
  ),
  metrics: z.looseObject({
    filesAnalyzed: z.int(),
    componentsIdentified: z.int().optional(),
    threatsIdentified: z.int().optional(),
    controlsFound: z.int().optional(),
    tokensUsed: z.int(),
    timeSpent: z.number(),
  }),
  nextPhaseGuidance: z.string(),
  overrides: z.array(z.string()).optional(),
});
export type Handoff = z.infer<typeof Handoff>;
