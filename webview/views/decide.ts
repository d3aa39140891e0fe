import type { CheckpointView } from '../../src/artifacts/checkpoint-views';
import { finalAnswers, validate } from '../state/answers';
import { isBusy } from '../state/request';
import type { Draft } from '../state/saved';
import type { CheckpointEnv } from './env';

/** Concerns of a batch that ended without a result and need a decision before the run can go on. */
export function unresolved(view: CheckpointView): string[] {
  if (view.kind !== 'batch') return [];
  return view.concerns.filter(({ state }) => state === 'failed' || state === 'cancelled').map(({ id }) => id);
}

/** A concern being written or dropped: approving now would lose it without a word. */
export const unfinished = (draft: Draft): boolean => draft.adding !== undefined || draft.dropping !== undefined;

export function approve({ record, draft, act }: CheckpointEnv): void {
  const view = record.summary;
  if (view.kind === 'business-context') {
    if (validate(view.draft, draft.form).length > 0) return act.showErrors();
    return act.decide({
      decision: 'approve',
      answers: finalAnswers(view.draft, draft.form),
      confirmed: [...new Set([...view.draft.confirmed, ...draft.form.confirmed])],
    });
  }
  act.decide(draft.edits.length > 0 ? { decision: 'approve', concernEdits: draft.edits } : { decision: 'approve' });
}

/** What Ctrl+Enter does now; `null` when there is nothing to press. */
export function primaryDecision(env: CheckpointEnv): (() => void) | null {
  const { record, draft, request, act, context } = env;
  if (context.readOnly !== undefined || isBusy(request) || draft.reverting) return null;
  if (draft.revising) {
    const feedback = draft.feedback.trim();
    return feedback === '' ? null : () => act.decide({ decision: 'revise', feedback });
  }
  if (record.options.includes('approve')) return unfinished(draft) ? null : () => approve(env);
  if (record.options.includes('continue') && unresolved(record.summary).length === 0)
    return () => act.decide({ decision: 'continue' });
  return null;
}
