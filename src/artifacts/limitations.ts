import * as z from 'zod';
import { Severity } from './enums';

/** Something that was knowingly not read or not investigated, and who decided so. */
export const Limitation = z.looseObject({
  id: z.string().regex(/^LIM-\d{3}$/),
  kind: z.enum([
    'discovered-not-investigated',
    'severity-skipped',
    'investigation-blocked',
    'partial-investigation',
    'sampled-component',
    'gate-forced',
    'not-read',
    'unsupported-language',
    'not-understood',
    'unattended',
  ]),
  concern_id: z.string().optional(),
  title: z.string().optional(),
  severity: Severity.optional(),
  description: z.string(),
  reason: z.string(),
  source: z.string(),
  recorded_at: z.string(),
  decided_by: z.enum(['user', 'system']),
  suggested_follow_up: z.string().optional(),
});
export type Limitation = z.infer<typeof Limitation>;
export const KnownLimitations = z.looseObject({
  limitations: z.array(Limitation),
  summary: z.looseObject({ by_kind: z.record(z.string(), z.int()), by_severity: z.record(z.string(), z.int()) }),
});
export type KnownLimitations = z.infer<typeof KnownLimitations>;
