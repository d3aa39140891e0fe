import type { ViewOf } from '../../artifacts/checkpoint-views';
import type { BusinessDraft } from '../../artifacts/phase1';
import { linksTo } from '../checkpoint';
import type { RunContext } from '../context';
import * as say from '../../wording/run/checkpoints';

/** The form of phase 1, prefilled. */
export function businessView(context: RunContext, draft: BusinessDraft): ViewOf<'business-context'> {
  const { answers, assumptions } = draft;
  return {
    kind: 'business-context',
    draft,
    options: context.parts.services.parts.businessChoices(),
    keyFindings: [
      answers.primary_purpose,
      say.requiredBy(answers),
      say.attackers(answers),
      say.assumed(assumptions.length),
    ],
    questions: [...say.aboutBusiness],
    artifacts: linksTo(context.state, ['phase-1/']),
    next: say.afterBusiness,
  };
}
