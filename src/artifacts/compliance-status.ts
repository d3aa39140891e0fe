import * as z from 'zod';
import { Text } from './text';

/** How far the code answers each requirement of the regulations named in phase 1. */
export const ComplianceStatus = z.looseObject({
  regulations: z.array(
    z.looseObject({
      name: z.string(),
      level: z.string().optional(),
      total_requirements: z.int(),
      requirements_met: z.int(),
      requirements_partial: z.int(),
      requirements_missing: z.int(),
      requirements_not_evaluated: z.int(),
      compliance_percentage: z.number().nullable(),
      results: z.array(
        z.looseObject({
          requirement_id: z.string(),
          name: z.string(),
          status: z.enum(['met', 'partial', 'missing', 'not-evaluated']),
          evidence: Text,
          sources: z.array(z.string()),
          gap_ids: z.array(z.string()),
        }),
      ),
    }),
  ),
  last_updated: z.string(),
});
export type ComplianceStatus = z.infer<typeof ComplianceStatus>;
