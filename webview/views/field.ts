import type { BusinessContextView } from '../../src/artifacts/checkpoint-views';
import type { BusinessAnswers, BusinessField } from '../../src/artifacts/phase1';
import { button, link, textArea, textField } from '../controls';
import { h, type Child, type VNode } from '../dom';
import { icon } from '../icons';
import {
  answersOf,
  assumptionsOf,
  change,
  changeNumber,
  confirm,
  FIELD_LABELS,
  labelOf,
  numberText,
  type FormDraft,
  type NumberField,
} from '../state/answers';
import type { Viewed } from './env';
import { fileLink } from './links';

export type FormEnv = Viewed<BusinessContextView>;

export const fieldId = (field: string) => `field-${field}`;
const errorOf = (env: FormEnv, field: string) => env.errors.find((error) => error.field === field)?.message;
export const current = (env: FormEnv): BusinessAnswers => answersOf(env.view.draft, env.draft.form);

export function setForm(env: FormEnv, form: FormDraft): void {
  env.act.edit({ form });
}

export function setAnswer<F extends BusinessField>(env: FormEnv, field: F, value: BusinessAnswers[F]): void {
  setForm(env, change(env.draft.form, field, value));
}

/**
 * Label, control, and below it why the value was suggested and what is wrong with it.
 * `group` is for a field of several controls.
 */
export function field(
  env: FormEnv,
  name: BusinessField,
  options: { group?: boolean; hint?: string; optional?: boolean },
  ...control: Child[]
): VNode {
  const { group = false, hint, optional = false } = options;
  const label = FIELD_LABELS[name];
  const error = errorOf(env, name);
  const title = h(
    group ? 'h3' : 'label',
    { class: 'field-label', id: `${fieldId(name)}-label`, attrs: group ? {} : { for: fieldId(name) } },
    label,
    optional && h('span', { class: 'muted' }, ' optional'),
  );
  return h(
    'div',
    {
      key: name,
      id: group ? fieldId(name) : undefined,
      class: error === undefined ? 'field' : 'field has-error',
      attrs: group
        ? {
            role: 'group',
            tabindex: -1,
            'aria-labelledby': `${fieldId(name)}-label`,
            'aria-describedby': `${fieldId(name)}-about`,
          }
        : {},
    },
    h('div', { class: 'field-head' }, title, marker(env, name)),
    h(
      'div',
      { id: `${fieldId(name)}-about` },
      error !== undefined && h('p', { class: 'error' }, icon('warning'), error),
      hint !== undefined && h('p', { class: 'muted hint' }, hint),
    ),
    ...control,
    basis(env, name),
  );
}

/** Whether the value is the user's own yet. */
function marker({ view, draft }: FormEnv, name: string): Child {
  if (assumptionsOf(view.draft, draft.form, name).length > 0) return h('span', { class: 'marker assumed' }, 'Assumed');
  return draft.form.confirmed.includes(name) && h('span', { class: 'marker confirmed' }, icon('check'), 'Confirmed');
}

/** What the assumption rests on, and the way to make it the user's own. */
export function basis(env: FormEnv, name: string): Child {
  const { view, draft } = env;
  const list = assumptionsOf(view.draft, draft.form, name);
  if (list.length === 0) return null;
  const confirmThis = () => {
    setForm(env, confirm(draft.form, name));
    env.act.focus(fieldId(name));
  };
  return h(
    'div',
    { key: 'basis', class: 'basis' },
    h(
      'div',
      {},
      ...list.map(({ text, file, line }) =>
        h('p', {}, h('span', {}, text), file !== undefined && fileLink(env, file, line)),
      ),
    ),
    button('Confirm', {
      id: `confirm-${name}`,
      class: 'quiet',
      name: `Confirm ${labelOf(name)}`,
      onClick: confirmThis,
    }),
  );
}

type TextField = 'application_name' | 'primary_purpose' | 'business_value';

export function textAnswer(
  env: FormEnv,
  name: TextField,
  options: { rows?: number; required?: boolean; placeholder?: string },
): VNode {
  const shared = {
    id: fieldId(name),
    name: FIELD_LABELS[name],
    value: current(env)[name],
    error: errorOf(env, name),
    required: options.required,
    placeholder: options.placeholder,
    describedBy: describedBy(env, name),
    onInput: (value: string) => setAnswer(env, name, value),
  };
  return field(
    env,
    name,
    { optional: options.required !== true },
    options.rows === undefined ? textField(shared) : textArea({ ...shared, rows: options.rows }),
  );
}

export function numberAnswer(env: FormEnv, name: NumberField, placeholder: string): VNode {
  return field(
    env,
    name,
    { optional: true },
    textField({
      id: fieldId(name),
      name: FIELD_LABELS[name],
      value: numberText(env.view.draft, env.draft.form, name),
      numeric: true,
      placeholder,
      error: errorOf(env, name),
      describedBy: describedBy(env, name),
      onInput: (text) => setForm(env, changeNumber(env.draft.form, name, text)),
    }),
  );
}

function describedBy({ view, draft }: FormEnv, name: string): string {
  const list = assumptionsOf(view.draft, draft.form, name);
  return list.length === 0 ? '' : `Assumed. ${list.map(({ text }) => text).join(' ')}`;
}

/** A line to add an entry to a list. What is typed and not added yet is kept with the draft. */
export function addEntry(env: FormEnv, name: BusinessField, label: string, add: (text: string) => void): VNode {
  const { form } = env.draft;
  const text = form.typing[name] ?? '';
  const type = (value: string) => setForm(env, { ...form, typing: { ...form.typing, [name]: value } });
  const commit = () => {
    if (text.trim() === '') return;
    add(text.trim());
    env.act.focus(`add-${name}`);
  };
  return h(
    'div',
    { key: 'add', class: 'add-entry' },
    textField({ id: `add-${name}`, name: label, value: text, placeholder: label, onInput: type, onEnter: commit }),
    button('Add', {
      name: `Add to ${FIELD_LABELS[name].toLowerCase()}`,
      disabled: text.trim() === '',
      onClick: commit,
    }),
  );
}

/** The answer with the new entry, and the line empty again, as one change. */
export function commitEntry<F extends BusinessField>(env: FormEnv, name: F, value: BusinessAnswers[F]): void {
  const { form } = env.draft;
  setForm(env, change({ ...form, typing: { ...form.typing, [name]: '' } }, name, value));
}

/** Says from which list, because the same entry may stand in two. */
export const removeButton = (entry: string, from: BusinessField, onClick: () => void): VNode =>
  link(icon('cross'), onClick, {
    class: 'remove',
    name: `Remove ${entry} from ${FIELD_LABELS[from].toLowerCase()}`,
    title: 'Remove',
  });
