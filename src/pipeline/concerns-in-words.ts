import type { Concern } from '../artifacts/phase3';
import { deriveConcerns } from '../reasoning/concerns/derive';
import { named } from '../reasoning/concerns/names';
import type { InSteps } from '../reasoning/in-steps';
import { render } from '../wording/render';
import { scenariosMarkdown } from '../wording/summaries/concerns';

/** The concerns with their texts, named after their titles, and what is only suspected, as Markdown. */
export function* concernsInWords(
  ...given: Parameters<typeof deriveConcerns>
): InSteps<{ concerns: Concern[]; scenarios: string }> {
  const drafts = yield* deriveConcerns(...given);
  const { concerns, scenarios } = render(drafts);
  return { concerns: named(concerns), scenarios: scenariosMarkdown(named(scenarios)) };
}
