import { CONTROL_CATEGORIES } from '../../artifacts/enums';
import type { ComplianceStatus } from '../../artifacts/compliance-status';
import type { CategoryFile, ControlGaps, ControlsSummary } from '../../artifacts/phase4';
import { tally, type ConsolidationInput } from './input';
import type { Draft } from '../../messages/say';

export function summaryOf(
  input: ConsolidationInput,
  categories: readonly Draft<CategoryFile>[],
  gaps: Draft<ControlGaps>,
  compliance: Draft<ComplianceStatus>,
): ControlsSummary {
  const controls = categories.flatMap((file) => file.controls);
  const results = compliance.regulations.flatMap((regulation) => regulation.results);
  const incomplete = gaps.gaps.some(
    (gap) => gap.status === 'investigation-blocked' || gap.status === 'partial-investigation',
  );
  return {
    session_id: input.sessionId,
    phase: 4,
    status: input.batchesRemaining.length > 0 ? 'in-progress' : 'complete',
    total_concerns_investigated: input.investigations.length,
    batches_completed: [...input.batchesCompleted],
    batches_remaining: [...input.batchesRemaining],
    controls_found: {
      total: controls.length,
      by_category: tally(controls, CONTROL_CATEGORIES, (control) => control.control_type),
      by_strength: tally(controls, ['strong', 'partial', 'weak'], (control) => control.strength),
    },
    gaps_found: {
      total: gaps.gaps.length,
      by_severity: gaps.metadata.gaps_by_severity,
      by_category: gaps.metadata.gaps_by_category,
    },
    compliance_status: {
      requirements_evaluated: results.filter((result) => result.status !== 'not-evaluated').length,
      requirements_passing: results.filter((result) => result.status === 'met').length,
      requirements_failing: results.filter((result) => result.status === 'missing').length,
      requirements_partial: results.filter((result) => result.status === 'partial').length,
    },
    recommendations: tally(
      input.investigations.flatMap((found) => found.investigation.recommendations),
      ['immediate', 'high', 'medium', 'low'],
      (item) => item.priority,
    ),
    partial_execution: input.batchesRemaining.length > 0 || incomplete,
    last_updated: input.now,
    investigation_duration_total_seconds: input.investigations.reduce(
      (sum, found) => sum + found.investigation.investigation_duration_seconds,
      0,
    ),
  };
}
