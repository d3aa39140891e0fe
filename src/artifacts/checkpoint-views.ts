import * as z from 'zod';
import { BusinessDraft } from './phase1';
import { CONTROL_CATEGORIES, Location, SEVERITIES, Severity, Stride, TestPriority } from './enums';
import { SessionPath, WorkspacePath } from './paths';

/**
 * What each checkpoint shows. Built by the pipeline from the artifacts of the phase or batch, stored in the checkpoint
 * record before it is shown, and rendered by the panel, the terminal and the report alike.
 */

const Counts = z.record(z.string(), z.int());
const Link = z.object({ label: z.string(), file: WorkspacePath, line: z.int().optional() });
export type Link = z.infer<typeof Link>;
/** An artifact of the session; `path` is relative to the session folder. */
export const ArtifactLink = z.object({ path: SessionPath, title: z.string(), sha256: z.string() });
export type ArtifactLink = z.infer<typeof ArtifactLink>;

const common = {
  questions: z.array(z.string()),
  keyFindings: z.array(z.string()),
  artifacts: z.array(ArtifactLink),
  /** One sentence: what happens after approval. */
  next: z.string(),
};

export const BusinessContextView = z.object({
  kind: z.literal('business-context'),
  ...common,
  draft: BusinessDraft,
  /** Choices the form offers. */
  options: z.object({
    users: z.array(z.string()),
    dataCategories: z.array(z.string()),
    threatActors: z.array(z.object({ id: z.string(), name: z.string(), description: z.string() })),
    regulations: z.array(z.object({ name: z.string(), description: z.string() })),
  }),
});

export type BusinessContextView = z.infer<typeof BusinessContextView>;

export const ConcernLine = z.object({
  id: z.string(),
  title: z.string(),
  severity: Severity,
  description: z.string(),
  rationale: z.string(),
  locations: z.array(Location),
  categories: z.array(z.enum(CONTROL_CATEGORIES)),
});

export type ConcernLine = z.infer<typeof ConcernLine>;

export const MappingView = z.object({
  kind: z.literal('mapping'),
  ...common,
  counts: z.object({
    files: z.int(),
    components: z.int(),
    entryPoints: z.int(),
    dataFlows: z.int(),
    trustBoundaries: z.int(),
    dependencies: z.int(),
  }),
  architecture: z.array(z.object({ label: z.string(), value: z.string(), link: Link.optional() })),
  attackSurface: z.array(
    z.object({ type: z.string(), count: z.int(), unauthenticated: z.int(), examples: z.array(Link) }),
  ),
  components: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      files: z.int(),
      criticality: z.string(),
      crownJewels: z.array(z.string()),
    }),
  ),
  sizing: z.object({ tier: z.string(), agents: z.int(), sampling: z.boolean(), overrides: z.array(z.string()) }),
  coverage: z.object({
    filesInScope: z.int(),
    filesRead: z.int(),
    sampledComponents: z.array(z.string()),
    notRead: z.array(z.object({ path: WorkspacePath, reason: z.string() })),
    notReadTotal: z.int(),
  }),
  concerns: z.array(ConcernLine),
});

export type MappingView = z.infer<typeof MappingView>;

export const BatchView = z.object({
  kind: z.literal('batch'),
  ...common,
  batch: z.object({ number: z.int(), key: z.string(), severity: Severity, attempt: z.int() }),
  execution: z.object({ concerns: z.int(), agents: z.int(), seconds: z.number() }),
  concerns: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      result: z.string(),
      state: z.enum(['complete', 'partial', 'skipped', 'failed', 'cancelled']),
      retries: z.int(),
      link: Link.optional(),
      artifact: z.string().optional(),
    }),
  ),
  controls: z.array(z.object({ category: z.string(), count: z.int(), names: z.array(z.string()) })),
  gaps: z.array(
    z.object({
      id: z.string(),
      severity: Severity,
      category: z.string(),
      description: z.string(),
      link: Link.optional(),
    }),
  ),
  gapsBySeverity: Counts,
  compliance: z.array(z.object({ requirement: z.string(), name: z.string(), result: z.string() })),
  progress: z.array(z.object({ severity: z.enum(SEVERITIES), concerns: z.int(), state: z.string() })),
  nextBatch: z.object({ severity: Severity, concerns: z.int(), estimatedSeconds: z.number() }).nullable(),
  guidance: z.string(),
});

export type BatchView = z.infer<typeof BatchView>;

export const ControlsView = z.object({
  kind: z.literal('controls'),
  ...common,
  categories: z.array(
    z.object({
      category: z.enum(CONTROL_CATEGORIES),
      status: z.string(),
      controls: z.int(),
      gaps: z.int(),
      summary: z.string(),
    }),
  ),
  gaps: z.array(
    z.object({
      id: z.string(),
      severity: Severity,
      category: z.string(),
      description: z.string(),
      link: Link.optional(),
    }),
  ),
  compliance: z.array(
    z.object({ name: z.string(), met: z.int(), partial: z.int(), missing: z.int(), notEvaluated: z.int() }),
  ),
  batches: z.array(z.object({ severity: z.string(), state: z.string(), concerns: z.int() })),
  limitations: z.array(z.object({ kind: z.string(), description: z.string() })),
});

export type ControlsView = z.infer<typeof ControlsView>;

export const ThreatsView = z.object({
  kind: z.literal('threats'),
  ...common,
  threats: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      component: z.string(),
      stride: Stride,
      score: z.number(),
      severity: z.string(),
      status: z.string(),
      crownJewel: z.boolean(),
      link: Link.optional(),
    }),
  ),
  bySeverity: Counts,
  byStride: Counts,
  matrix: z.array(z.object({ likelihood: z.string(), band: z.string(), threatIds: z.array(z.string()) })),
  crownJewelThreats: z.int(),
  complianceRisks: z.int(),
  abuseCases: z.array(z.object({ id: z.string(), name: z.string(), actor: z.string(), threats: z.array(z.string()) })),
  strideCoverage: z.object({
    components: z.int(),
    verdicts: z.int(),
    threat: z.int(),
    mitigated: z.int(),
    notApplicable: z.int(),
  }),
});

export type ThreatsView = z.infer<typeof ThreatsView>;

export const TestsView = z.object({
  kind: z.literal('tests'),
  ...common,
  table: z.array(z.object({ priority: TestPriority, codeReview: z.int(), sast: z.int(), manual: z.int() })),
  reviewFiles: z.array(z.object({ link: Link, reason: z.string(), time: z.string() })),
  sast: z.object({ focus: z.array(z.string()), tools: z.array(z.string()) }),
  manual: z.object({ byPriority: Counts, total: z.int(), effort: z.string() }),
  deliverables: z.array(z.string()),
});

export type TestsView = z.infer<typeof TestsView>;

export const CheckpointView = z.discriminatedUnion('kind', [
  BusinessContextView,
  MappingView,
  BatchView,
  ControlsView,
  ThreatsView,
  TestsView,
]);
export type CheckpointView = z.infer<typeof CheckpointView>;
type CheckpointKind = CheckpointView['kind'];
export type ViewOf<K extends CheckpointKind> = Extract<CheckpointView, { kind: K }>;
