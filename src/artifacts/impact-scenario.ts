import * as z from 'zod';
import { Text } from './text';

const ImpactScore = z.looseObject({
  score: z.int().min(1).max(5),
  total_estimated_costs: z.string().optional(),
  total_estimated_usd: z.number().optional(),
});

/** What happens in a scenario, whatever it is called. */
export const ScenarioKind = z.enum([
  'data-breach',
  'integrity-attack',
  'denial-of-service',
  'ransomware',
  'supply-chain-attack',
]);
export type ScenarioKind = z.infer<typeof ScenarioKind>;

export const ImpactScenario = z.looseObject({
  id: z.string().regex(/^SCENARIO-\d{3}$/),
  /** Left out by versions that told it by the name alone. */
  kind: ScenarioKind.optional(),
  name: Text,
  description: Text,
  likelihood: z.union([z.enum(['low', 'medium', 'high']), z.int().min(1).max(5)]),
  impact_categories: z.record(z.string(), ImpactScore),
  total_risk_score: z.int().min(1).max(25),
  risk_level: z.enum(['critical', 'high', 'medium', 'low']),
});

export type ImpactScenario = z.infer<typeof ImpactScenario>;
