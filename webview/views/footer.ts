import type { Decision } from '../../src/artifacts/checkpoint-record';
import { button, progressRing, textArea } from '../controls';
import { h, type Child, type VNode } from '../dom';
import { openAssumptions } from '../state/answers';
import { isBusy } from '../state/request';
import { plural } from '../state/words';
import { approve, primaryDecision, unfinished, unresolved } from './decide';
import type { CheckpointEnv } from './env';

/** The buttons of the checkpoint, always in sight. Only what the host listed as options is offered. */
export function footer(env: CheckpointEnv): VNode {
  const { record, context } = env;
  // Who works on the session decides; the note above says who that is.
  if (context.readOnly !== undefined)
    return h(
      'footer',
      { class: 'decisions', attrs: { 'aria-label': 'Decision' } },
      h('div', { class: 'page' }, h('p', { class: 'next muted' }, whoDecides(context.madeElsewhere === true))),
    );
  const asking = askingForm(env);
  return h(
    'footer',
    { class: 'decisions', attrs: { 'aria-label': 'Decision' } },
    h(
      'div',
      { class: 'page' },
      refusal(env),
      asking ??
        h(
          'div',
          {},
          h('p', { class: 'next muted' }, record.summary.next),
          blocked(env),
          h('div', { class: 'buttons' }, ...buttons(env)),
        ),
    ),
  );
}

/** The form of the decision the user has begun to make. */
function askingForm(env: CheckpointEnv): VNode | null {
  if (env.draft.revising) return reviseForm(env);
  return env.draft.reverting ? revertForm(env) : null;
}

const whoDecides = (madeElsewhere: boolean): string =>
  madeElsewhere
    ? 'This session was made elsewhere: nothing is decided here before you resume it.'
    : 'The decision is made where the session runs.';

function refusal({ request }: CheckpointEnv): Child {
  if (request.status !== 'rejected') return null;
  const details = request.fields.map(({ message }) => h('li', {}, message));
  return h(
    'div',
    { class: 'refusal', id: 'refusal', attrs: { tabindex: -1 } },
    h('p', {}, request.message),
    details.length > 0 && h('ul', { class: 'bullets' }, ...details),
  );
}

/** Says why the primary button cannot be pressed. */
function blocked(env: CheckpointEnv): Child {
  if (unfinished(env.draft))
    return h(
      'p',
      { class: 'refusal' },
      'A change to the concerns is not finished. Save or cancel it above, then approve.',
    );
  const open = unresolved(env.record.summary).length;
  return (
    open > 0 &&
    h(
      'p',
      { class: 'refusal' },
      `${plural(open, 'concern')} ended without a result. Retry or skip ` +
        `${open === 1 ? 'it' : 'each of them'} above, then continue.`,
    )
  );
}

function buttons(env: CheckpointEnv): Child[] {
  const { record, request } = env;
  const busy = isBusy(request);
  const offers = (decision: Decision['decision']) => record.options.includes(decision);
  return [
    offers('approve') &&
      button(approveText(env), {
        id: 'approve',
        primary: true,
        disabled: busy || unfinished(env.draft),
        onClick: () => approve(env),
        ...SHORTCUT,
      }),
    offers('continue') &&
      button(continueText(env), {
        id: 'continue',
        primary: true,
        disabled: busy || primaryDecision(env) === null,
        onClick: () => env.act.decide({ decision: 'continue' }),
        ...SHORTCUT,
      }),
    offers('revise') &&
      button('Revise…', { id: 'revise', disabled: busy, onClick: () => openForm(env, { revising: true }, 'feedback') }),
    offers('stop') &&
      button('Stop and Save', {
        id: 'stop-and-save',
        disabled: busy,
        onClick: () => env.act.decide({ decision: 'stop' }),
      }),
    offers('revert') &&
      button('Revert Batch…', {
        id: 'revert',
        disabled: busy,
        onClick: () => openForm(env, { reverting: true }, 'revert-now'),
      }),
    busy && progressRing(request.status === 'sent' ? 'Sending your decision' : 'Accepted, going on'),
  ];
}

const SHORTCUT = { title: 'Ctrl+Enter or ⌘Enter', shortcut: 'Control+Enter Meta+Enter' };

function openForm(env: CheckpointEnv, change: { revising: boolean } | { reverting: boolean }, target: string): void {
  env.act.edit(change);
  env.act.focus(target);
}

/** How much of what is approved nobody has looked at yet is said on the button itself. */
function approveText({ record, draft }: CheckpointEnv): string {
  if (record.summary.kind === 'business-context') {
    const left = openAssumptions(record.summary.draft, draft.form).length;
    if (left > 0) return `Approve with ${plural(left, 'assumption')}`;
  }
  return draft.edits.length > 0 ? `Approve with ${plural(draft.edits.length, 'change')}` : 'Approve';
}

function continueText({ record }: CheckpointEnv): string {
  const next = record.summary.kind === 'batch' ? record.summary.nextBatch : null;
  return next === null ? 'Continue' : `Continue with ${next.severity}`;
}

function reviseForm(env: CheckpointEnv): VNode {
  const { draft, request, act } = env;
  const text = draft.feedback.trim();
  const cancel = () => {
    act.edit({ revising: false });
    act.focus('revise');
  };
  return h(
    'div',
    { key: 'revise-form', class: 'form-inline' },
    h('label', { attrs: { for: 'feedback' } }, 'What should be different?'),
    textArea({
      id: 'feedback',
      name: 'What should be different?',
      value: draft.feedback,
      required: true,
      describedBy: 'Sent to the agents with the request to run this phase again.',
      placeholder: 'For example: the admin API is internal only.',
      onInput: (feedback) => act.edit({ feedback }),
    }),
    h(
      'p',
      { class: 'muted' },
      'This phase runs again, then it is shown here again. The built-in agents look at the routes and files ' +
        'you name; the rest of your text goes into the report.',
    ),
    h(
      'div',
      { class: 'buttons' },
      button('Run again', {
        id: 'send-revision',
        primary: true,
        disabled: text === '' || isBusy(request),
        onClick: () => act.decide({ decision: 'revise', feedback: text }),
        ...SHORTCUT,
      }),
      button('Cancel', { id: 'cancel-revision', onClick: cancel }),
    ),
  );
}

function revertForm(env: CheckpointEnv): VNode {
  const { record, act, request } = env;
  const cancel = () => {
    act.edit({ reverting: false });
    act.focus('revert');
  };
  const batch = record.summary.kind === 'batch' ? record.summary : undefined;
  const gaps = batch?.gaps.length ?? 0;
  return h(
    'div',
    { key: 'revert-form', class: 'form-inline', attrs: { role: 'group', 'aria-label': 'Revert this batch?' } },
    h(
      'p',
      {},
      `Takes back this batch: the results of ${plural(batch?.execution.concerns ?? 0, 'concern')}, ` +
        `${plural(gaps, 'gap')} and their entries in Problems. The files are kept under “reverted”. The batch ` +
        `then runs again.`,
    ),
    h(
      'div',
      { class: 'buttons' },
      button('Revert Batch', {
        id: 'revert-now',
        primary: true,
        disabled: isBusy(request),
        onClick: () => act.decide({ decision: 'revert' }),
      }),
      button('Keep It', { id: 'keep-batch', onClick: cancel }),
    ),
  );
}
