import { SEVERITIES } from '../../artifacts/enums';
import type { ViewOf } from '../../artifacts/checkpoint-views';
import { linksTo } from '../checkpoint';
import type { RunContext } from '../context';
import { count } from '../../wording/text';
import { firstLink } from './links';
import * as say from '../../wording/run/checkpoints';

/** What the final checkpoint of phase 4 shows. */
export async function controlsView(context: RunContext): Promise<ViewOf<'controls'>> {
  const { artifacts, state } = context;
  const categories = await artifacts.categories();
  const { gaps } = await artifacts.gaps();
  const { limitations } = await artifacts.limitations();
  const compliance = await artifacts.compliance();
  return {
    kind: 'controls',
    categories: categories.map((category) => {
      const own = gaps.filter((gap) => gap.category === category.category).length;
      return {
        category: category.category,
        status: category.status,
        controls: category.controls.length,
        gaps: own,
        summary: say.category(category, own),
      };
    }),
    gaps: gaps.map((gap) => ({
      id: gap.gap_id,
      severity: gap.severity,
      category: gap.category,
      description: gap.description,
      ...firstLink(gap.locations),
    })),
    compliance: compliance.regulations.map((regulation) => ({
      name: regulation.name,
      met: regulation.requirements_met,
      partial: regulation.requirements_partial,
      missing: regulation.requirements_missing,
      notEvaluated: regulation.requirements_not_evaluated,
    })),
    batches: SEVERITIES.map((severity) => {
      const batch = state.batches.find((candidate) => candidate.severity === severity);
      return { severity, state: batch?.state ?? 'empty', concerns: batch?.concerns.length ?? 0 };
    }),
    limitations: limitations.map(({ kind, description }) => ({ kind, description })),
    keyFindings: [
      count(gaps.length, 'gap'),
      ...gaps.slice(0, 3).map((gap) => gap.description),
      count(limitations.length, 'known limitation'),
    ],
    questions: [...say.aboutControls],
    artifacts: linksTo(state, ['phase-4/']).filter(({ path }) => !path.includes('/reverted/')),
    next: say.afterControls,
  };
}
