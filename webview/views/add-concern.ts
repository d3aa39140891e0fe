import type { MappingView } from '../../src/artifacts/checkpoint-views';
import { CONTROL_CATEGORIES } from '../state/categories';
import { button, dropdown, textArea, textField } from '../controls';
import { h, type VNode } from '../dom';
import { add, type AddedConcern } from '../state/concern-edits';
import type { ConcernForm } from '../state/saved';
import { isSeverity, SEVERITIES } from '../state/severities';
import { humanize } from '../state/words';
import type { Viewed } from './env';

export const NEW_CONCERN: ConcernForm = {
  title: '',
  severity: 'high',
  description: '',
  category: 'authorization',
  file: '',
  line: '',
};

/** The concern as it will be sent, or what is missing. The host checks that the place exists. */
function readConcern(form: ConcernForm): AddedConcern | { missing: string } {
  const line = Number(form.line.trim() === '' ? '1' : form.line.trim());
  if (form.title.trim() === '') return { missing: 'Give the concern a title.' };
  if (form.file.trim() === '') return { missing: 'Name the file it is about.' };
  if (!Number.isInteger(line) || line < 1) return { missing: 'The line is a number from 1.' };
  return {
    action: 'add',
    title: form.title.trim(),
    severity: form.severity,
    description: form.description.trim(),
    category: form.category,
    file: form.file.trim(),
    line,
  };
}

export function addConcernForm({ draft, act }: Viewed<MappingView>, form: ConcernForm): VNode {
  const set = (change: Partial<ConcernForm>) => act.edit({ adding: { ...form, ...change } });
  const read = readConcern(form);
  const close = () => act.focus('add-concern');
  const save = () => {
    if ('missing' in read) return;
    act.edit({ adding: undefined, edits: add(draft.edits, read) });
    close();
  };
  const cancel = () => {
    act.edit({ adding: undefined });
    close();
  };
  return h(
    'div',
    { key: 'add-concern-form', class: 'form-inline', attrs: { role: 'group', 'aria-label': 'Add a concern' } },
    h('label', { attrs: { for: 'concern-title' } }, 'What could go wrong?'),
    textField({
      id: 'concern-title',
      name: 'What could go wrong?',
      value: form.title,
      required: true,
      placeholder: 'Refunds can be approved by their requester',
      onInput: (title) => set({ title }),
    }),
    h('label', { attrs: { for: 'concern-description' } }, 'Details'),
    textArea({
      id: 'concern-description',
      name: 'Details',
      value: form.description,
      rows: 2,
      onInput: (description) => set({ description }),
    }),
    h(
      'div',
      { class: 'pair' },
      labelled('Severity', severityChoice(form, set)),
      labelled('Category', categoryChoice(form, set)),
    ),
    h(
      'div',
      { class: 'pair uneven' },
      labelled(
        'File',
        textField({
          id: 'concern-file',
          name: 'File',
          value: form.file,
          required: true,
          placeholder: 'src/refunds.ts',
          onInput: (file) => set({ file }),
        }),
      ),
      labelled(
        'Line',
        textField({
          id: 'concern-line',
          name: 'Line',
          value: form.line,
          numeric: true,
          placeholder: '1',
          onInput: (line) => set({ line }),
        }),
      ),
    ),
    'missing' in read && form.title !== '' && h('p', { class: 'muted', id: 'concern-missing' }, read.missing),
    h(
      'div',
      { class: 'buttons' },
      button('Add', { id: 'concern-save', disabled: 'missing' in read, onClick: save }),
      button('Cancel', { onClick: cancel }),
    ),
  );
}

const labelled = (text: string, control: VNode): VNode =>
  h('div', { key: text }, h('span', { class: 'label', attrs: { 'aria-hidden': 'true' } }, text), control);

function severityChoice(form: ConcernForm, set: (change: Partial<ConcernForm>) => void): VNode {
  return dropdown({
    id: 'concern-severity',
    name: 'Severity',
    value: form.severity,
    choices: SEVERITIES.map((value) => ({ value, text: humanize(value) })),
    onChange: (value) => isSeverity(value) && set({ severity: value }),
  });
}

function categoryChoice(form: ConcernForm, set: (change: Partial<ConcernForm>) => void): VNode {
  const choose = (value: string) => {
    const category = CONTROL_CATEGORIES.find((item) => item === value);
    if (category) set({ category });
  };
  return dropdown({
    id: 'concern-category',
    name: 'Category',
    value: form.category,
    choices: CONTROL_CATEGORIES.map((value) => ({ value, text: humanize(value) })),
    onChange: choose,
  });
}
