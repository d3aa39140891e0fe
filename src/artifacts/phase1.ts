import * as z from 'zod';
import { Text, textOf } from './text';
import { ControlCategory, Sensitivity } from './enums';
import { WorkspacePath } from './paths';
import { ImpactScenario } from './impact-scenario';

const common = {
  assessment_date: z.string().optional(),
  assumptions: z.array(Text).optional(),
  schema_version: z.string().optional(),
};

export const BusinessObjectives = z.looseObject({
  ...common,
  application_name: z.string().min(1),
  primary_purpose: z.string().min(1),
  users: z.array(z.string()),
  business_processes: z.array(z.string()),
  business_value: z.string(),
  revenue_model: z.string().optional(),
  user_count: z.string().optional(),
  lifecycle_stage: z.enum(['MVP', 'production', 'legacy']).optional(),
  deployment_model: z.enum(['SaaS', 'on-premise', 'hybrid']).optional(),
  revenue_impact: z.enum(['revenue-generating', 'cost-center', 'enabler']).optional(),
  internet_facing: z.boolean().optional(),
});

export type BusinessObjectives = z.infer<typeof BusinessObjectives>;

export const DataType = z.looseObject({
  category: z.string(),
  examples: z.array(z.string()),
  sensitivity: Sensitivity,
  regulatory_requirements: z.array(z.string()),
  storage_locations: z.array(z.string()).optional(),
  encryption_at_rest: z.boolean().optional(),
  encryption_in_transit: z.boolean().optional(),
  retention_period: z.string().optional(),
});

export type DataType = z.infer<typeof DataType>;

/** `data_type` (snake_case) is the id by which every later artifact names the crown jewel. */
export const CrownJewel = z.preprocess(
  (value) => (typeof value === 'string' ? { data_type: value, rationale: '' } : value),
  z.looseObject({
    data_type: z.string().min(1),
    rationale: Text,
    sensitivity: Sensitivity.optional(),
    regulatory_requirement: z.string().optional(),
    protection_requirements: z.array(Text).optional(),
    asset_name: z.string().optional(),
    keywords: z.array(z.string()).optional(),
    requires_confidentiality: z.boolean().optional(),
    requires_integrity: z.boolean().optional(),
    requires_availability: z.boolean().optional(),
  }),
);
export type CrownJewel = z.infer<typeof CrownJewel>;

export const DataClassification = z.looseObject({
  ...common,
  data_types: z.array(DataType),
  crown_jewels: z.array(CrownJewel).min(1).max(10),
  regulatory_summary: z
    .looseObject({
      applicable_regulations: z.array(z.string()),
      compliance_status: z.string(),
      last_audit: z.string().optional(),
    })
    .optional(),
});

export type DataClassification = z.infer<typeof DataClassification>;

export const ThreatActor = z.looseObject({
  id: z.string().regex(/^TA-\d{3}$/),
  name: z.string(),
  profile: z.string().optional(),
  motivation: z.enum([
    'financial_gain',
    'espionage',
    'hacktivism',
    'sabotage',
    'insider',
    'negligence',
    'competitive_advantage',
  ]),
  capability: z.enum(['script_kiddie', 'skilled_attacker', 'organized_crime', 'nation_state']),
  likelihood: z.enum(['low', 'medium', 'high', 'very_high']),
  rationale: Text,
  likely_targets: z.array(z.string()),
  attack_vectors: z.array(Text),
  mitre_attck_techniques: z.array(z.string().regex(/^T\d{4}(\.\d{3})?$/)).optional(),
  mitigations: z.array(z.string()).optional(),
});

export type ThreatActor = z.infer<typeof ThreatActor>;

export const ThreatActors = z.looseObject({
  ...common,
  threat_actors: z.array(ThreatActor).min(1),
  industry_context: z
    .looseObject({
      industry: z.string(),
      common_threat_actors: z.array(z.string()),
      recent_incidents: z.array(z.string()),
    })
    .optional(),
});

export type ThreatActors = z.infer<typeof ThreatActors>;

export const BusinessImpact = z.looseObject({
  ...common,
  scenarios: z.array(ImpactScenario).min(1),
  rto_rpo: z
    .record(z.string(), z.looseObject({ rto: z.string(), rpo: z.string(), downtime_cost_per_hour: z.string() }))
    .optional(),
  data_modification_impact_usd: z.number().optional(),
  breach_cost_usd: z.number().optional(),
  downtime_cost_per_hour_usd: z.number().optional(),
  transaction_types: z
    .array(z.enum(['financial', 'payment', 'billing', 'user_data', 'configuration', 'permissions']))
    .optional(),
  physical_safety_impact: z.enum(['none', 'minor_injury', 'major_injury', 'multiple_injuries', 'death']).optional(),
  risk_appetite: z.string().optional(),
});

export type BusinessImpact = z.infer<typeof BusinessImpact>;

export const ComplianceRequirement = z.looseObject({
  requirement_id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  control_categories: z.array(ControlCategory),
  validation_criteria: z.array(z.string()),
});

export type ComplianceRequirement = z.infer<typeof ComplianceRequirement>;

const Regulation = z.looseObject({
  name: z.string(),
  applicable: z.boolean(),
  level: z.string().optional(),
  current_status: z.enum(['compliant', 'in_progress', 'non_compliant', 'unknown']).optional(),
  requirements: z.array(ComplianceRequirement).optional(),
});

type Regulation = z.infer<typeof Regulation>;

export const ComplianceRequirements = z
  .looseObject({
    ...common,
    applicable_regulations: z.array(Regulation),
    none_applicable: z.boolean().optional(),
    contractual_requirements: z
      .array(z.looseObject({ source: z.string(), requirements: z.array(z.string()) }))
      .optional(),
  })
  .refine((value) => value.applicable_regulations.length > 0 || value.none_applicable === true, {
    message: 'name a regulation or state none_applicable: true',
  });
export type ComplianceRequirements = z.infer<typeof ComplianceRequirements>;

export const SecurityObjectives = z.looseObject({
  ...common,
  protection_priorities: z.array(Text),
  cia_priority: z.string(),
  risk_appetite: z.enum(['very_low', 'low', 'medium', 'high']),
  rto: z.string(),
  rto_hours: z.number().optional(),
  rpo: z.string().optional(),
  rpo_hours: z.number().optional(),
  redundancy: z.enum(['none', 'partial', 'full']).optional(),
});

export type SecurityObjectives = z.infer<typeof SecurityObjectives>;

/** All of phase 1 in one value; each key is one file `phase-1/<key with dashes>.json`. */
export const BusinessContext = z.object({
  business_objectives: BusinessObjectives,
  data_classification: DataClassification,
  threat_actors: ThreatActors,
  business_impact: BusinessImpact,
  compliance_requirements: ComplianceRequirements,
  security_objectives: SecurityObjectives,
});

export type BusinessContext = z.infer<typeof BusinessContext>;

/**
 * What the user answers in the phase 1 form; the six files are built from it.
 * Prefilled from code, each value with its basis.
 */
export const BusinessAnswers = z.object({
  application_name: z.string().min(1, 'Name the application.'),
  primary_purpose: textOf(z.string().min(1, 'Say in one sentence what the application is for.')),
  users: z.array(z.string()),
  business_processes: z.array(z.string()),
  business_value: Text,
  internet_facing: z.boolean(),
  data_types: z.array(DataType),
  crown_jewels: z
    .array(z.string())
    .min(1, 'Name at least one crown jewel: the data that must not leak, change or vanish.')
    .max(10),
  threat_actors: z.array(z.string()).min(1, 'Choose at least one threat actor.'),
  regulations: z.array(z.string()),
  none_applicable: z.boolean(),
  cia_priority: z.string(),
  risk_appetite: z.enum(['very_low', 'low', 'medium', 'high']),
  rto_hours: z.number().min(0).optional(),
  breach_cost_usd: z.number().min(0).optional(),
  downtime_cost_per_hour_usd: z.number().min(0).optional(),
});

export type BusinessAnswers = z.infer<typeof BusinessAnswers>;
export type BusinessField = keyof BusinessAnswers;

/** Why a prefilled value was suggested: shown next to the field until the user confirms it. */
export const Assumption = z.object({
  field: z.string(),
  text: Text,
  file: WorkspacePath.optional(),
  line: z.int().optional(),
});

export type Assumption = z.infer<typeof Assumption>;

export const BusinessDraft = z.object({
  answers: BusinessAnswers,
  assumptions: z.array(Assumption),
  confirmed: z.array(z.string()),
});

export type BusinessDraft = z.infer<typeof BusinessDraft>;
