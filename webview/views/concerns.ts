import type { ConcernLine, MappingView } from '../../src/artifacts/checkpoint-views';
import { button, dropdown, link, tag, textField } from '../controls';
import { h, type Child, type VNode } from '../dom';
import { icon } from '../icons';
import { addedConcerns, drop, droppedReason, rate, removeAdded, restore, severityOf } from '../state/concern-edits';
import { isSeverity, SEVERITIES } from '../state/severities';
import { humanize, plural } from '../state/words';
import { addConcernForm, NEW_CONCERN } from './add-concern';
import type { Viewed } from './env';
import { locationLink } from './links';
import { empty, section } from './section';
import { severity } from './severity';

type Env = Viewed<MappingView>;
const SEVERITY_CHOICES = SEVERITIES.map((value) => ({ value, text: humanize(value) }));

/**
 * The concerns that will be investigated, by severity; the user may rate, drop and add. A re-rated concern stays where
 * it is, so that it does not jump away under the pointer.
 */
export function concernList(env: Env): VNode {
  const { view, draft } = env;
  const groups = SEVERITIES.map((level) => ({
    level,
    concerns: view.concerns.filter((concern) => concern.severity === level),
  }));
  return section(
    env,
    { id: 'mapping.concerns', title: 'Concerns to investigate', count: kept(env) },
    h('p', { class: 'muted' }, 'One agent investigates each. Change the severity, drop or add any before you approve.'),
    view.concerns.length === 0 && empty('The mapping raised no concern.'),
    ...groups
      .filter(({ concerns }) => concerns.length > 0)
      .map((group) => severityGroup(env, group.level, group.concerns)),
    added(env),
    draft.adding
      ? addConcernForm(env, draft.adding)
      : button('Add a concern', { id: 'add-concern', onClick: () => startAdding(env) }, icon('plus')),
  );
}

function kept({ view, draft }: Env): number {
  return (
    view.concerns.filter(({ id }) => droppedReason(draft.edits, id) === undefined).length +
    addedConcerns(draft.edits).length
  );
}

function startAdding(env: Env): void {
  env.act.edit({ adding: NEW_CONCERN });
  env.act.focus('concern-title');
}

function severityGroup(env: Env, level: string, concerns: readonly ConcernLine[]): VNode {
  return section(
    env,
    {
      id: `mapping.concerns.${level}`,
      title: humanize(level),
      level: 3,
      tone: level,
      count: concerns.length,
      open: level === 'critical' || level === 'high',
    },
    h('ul', { class: 'plain rows' }, ...concerns.map((concern) => concernItem(env, concern))),
  );
}

function concernItem(env: Env, concern: ConcernLine): VNode {
  const { draft, saved, act } = env;
  const reason = droppedReason(draft.edits, concern.id);
  const key = `mapping.concern.${concern.id}`;
  const open = saved.open[key] === true;
  const now = severityOf(draft.edits, concern);
  return h(
    'li',
    { key: concern.id, class: reason === undefined ? '' : 'dropped' },
    h(
      'button',
      {
        class: 'disclosure',
        attrs: { type: 'button', 'aria-expanded': String(open), 'aria-controls': `body-${concern.id}` },
        on: { click: () => act.toggle(key, !open) },
      },
      icon('chevron', open ? 'turned' : ''),
      h(
        'span',
        {},
        h('span', { class: 'muted' }, `${concern.id} `),
        h('span', { class: 'disclosure-title' }, concern.title),
      ),
    ),
    now !== concern.severity &&
      h('div', { class: 'row-line change' }, severity(concern.severity), ' to ', severity(now)),
    reason !== undefined &&
      h(
        'div',
        { class: 'row-line change' },
        h('span', {}, `Dropped: ${reason}`),
        link('Undo', () => act.edit({ edits: restore(draft.edits, concern.id) }), {
          name: `Undo dropping ${concern.title}`,
        }),
      ),
    h(
      'div',
      { id: `body-${concern.id}`, class: 'disclosure-body', attrs: { hidden: !open } },
      ...(open ? details(env, concern, reason !== undefined) : []),
    ),
  );
}

function details(env: Env, concern: ConcernLine, dropped: boolean): Child[] {
  return [
    h('p', {}, concern.description),
    concern.rationale !== '' && h('p', {}, h('strong', {}, 'Why: '), concern.rationale),
    concern.categories.length > 0 &&
      h('div', { class: 'tags' }, ...concern.categories.map((category) => tag(humanize(category)))),
    h(
      'ul',
      { class: 'plain paths', attrs: { 'aria-label': 'Locations' } },
      ...concern.locations.map((location) =>
        h(
          'li',
          {},
          locationLink(env, location),
          location.context !== undefined && h('span', { class: 'muted' }, ` ${location.context}`),
        ),
      ),
    ),
    !dropped && edits(env, concern),
  ];
}

function edits(env: Env, concern: ConcernLine): VNode {
  const { draft, act } = env;
  if (draft.dropping?.id === concern.id) return dropForm(env, concern, draft.dropping.reason);
  const setSeverity = (value: string) => isSeverity(value) && act.edit({ edits: rate(draft.edits, concern, value) });
  const startDropping = () => {
    act.edit({ dropping: { id: concern.id, reason: '' } });
    act.focus('drop-reason');
  };
  return h(
    'div',
    { class: 'edit-row' },
    h('span', { class: 'muted', attrs: { 'aria-hidden': 'true' } }, 'Severity'),
    dropdown({
      id: `severity-${concern.id}`,
      name: `Severity of ${concern.title}`,
      value: severityOf(draft.edits, concern),
      choices: SEVERITY_CHOICES,
      onChange: setSeverity,
    }),
    button('Drop…', { id: `drop-${concern.id}`, name: `Drop ${concern.title}`, onClick: startDropping }),
  );
}

function dropForm(env: Env, concern: ConcernLine, reason: string): VNode {
  const { draft, act } = env;
  const cancel = () => {
    act.edit({ dropping: undefined });
    act.focus(`drop-${concern.id}`);
  };
  const confirm = () => {
    if (reason.trim() !== '') act.edit({ dropping: undefined, edits: drop(draft.edits, concern.id, reason.trim()) });
  };
  return h(
    'div',
    { key: 'drop', class: 'form-inline' },
    h('label', { attrs: { for: 'drop-reason' } }, 'Why not investigate it?'),
    textField({
      id: 'drop-reason',
      name: `Why not investigate ${concern.title}?`,
      value: reason,
      required: true,
      placeholder: 'Kept in the report',
      onInput: (text) => act.edit({ dropping: { id: concern.id, reason: text } }),
      onEnter: confirm,
    }),
    h(
      'div',
      { class: 'buttons' },
      button('Drop', { disabled: reason.trim() === '', onClick: confirm }),
      button('Cancel', { onClick: cancel }),
    ),
  );
}

function added({ draft, act }: Env): Child {
  const list = addedConcerns(draft.edits);
  return (
    list.length > 0 &&
    h(
      'div',
      { key: 'added', class: 'stack' },
      h('h3', { class: 'block-title' }, `Added by you: ${plural(list.length, 'concern')}`),
      h(
        'ul',
        { class: 'plain rows' },
        ...list.map((concern, index) =>
          h(
            'li',
            { key: `${index}` },
            h(
              'div',
              { class: 'row-head' },
              h('div', { class: 'row-title' }, concern.title),
              link('Remove', () => act.edit({ edits: removeAdded(draft.edits, concern) }), {
                name: `Remove ${concern.title}`,
              }),
            ),
            h(
              'div',
              { class: 'row-line' },
              severity(concern.severity),
              h('span', { class: 'muted' }, `${concern.file}:${concern.line}`),
            ),
          ),
        ),
      ),
    )
  );
}
