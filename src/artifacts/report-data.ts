import * as z from 'zod';
import { BusinessContext } from './phase1';
import { Component, DataFlow, EntryPoint, TrustBoundary } from './phase3';
import { CategoryFile, ConsolidatedGap, Limitation } from './phase4';
import { AbuseCase, RiskMatrix, StrideVerdict, Threat } from './phase5';
import { CodeReviewPlan, DastRecommendations, ManualTestCases, SastRecommendations, ScaRecommendations, TestPriorities } from './phase6';

/** `final-report/threat-model-data.json`: everything the report shows, for machines. */
export const ThreatModelData = z.looseObject({
  schema_version: z.string().optional(),
  sessionId: z.string(),
  timestamp: z.string(),
  scope: z.looseObject({ type: z.string(), paths: z.array(z.string()).optional() }),
  methodology: z.string(),
  cvssVersion: z.string(),
  businessContext: BusinessContext,
  architecture: z.looseObject({
    components: z.array(Component),
    entryPoints: z.array(EntryPoint),
    dataFlows: z.array(DataFlow),
    trustBoundaries: z.array(TrustBoundary),
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
  executiveSummary: z.string(),
  remediationPriorities: z.array(z.looseObject({ gap_id: z.string(), horizon: z.enum(['immediate', 'short-term', 'medium-term']), action: z.string() })),
  knownLimitations: z.array(Limitation),
  coverage: z.looseObject({ filesInScope: z.int(), filesRead: z.int(), notRead: z.array(z.looseObject({ path: z.string(), reason: z.string() })) }),
});
export type ThreatModelData = z.infer<typeof ThreatModelData>;
