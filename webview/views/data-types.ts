import type { DataType } from '../../src/artifacts/phase1';
import { dropdown, link, textField } from '../controls';
import { h, type VNode } from '../dom';
import { icon } from '../icons';
import { change } from '../state/answers';
import { phrase, same } from '../state/phrases';
import { isSeverity, SEVERITIES } from '../state/severities';
import { humanize } from '../state/words';
import { addEntry, commitEntry, current, field, removeButton, setAnswer, setForm, type FormEnv } from './field';

const SENSITIVITIES = SEVERITIES.filter((value) => value !== 'info');

export function dataTypesField(env: FormEnv): VNode {
  const list = current(env).data_types;
  const unused = env.view.options.dataCategories.filter(
    (category) => !list.some((item) => same(item.category, category)),
  );
  const add = (category: string) =>
    commitEntry(env, 'data_types', [
      ...list,
      { category, examples: [], sensitivity: 'medium', regulatory_requirements: [] },
    ]);
  return field(
    env,
    'data_types',
    { group: true },
    list.length > 0 &&
      h('ul', { class: 'plain rows data-types' }, ...list.map((item, index) => dataTypeRow(env, list, item, index))),
    unused.length > 0 &&
      h(
        'div',
        { class: 'suggestions' },
        ...unused.map((category) =>
          link(h('span', {}, icon('plus'), phrase(category)), () => add(category), {
            key: category,
            class: 'chip suggested',
            name: `Add ${phrase(category)} to the data it handles`,
          }),
        ),
      ),
    addEntry(env, 'data_types', 'Another kind of data', add),
  );
}

function dataTypeRow(env: FormEnv, list: readonly DataType[], item: DataType, index: number): VNode {
  const replace = (next: Partial<DataType>) =>
    setAnswer(
      env,
      'data_types',
      list.map((other, at) => (at === index ? { ...other, ...next } : other)),
    );
  const label =
    env.view.options.dataCategories.includes(item.category) ||
    env.view.draft.answers.data_types.some(({ category }) => category === item.category)
      ? phrase(item.category)
      : item.category;
  const details = [...item.examples, ...item.regulatory_requirements];
  return h(
    'li',
    { key: String(index) },
    h(
      'div',
      { class: 'data-type' },
      textField({ name: `Kind of data ${index + 1}`, value: label, onInput: (category) => replace({ category }) }),
      dropdown({
        name: `Sensitivity of ${label}`,
        value: item.sensitivity,
        choices: SENSITIVITIES.map((value) => ({ value, text: humanize(value) })),
        onChange: (value) => isSeverity(value) && value !== 'info' && replace({ sensitivity: value }),
      }),
      removeButton(label, 'data_types', () => removeDataType(env, list, index)),
    ),
    details.length > 0 && h('p', { class: 'muted row-line' }, details.join(', ')),
  );
}

function removeDataType(env: FormEnv, list: readonly DataType[], index: number): void {
  setForm(
    env,
    change(
      env.draft.form,
      'data_types',
      list.filter((_item, at) => at !== index),
    ),
  );
  env.act.focus('add-data_types');
}
