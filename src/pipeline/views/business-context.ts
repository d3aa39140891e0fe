import type { ViewOf } from '../../artifacts/checkpoint-views';
import type { BusinessDraft } from '../../artifacts/phase1';
import { linksTo } from '../checkpoint';
import type { RunContext } from '../context';

/** The form of phase 1, prefilled. */
export function businessView(context: RunContext, draft: BusinessDraft): ViewOf<'business-context'> {
  const { answers, assumptions } = draft;
  return {
    kind: 'business-context',
    draft,
    options: context.parts.services.parts.businessChoices(),
    keyFindings: [
      answers.primary_purpose,
      answers.regulations.length > 0
        ? `${answers.regulations.join(', ')} would decide which controls are required.`
        : 'No regulation is suggested by the code.',
      answers.threat_actors.length > 0
        ? `Attackers to expect: ${answers.threat_actors.slice(0, 5).join(', ')}.`
        : 'No attacker is chosen yet.',
      `${assumptions.length} values are assumptions until you confirm them.`,
    ],
    questions: [
      'Is the purpose right?',
      'Is sensitive data missing?',
      'Is an attacker missing?',
      'Does a regulation apply that is not listed?',
      'Are the impact figures reasonable?',
    ],
    artifacts: linksTo(context.state, ['phase-1/']),
    next: 'The code base is sized and mapped; the next question comes when the map is ready.',
  };
}
