import { SEVERITIES, type Severity } from '../../artifacts/enums';
import type { BusinessContext } from '../../artifacts/phase1';
import type { Concern } from '../../artifacts/phase3';
import type { ComplianceStatus } from '../../artifacts/compliance-status';
import type { CategoryFile, ControlGaps, ControlsSummary, Investigation } from '../../artifacts/phase4';
import type { ErrorRecord } from '../../artifacts/batch';
import type { PriorityFiles } from '../../artifacts/priority-files';
import type { Understood } from './understood';
import { byText } from '../text';

/** Everything of phase 4 that stands on disk, and what is known about the run. Paths are relative to `phase-4/`. */
export interface ConsolidationInput {
  investigations: { path: string; investigation: Investigation }[];
  errors: { path: string; record: ErrorRecord }[];
  business: BusinessContext;
  concerns: Concern[];
  batchesCompleted: string[];
  batchesRemaining: string[];
  sessionId: string;
  /** ISO 8601; the only value that differs between two runs over the same input. */
  now: string;
  /** Control ids given out before, by the key of the control. */
  previousIds: Record<string, string>;
  /** Something a browser talks to exists. When it is not known, the concerns tell. */
  browserSurface?: boolean;
  /** What was understood of the code. When it is not known, gaps and controls alone decide. */
  understood?: Understood;
}

export interface Consolidation {
  categories: CategoryFile[];
  gaps: ControlGaps;
  summary: ControlsSummary;
  compliance: ComplianceStatus;
  priorityFiles: PriorityFiles;
  ids: Record<string, string>;
}

export type Found = ConsolidationInput['investigations'][number];

export const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);
export const worst = (left: Severity, right: Severity): Severity => (rank(left) <= rank(right) ? left : right);

/**
 * By severity of the concern, then id: the order in which everything is merged, whatever order the files were read in.
 */
export function sortedInvestigations(input: ConsolidationInput): Found[] {
  return [...input.investigations].sort(
    (a, b) =>
      rank(a.investigation.severity) - rank(b.investigation.severity) ||
      byText(a.investigation.concern_id, b.investigation.concern_id) ||
      byText(a.path, b.path),
  );
}

/** Counts by key; every key of `keys` is present. */
export function tally<T>(
  items: readonly T[],
  keys: readonly string[],
  key: (item: T) => string,
): Record<string, number> {
  const counts: Record<string, number> = Object.fromEntries(keys.map((name) => [name, 0]));
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}
