import * as z from 'zod';
import { TestPriority } from './enums';
import { WorkspacePath } from './paths';
import { WitnessStep } from './witness';
import { Text } from './text';

const common = { generatedAt: z.string(), schema_version: z.string().optional() };
const Level4 = z.enum(['critical', 'high', 'medium', 'low']);

export const ReviewTarget = z.looseObject({
  file: WorkspacePath,
  lines: Text.optional(),
  focusAreas: z.array(Text),
  relatedThreats: z.array(z.string()),
  gapIds: z.array(z.string()),
  cvssEnvironmental: z.number(),
  cvssVector: z.string(),
  estimatedTime: Text,
  /** The same as a number. */
  estimatedMinutes: z.int().optional(),
  reviewChecklist: z.array(Text),
});
export type ReviewTarget = z.infer<typeof ReviewTarget>;
export const CodeReviewPlan = z.looseObject({
  ...common,
  totalTargets: z.int(),
  estimatedEffort: Text,
  critical: z.array(ReviewTarget),
  high: z.array(ReviewTarget),
  medium: z.array(ReviewTarget),
  low: z.array(ReviewTarget),
});
export type CodeReviewPlan = z.infer<typeof CodeReviewPlan>;

export const SastRecommendations = z.looseObject({
  ...common,
  toolSuggestions: z.array(z.string()),
  rulesets: z.record(
    z.string(),
    z.looseObject({
      priority: Level4,
      rules: z.array(z.string()),
      customPatterns: z.array(
        z.looseObject({
          name: z.string(),
          pattern: z.string(),
          message: Text,
          languages: z.array(z.string()),
          severity: z.string(),
        }),
      ),
    }),
  ),
  focusAreas: z.array(
    z.looseObject({
      category: z.string(),
      relatedThreats: z.array(z.string()),
      paths: z.array(WorkspacePath),
      expectedFindings: z.string(),
    }),
  ),
  excludePaths: z.array(z.string()),
});
export type SastRecommendations = z.infer<typeof SastRecommendations>;

export const DastRecommendations = z.looseObject({
  ...common,
  toolSuggestions: z.array(z.string()),
  endpoints: z.array(
    z.looseObject({
      path: z.string(),
      method: z.string(),
      priority: TestPriority,
      relatedThreats: z.array(z.string()),
      testScenarios: z.array(Text),
      payloads: z.array(z.string()).optional(),
      expectedBehavior: Text,
      authentication: z.boolean(),
    }),
  ),
  authentication: z.looseObject({
    type: z.string(),
    tokenHeader: z.string().optional(),
    testAccounts: z.array(Text),
  }),
  rateLimit: z.looseObject({ maxRequestsPerMinute: z.int(), delayBetweenRequests: z.string() }),
});
export type DastRecommendations = z.infer<typeof DastRecommendations>;

export const ScaRecommendations = z.looseObject({
  ...common,
  toolSuggestions: z.array(z.string()),
  prioritizedDependencies: z.array(
    z.looseObject({
      package: z.string(),
      currentVersion: z.string(),
      recommendedVersion: z.string().optional(),
      severity: Level4,
      relatedThreats: z.array(z.string()),
      gap_id: z.string().optional(),
      upgradeRisk: Text,
      testAfterUpgrade: z.array(Text),
    }),
  ),
  scanPaths: z.array(z.string()),
  excludeDevDependencies: z.boolean(),
  minimumSeverity: z.string(),
});
export type ScaRecommendations = z.infer<typeof ScaRecommendations>;

const CvssBrief = z.looseObject({
  environmental_score: z.number(),
  overall_score: z.number(),
  severity: z.string(),
  vector: z.string(),
});
export const TestCase = z.looseObject({
  id: z.string().regex(/^TC-[A-Z]+-\d{3}$/),
  name: Text,
  relatedThreat: z.string().nullable(),
  relatedAbuseCase: z.string().optional(),
  gap_id: z.string().optional(),
  gap_source: z.string().optional(),
  priority: TestPriority,
  category: z.string(),
  objective: Text,
  preconditions: z.array(Text),
  steps: z.array(
    z.looseObject({
      step: z.int(),
      action: Text,
      expectedResult: Text,
      payload: Text.optional(),
      /** Exactly what to send. */
      request: WitnessStep.optional(),
    }),
  ),
  test_data: z.looseObject({ payloads: z.array(z.string()), endpoints: z.array(z.string()) }).optional(),
  evidence: z.array(Text),
  passCriteria: Text,
  failureCriteria: Text,
  estimatedTime: Text,
  /** The same as a number. */
  estimatedMinutes: z.int().optional(),
  skillRequired: z.enum(['basic', 'intermediate', 'expert']),
  cvss: CvssBrief.nullable(),
  files_to_test: z.array(WorkspacePath),
  compliance_requirement: z.string().optional(),
  compliance_impact_if_fails: Text.optional(),
  actual_result: z.null(),
  pass_fail: z.null(),
});
export type TestCase = z.infer<typeof TestCase>;
export const ManualTestCases = z.looseObject({
  ...common,
  totalTestCases: z.int(),
  estimatedEffort: Text,
  testCases: z.array(TestCase),
});
export type ManualTestCases = z.infer<typeof ManualTestCases>;

const PrioritySummary = z.looseObject({ count: z.int(), effort: Text, timeline: Text });
export const PrioritizedTest = z.looseObject({
  rank: z.int(),
  id: z.string(),
  priority: TestPriority,
  type: z.enum(['manual', 'automated', 'sast', 'dast', 'sca', 'code_review']),
  threat: z.string().nullable(),
  gap_id: z.string().optional(),
  cvss: CvssBrief.nullable(),
  business_context: z.looseObject({
    targets_crown_jewel: z.boolean(),
    crown_jewel: z.string().optional(),
    compliance_required: z.boolean(),
    compliance_requirement: z.string().optional(),
    business_impact_if_fails: z.string().optional(),
  }),
  test_types: z.array(z.string()),
  rationale: Text,
  effort: Text,
});
export type PrioritizedTest = z.infer<typeof PrioritizedTest>;
export const TestPriorities = z.looseObject({
  ...common,
  prioritization_method: z.literal('CVSS Environmental Score'),
  summary: z.looseObject({
    P0: PrioritySummary,
    P1: PrioritySummary,
    P2: PrioritySummary,
    P3: PrioritySummary,
    P4: PrioritySummary,
  }),
  prioritizedTests: z.array(PrioritizedTest),
});
export type TestPriorities = z.infer<typeof TestPriorities>;
