import { categoryFiles } from './categories';
import { complianceStatus, priorityFiles } from './compliance';
import type { Consolidation, ConsolidationInput } from './input';
import { mergeControls } from './merge-controls';
import { mergeGaps } from './merge-gaps';
import { summaryOf } from './summary';
import { say, type Draft, type Said } from '../../messages/say';

/** The result of a consolidation contradicts itself or its input. */
class ConsolidationError extends Error {
  override readonly name = 'ConsolidationError';
  constructor(readonly violations: readonly Said[]) {
    super(violations.map(({ said }) => said).join(', '));
  }
}

/**
 * All of phase 4 rebuilt from its investigations: ten category files, gaps, summary, compliance and priority files.
 * Pure
 * and idempotent: the same investigations in any order give the same result, but for the time.
 * @throws {ConsolidationError} when the result contradicts itself, which nothing may store.
 */
export function consolidateControls(input: ConsolidationInput): Draft<Consolidation> {
  const { controls, ids } = mergeControls(input);
  const gaps = mergeGaps(input);
  const categories = categoryFiles(input, controls, gaps.gaps);
  const compliance = complianceStatus(input, gaps.gaps);
  const files = priorityFiles(input);
  const summary = summaryOf(input, categories, gaps, compliance);
  const result = {
    categories,
    gaps,
    summary,
    compliance,
    priorityFiles: files,
    ids,
  };
  const violations = verifyConsolidation(result, input);
  if (violations.length > 0) throw new ConsolidationError(violations);
  return result;
}

/** What does not hold in a consolidation; empty when it may be stored. */
export function verifyConsolidation(result: Draft<Consolidation>, input: ConsolidationInput): Said[] {
  const known = new Set([...input.investigations.map((found) => found.path), ...input.errors.map((item) => item.path)]);
  const violations: Said[] = [];
  for (const { path, investigation } of input.investigations) {
    for (const category of investigation.control_categories) {
      const file = result.categories.find((item) => item.category === category);
      if (!file?.metadata.generated_from_investigations.includes(path))
        violations.push(say('controls/contradictions.notReferring', category, path));
    }
  }
  for (const file of result.categories) {
    if (file.metadata.total_controls !== file.controls.length)
      violations.push(say('controls/contradictions.miscounted', file));
    for (const control of file.controls)
      if (!known.has(control.investigation_source))
        violations.push(say('controls/contradictions.unknownSourceOfControl', control));
  }
  for (const gap of result.gaps.gaps)
    if (!known.has(gap.concern_source)) violations.push(say('controls/contradictions.unknownSourceOfGap', gap));
  const total = Object.values(result.gaps.metadata.gaps_by_severity).reduce((sum, count) => sum + count, 0);
  if (result.gaps.metadata.total_gaps !== result.gaps.gaps.length || total !== result.gaps.gaps.length)
    violations.push(say('controls/contradictions.miscountedGaps', result.gaps));
  const ids = result.categories.flatMap((file) => file.controls.map((control) => control.control_id));
  if (new Set(ids).size !== ids.length) violations.push(say('controls/contradictions.idTwice'));
  return violations;
}
