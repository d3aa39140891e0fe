import * as z from 'zod';
import { ControlCategory, Severity } from './enums';
import { SessionPath } from './paths';

export const ErrorRecord = z.looseObject({
  concern_id: z.string(),
  concern_name: z.string(),
  severity: Severity,
  error_message: z.string(),
  error_code: z.string().optional(),
  partial_output: z.unknown(),
  retry_count: z.int().min(0),
  timestamp: z.string(),
  history: z.array(z.looseObject({ ts: z.string(), error_message: z.string(), attempt: z.int() })).optional(),
  resolution: z.enum(['retried-ok', 'reduced-scope', 'accepted-partial', 'skipped', 'reverted']).nullable(),
  resolved_at: z.string().optional(),
});

export type ErrorRecord = z.infer<typeof ErrorRecord>;

const ConcernReason = z.looseObject({ concern_id: z.string(), reason: z.string() });
export const BatchSummary = z.looseObject({
  batch: z.int(),
  severity: Severity,
  kind: z.enum(['planned', 'discovered']),
  concerns_investigated: z.int(),
  agent_count: z.int(),
  investigation_files: z.array(SessionPath),
  controls_found_by_category: z.record(z.string(), z.int()),
  control_categories_updated: z.array(ControlCategory),
  gaps_found_by_severity: z.record(z.string(), z.int()),
  failed_concerns: z.array(ConcernReason),
  partial_concerns: z.array(ConcernReason),
  skipped_concerns: z.array(ConcernReason),
  discovered_concerns: z.array(z.string()),
  execution_time_seconds: z.int(),
  agent_durations: z.looseObject({ median: z.number(), max: z.number() }).optional(),
  attempt: z.int().optional(),
  provisional: z.boolean().optional(),
  timestamp: z.string(),
});

export type BatchSummary = z.infer<typeof BatchSummary>;
