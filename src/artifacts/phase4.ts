import * as z from 'zod';
import { CLAIM } from './claim';
import {
  ComplianceImpact,
  Confidence,
  ControlCategory,
  ControlStrength,
  Effect,
  Effort,
  Evidence,
  GapStatus,
  GapType,
  LineRange,
  Location,
  RecommendationPriority,
  Severity,
  Stride,
  VerificationStatus,
} from './enums';
import { ExpectedCategory } from './phase3';
import { SessionPath, WorkspacePath } from './paths';
import { Text } from './text';

export const Control = z.looseObject({
  control_id: z.string(),
  control_name: Text,
  control_type: ControlCategory,
  implementation: Text,
  strength: ControlStrength,
  file_location: WorkspacePath,
  line_range: LineRange,
  effectiveness: Text,
  verification_status: VerificationStatus,
  stride: z.array(Stride).optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});

export type Control = z.infer<typeof Control>;

/** One step of the path from an entry point to the flawed place, for related information and code flows. */
export const FlowStep = z.looseObject({ file_path: WorkspacePath, line: z.int(), text: z.string() });
export type FlowStep = z.infer<typeof FlowStep>;

const Cwe = z.string().regex(/^CWE-\d+$/);

/** What a description says, for those who do not read sentences. */
const Particulars = {
  /** What was found: the description without the usual consequence of such a flaw and without its rating. */
  finding: Text.optional(),
  /** The sentence of the description that says why it is rated so. */
  rated: Text.optional(),
  /** The call that the data reaches, as the code spells it, and what it does where the kind alone does not say it. */
  sink: z.string().optional(),
  effect: Effect.optional(),
  /** The data whose reading or changing it is about. */
  resource: z.string().optional(),
  /** Parameters of the request that it is about, the first one first. */
  parameters: z.array(z.string()).optional(),
};

export const Gap = z.looseObject({
  gap_id: z.string().regex(/^GAP-\d{3}$/),
  gap_type: GapType,
  gap_severity: Severity,
  description: Text,
  ...Particulars,
  affected_components: z.array(z.string()).min(1),
  attack_vector: Text,
  category: ControlCategory.optional(),
  locations: z.array(Location).optional(),
  flow: z.array(FlowStep).optional(),
  /** Ids of the entry points whose requests reach it, the one described first. */
  entry_points: z.array(z.string()).optional(),
  cwe: Cwe.optional(),
  /** Id in the weakness catalogue, when the gap is an instance of one. */
  weakness: z.string().optional(),
  confidence: Confidence.optional(),
  ...CLAIM,
  cvss_score: z.number().min(0).max(10).optional(),
});

export type Gap = z.infer<typeof Gap>;

export const Recommendation = z.looseObject({
  priority: RecommendationPriority,
  action: Text,
  rationale: Text,
  effort_estimate: Effort,
  implementation_guidance: Text,
  files_to_modify: z.array(WorkspacePath),
  addresses_gaps: z.array(z.string()).optional(),
  /** The weaknesses whose remedy in the catalogue it is; absent where it is made for the gap. */
  remedies: z.array(z.string()).optional(),
});

export type Recommendation = z.infer<typeof Recommendation>;

const DiscoveredDraft = z.looseObject({
  title: z.string(),
  severity: Severity,
  discovery_reason: z.string(),
  locations: z.array(Location),
  expected_control_categories: z.array(ExpectedCategory),
});

export const Investigation = z.looseObject({
  schema_version: z.string().optional(),
  concern_id: z.string().regex(/^D?\d{3}$/),
  concern_name: z.string(),
  severity: Severity,
  description: Text,
  crown_jewels_affected: z.array(z.string()),
  locations_investigated: z.array(Location).min(1),
  controls_found: z.array(Control),
  control_categories: z.array(ControlCategory).min(1),
  control_gaps: z.array(Gap),
  recommendations: z.array(Recommendation),
  compliance_impact: z.array(
    z.looseObject({
      requirement_id: z.string(),
      requirement_name: z.string(),
      impact: ComplianceImpact,
      evidence: Text,
      remediation_needed: Text.optional(),
    }),
  ),
  evidence: z.array(Evidence),
  files_for_phase5: z.array(WorkspacePath),
  discovered_concerns: z.array(DiscoveredDraft).optional(),
  status: z.enum(['complete', 'partial-investigation']),
  completion: z
    .looseObject({ percent: z.number(), examined: z.int(), total: z.int(), remaining_locations: z.array(Location) })
    .optional(),
  investigation_duration_seconds: z.int().min(0),
  timestamp: z.string(),
  agent_id: z.string().optional(),
  engine: z.string().optional(),
  attempt: z.int().optional(),
});

export type Investigation = z.infer<typeof Investigation>;

export const ConsolidatedControl = Control.extend({
  investigation_source: SessionPath,
  investigation_sources: z.array(SessionPath),
  source_control_ids: z.array(z.looseObject({ investigation: SessionPath, control_id: z.string() })),
  aliases: z.array(z.string()).optional(),
  strength_conflict: z.boolean().optional(),
});

export type ConsolidatedControl = z.infer<typeof ConsolidatedControl>;

export const CategoryFile = z.looseObject({
  schema_version: z.string().optional(),
  category: ControlCategory,
  stride_defense: z.array(Stride),
  applicable: z.boolean(),
  not_applicable_reason: Text.optional(),
  /** `unknown`: nothing was seen, or what would show it was not understood. */
  status: z.enum(['strong', 'partial', 'weak', 'missing', 'unknown', 'not-applicable']),
  /** What the status rests on. */
  status_reason: Text.optional(),
  controls: z.array(ConsolidatedControl),
  details: z.record(z.string(), z.unknown()).optional(),
  metadata: z.looseObject({
    generated_from_investigations: z.array(SessionPath),
    last_updated: z.string(),
    batches_completed: z.array(z.string()),
    total_controls: z.int(),
    controls_by_strength: z.looseObject({ strong: z.int(), weak: z.int(), partial: z.int() }),
  }),
});

export type CategoryFile = z.infer<typeof CategoryFile>;

export const ConsolidatedGap = z.looseObject({
  gap_id: z.string(),
  category: ControlCategory,
  severity: Severity,
  gap_type: GapType.optional(),
  description: Text,
  ...Particulars,
  status: GapStatus,
  concern_source: SessionPath,
  concern_sources: z.array(SessionPath).optional(),
  concern_id: z.string(),
  concern_name: z.string(),
  concern_severity: Severity,
  crown_jewels_affected: z.array(z.string()),
  compliance_impact: z.array(z.string()),
  compliance_requirement: z.string().optional(),
  recommendation: Text.nullable(),
  /** The weaknesses whose remedy in the catalogue it is. */
  remedies: z.array(z.string()).optional(),
  cvss_score: z.number().nullable(),
  affected_components: z.array(z.string()),
  locations: z.array(Location),
  flow: z.array(FlowStep).optional(),
  /** Ids of the entry points whose requests reach it, the one described first. */
  entry_points: z.array(z.string()).optional(),
  cwe: z.string().optional(),
  /** Id in the weakness catalogue, when the gap is an instance of one. */
  weakness: z.string().optional(),
  confidence: Confidence.optional(),
  ...CLAIM,
  attack_vector: Text.optional(),
  estimated_effort: Effort.optional(),
  priority: RecommendationPriority.optional(),
  stride_impact: z.array(Stride),
  merged_from: z.array(z.string()).optional(),
  stale_location: z.boolean().optional(),
});

export type ConsolidatedGap = z.infer<typeof ConsolidatedGap>;

const Counts = z.record(z.string(), z.int());
export const ControlGaps = z.looseObject({
  schema_version: z.string().optional(),
  gaps: z.array(ConsolidatedGap),
  metadata: z.looseObject({
    total_gaps: z.int(),
    gaps_by_severity: Counts,
    gaps_by_category: Counts,
    gaps_by_status: Counts,
    batches_completed: z.array(z.string()),
    last_updated: z.string(),
  }),
});

export type ControlGaps = z.infer<typeof ControlGaps>;

export const ControlsSummary = z.looseObject({
  session_id: z.string(),
  phase: z.literal(4),
  status: z.string(),
  total_concerns_investigated: z.int(),
  batches_completed: z.array(z.string()),
  batches_remaining: z.array(z.string()),
  controls_found: z.looseObject({ total: z.int(), by_category: Counts, by_strength: Counts }),
  gaps_found: z.looseObject({ total: z.int(), by_severity: Counts, by_category: Counts }),
  compliance_status: z.looseObject({
    requirements_evaluated: z.int(),
    requirements_passing: z.int(),
    requirements_failing: z.int(),
    requirements_partial: z.int(),
  }),
  recommendations: Counts,
  partial_execution: z.boolean(),
  last_updated: z.string(),
  investigation_duration_total_seconds: z.int(),
});

export type ControlsSummary = z.infer<typeof ControlsSummary>;
