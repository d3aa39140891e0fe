import { CONTROL_CATEGORIES } from '../../artifacts/enums';
import type { CategoryFile, ConsolidatedControl, ConsolidatedGap } from '../../artifacts/phase4';
import { strideDefense } from '../../knowledge/stride';
import { detailsOf } from './details';
import { sortedInvestigations, type ConsolidationInput } from './input';
import { unreadBy, verdictOf } from './verdict';
import { say, type Draft } from '../../messages/say';

/** The ten category files, always all of them. */
export function categoryFiles(
  input: ConsolidationInput,
  controls: readonly Draft<ConsolidatedControl>[],
  gaps: readonly Draft<ConsolidatedGap>[],
): Draft<CategoryFile>[] {
  const investigations = sortedInvestigations(input);
  const browser =
    input.browserSurface ??
    input.concerns.some((concern) => concern.expected_control_categories.some((item) => item.category === 'cors-csp'));
  return CONTROL_CATEGORIES.map((category) => {
    const own = controls.filter((control) => control.control_type === category);
    const missing = gaps.filter((gap) => gap.category === category);
    const dark = unreadBy({ category, understood: input.understood }) !== undefined;
    const applicable = category !== 'cors-csp' || dark || browser || own.length > 0 || missing.length > 0;
    const verdict = verdictOf({ category, controls: own, gaps: missing, understood: input.understood });
    const details = detailsOf(category, own, missing);
    const count = (strength: string): number => own.filter((control) => control.strength === strength).length;
    const sources = new Set([
      ...investigations
        .filter((found) => found.investigation.control_categories.includes(category))
        .map((found) => found.path),
      ...own.flatMap((control) => control.investigation_sources),
    ]);
    return {
      category,
      stride_defense: strideDefense(category),
      applicable,
      ...(applicable
        ? {}
        : {
            not_applicable_reason: say('controls/verdict.nothingForBrowsers'),
          }),
      ...(applicable
        ? { status: verdict.status, status_reason: verdict.reason }
        : { status: 'not-applicable' as const }),
      controls: own,
      ...(Object.keys(details).length > 0 ? { details } : {}),
      metadata: {
        generated_from_investigations: investigations.map((found) => found.path).filter((path) => sources.has(path)),
        last_updated: input.now,
        batches_completed: [...input.batchesCompleted],
        total_controls: own.length,
        controls_by_strength: { strong: count('strong'), weak: count('weak'), partial: count('partial') },
      },
    };
  });
}
