import * as z from 'zod';
import { AccessLine, PolicyFact } from './access';
import { Incompleteness } from './completeness';
import { Coverage } from './coverage';
import { BusinessContext } from './phase1';
import { Component, DataFlow, EntryPoint, TrustBoundary } from './phase3';
import { Limitation } from './limitations';
import { ComplianceStatus } from './compliance-status';
import { CategoryFile, ConsolidatedGap } from './phase4';
import { AbuseCase, RiskMatrix, StrideVerdict, Threat } from './phase5';
import {
  CodeReviewPlan,
  DastRecommendations,
  ManualTestCases,
  SastRecommendations,
  ScaRecommendations,
  TestPriorities,
} from './phase6';
import { WorkspacePath } from './paths';

/** `final-report/threat-model-data.json`: everything the report shows, for machines. */
export const ThreatModelData = z.looseObject({
  schema_version: z.string().optional(),
  sessionId: z.string(),
  timestamp: z.string(),
  scope: z.looseObject({ type: z.string(), paths: z.array(WorkspacePath).optional() }),
  methodology: z.string(),
  cvssVersion: z.string(),
  businessContext: BusinessContext,
  architecture: z.looseObject({
    components: z.array(Component),
    entryPoints: z.array(EntryPoint),
    dataFlows: z.array(DataFlow),
    trustBoundaries: z.array(TrustBoundary),
    /** Who may do what to which data; absent in what older releases wrote. */
    access: z.array(AccessLine).optional(),
    policies: z.array(PolicyFact).optional(),
    /** `phase-3/architecture.md`: overview and data flow diagrams. */
    markdown: z.string().optional(),
  }),
  securityControls: z.looseObject({ categories: z.record(z.string(), CategoryFile), gaps: z.array(ConsolidatedGap) }),
  threats: z.array(Threat),
  strideCoverage: z.array(StrideVerdict),
  riskMatrix: RiskMatrix,
  abuseCases: z.array(AbuseCase),
  testPlan: z.looseObject({
    codeReview: CodeReviewPlan,
    sastRecommendations: SastRecommendations,
    dastRecommendations: DastRecommendations,
    scaRecommendations: ScaRecommendations,
    manualTestCases: ManualTestCases,
    priorities: TestPriorities,
  }),
  compliance: ComplianceStatus,
  session: z.looseObject({
    toolVersion: z.string(),
    engines: z.array(z.string()),
    agentRuns: z.int(),
    tokens: z.int(),
    unattended: z.boolean(),
    revision: z
      .looseObject({ commit: z.string().optional(), branch: z.string().optional(), unread: z.string().optional() })
      .optional(),
    decisions: z.array(
      z.looseObject({
        checkpoint: z.string(),
        decision: z.string(),
        decidedBy: z.string(),
        feedback: z.string().optional(),
      }),
    ),
  }),
  executiveSummary: z.string(),
  remediationPriorities: z.array(
    z.looseObject({
      gap_id: z.string(),
      horizon: z.enum(['immediate', 'short-term', 'medium-term']),
      action: z.string(),
    }),
  ),
  knownLimitations: z.array(Limitation),
  coverage: z.looseObject(Coverage.shape),
  /** Why this model says less than it seems to; empty when it is complete. */
  incomplete: z.array(Incompleteness),
});
export type ThreatModelData = z.infer<typeof ThreatModelData>;

/** As release 0.1 wrote it: what was not read stood in a shorter form, and why a model is incomplete nowhere. */
const ThreatModelData01 = ThreatModelData.omit({ incomplete: true }).extend({
  coverage: z.looseObject({
    filesInScope: z.int(),
    filesRead: z.int(),
    notRead: z.array(z.looseObject({ path: z.string(), reason: z.string() })),
  }),
});

/** What may lie in a session, whichever release wrote it. */
export const SavedThreatModelData = z.union([ThreatModelData, ThreatModelData01]);
