import * as z from 'zod';
import { Confidence, CvssSeverity, CvssVersion, Location, Proof, Stride, TestPriority, Zone } from './enums';
import { SessionPath, WorkspacePath } from './paths';
import { Text } from './text';

const Metrics = z.record(z.string(), z.string());
const Scored = z.looseObject({ score: z.number(), vector: z.string(), metrics: Metrics });

export const Cvss = z.looseObject({
  version: CvssVersion,
  base: Scored.extend({ severity: CvssSeverity }),
  /** 4.0 */
  threat: Scored.optional(),
  /** 3.1 */
  temporal: Scored.optional(),
  environmental: z.looseObject({
    score: z.number(),
    vector: z.string(),
    securityRequirements: z.looseObject({
      confidentiality: z.string(),
      integrity: z.string(),
      availability: z.string(),
    }),
    modifiedBaseMetrics: Metrics,
    source: z.enum(['phase-1-auto', 'manual', 'phase-1-manual']),
    rationale: z.array(Text),
  }),
  /** The rating: the score of the vector, cut by what is not proved or does not run in production. */
  overall: z.looseObject({
    score: z.number(),
    severity: CvssSeverity,
    vector: z.string(),
    priorityRank: z.int(),
    /** Present when the rating is below the score of the vector. */
    cut: z.looseObject({ from: z.number(), by: z.enum(['likely', 'lead', 'zone', 'confidence']) }).optional(),
  }),
  /** One line per base metric: why it has this value. */
  reasons: z.record(z.string(), Text),
});
export type Cvss = z.infer<typeof Cvss>;

export const Threat = z.looseObject({
  id: z.string().regex(/^THREAT-\d{3}$/),
  title: Text,
  component: z.string(),
  strideCategory: Stride,
  secondaryStride: z.array(Stride).optional(),
  threat: Text,
  /** What the attacker is after; sessions of earlier versions have it in `threat`. */
  stake: Text.optional(),
  threatActor: z.string(),
  attackVector: Text,
  attackTree: z.array(Text).optional(),
  /** Id of the chain, when two flaws together make the threat. */
  chain: z.string().optional(),
  prerequisites: z.array(Text).optional(),
  locations: z.array(Location),
  architectural: z.boolean().optional(),
  affectedEntryPoints: z.array(z.string()),
  affectedDataFlows: z.array(z.string()),
  trustBoundariesCrossed: z.array(z.string()),
  dfdElements: z.array(z.looseObject({ kind: z.string(), id: z.string() })),
  existingControls: z.array(z.union([z.string(), z.looseObject({ control_id: z.string(), effect: Text })])),
  controlGaps: z.array(z.string()),
  investigationSources: z.array(SessionPath),
  status: z.enum(['open', 'mitigated', 'accepted']),
  cvss: Cvss,
  businessContext: z.looseObject({
    targetsCrownJewel: z.boolean(),
    crownJewel: z.string().optional(),
    businessImpactFinancial: Text,
    businessImpactRegulatory: Text.optional(),
    businessImpactOperational: Text.optional(),
    impactScenario: z.string().optional(),
    relevantThreatActor: z.string(),
    complianceImpact: z.string().optional(),
  }),
  likelihood: z.looseObject({ rating: z.enum(['Low', 'Medium', 'High']), rationale: Text }),
  recommendedControls: z.array(
    z.union([z.string(), z.looseObject({ action: Text, type: z.string(), effort: z.string(), residualRisk: Text })]),
  ),
  testingGuidance: z.array(Text),
  filesRequiringTesting: z.array(WorkspacePath),
  references: z.array(Text).optional(),
  confidence: Confidence,
  proof: Proof.optional(),
  zone: Zone.optional(),
});
export type Threat = z.infer<typeof Threat>;

export const StrideVerdict = z.looseObject({
  component: z.string(),
  category: Stride,
  result: z.enum(['threat', 'mitigated', 'not-applicable']),
  threatIds: z.array(z.string()),
  rationale: Text,
  /** Something is exposed, and it was not established whether it is protected. */
  unknown: z.literal(true).optional(),
});
export type StrideVerdict = z.infer<typeof StrideVerdict>;

export const ThreatModel = z.looseObject({
  schema_version: z.string().optional(),
  sessionId: z.string(),
  timestamp: z.string(),
  scope: z.looseObject({ type: z.string(), paths: z.array(WorkspacePath).optional() }),
  methodology: z.string(),
  threats: z.array(Threat),
  strideCoverage: z.array(StrideVerdict),
  summary: z.looseObject({
    totalThreats: z.int(),
    byCvssSeverity: z.looseObject({ critical: z.int(), high: z.int(), medium: z.int(), low: z.int(), none: z.int() }),
    byStride: z.looseObject({
      spoofing: z.int(),
      tampering: z.int(),
      repudiation: z.int(),
      infoDisclosure: z.int(),
      dos: z.int(),
      elevationOfPrivilege: z.int(),
    }),
    scoringMethodology: z.string(),
    prioritizationBasis: z.string(),
  }),
});
export type ThreatModel = z.infer<typeof ThreatModel>;

export const ABUSE_CATEGORIES = ['authentication', 'authorization', 'data', 'api'] as const;
export const AbuseCase = z.looseObject({
  id: z.string().regex(/^ABUSE-\d{3}$/),
  name: Text,
  threatActor: z.string(),
  motivation: Text,
  scenario: Text,
  preconditions: z.array(Text),
  attackSteps: z.array(Text),
  assetsAtRisk: z.array(z.string()),
  businessImpact: Text,
  relatedThreats: z.array(z.string()).min(1),
  relatedControls: z.array(z.string()),
  controlGaps: z.array(z.string()),
  testCases: z.array(Text),
  targetsCrownJewel: z.boolean(),
});
export type AbuseCase = z.infer<typeof AbuseCase>;
export const AbuseCases = z.looseObject({
  category: z.enum(ABUSE_CATEGORIES),
  generatedAt: z.string(),
  abuseCases: z.array(AbuseCase),
});
export type AbuseCases = z.infer<typeof AbuseCases>;

const Cell = z.looseObject({ applicable: z.boolean(), threatIds: z.array(z.string()), note: Text.optional() });
export const DfdElement = z.looseObject({
  id: z.string(),
  kind: z.enum(['external-entity', 'process', 'data-store', 'data-flow', 'trust-boundary']),
  name: z.string(),
  source: z.looseObject({ artifact: z.string(), id: z.string() }),
  stride: z.looseObject({ S: Cell, T: Cell, R: Cell, I: Cell, D: Cell, E: Cell }),
});
export type DfdElement = z.infer<typeof DfdElement>;
export const DfdThreats = z.looseObject({ elements: z.array(DfdElement), unmapped: z.array(z.string()) });
export type DfdThreats = z.infer<typeof DfdThreats>;

const Band = z.looseObject({ count: z.int(), range: z.string(), threat_ids: z.array(z.string()) });
export const RiskMatrix = z.looseObject({
  scoring_methodology: z.string(),
  distribution: z.looseObject({ critical: Band, high: Band, medium: Band, low: Band, none: Band }),
  mitigated: z.int().optional(),
  by_stride: z.record(z.string(), z.record(z.string(), z.int())),
  likelihood_impact: z.array(
    z.looseObject({
      likelihood: z.enum(['Low', 'Medium', 'High']),
      impact_band: z.string(),
      threat_ids: z.array(z.string()),
    }),
  ),
  crown_jewel_threats: z.array(z.string()),
  prioritization_notes: z.array(Text),
});
export type RiskMatrix = z.infer<typeof RiskMatrix>;

export const FilesForTesting = z.looseObject({
  files: z.array(
    z.looseObject({
      path: WorkspacePath,
      threatIds: z.array(z.string()),
      concernIds: z.array(z.string()),
      priority: TestPriority,
      reason: Text,
    }),
  ),
});
export type FilesForTesting = z.infer<typeof FilesForTesting>;

export const ATTACK_TREES = ['credential-theft', 'data-exfiltration', 'privilege-escalation'] as const;
