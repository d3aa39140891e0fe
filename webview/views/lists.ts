import type { DataType } from '../../src/artifacts/phase1';
import { checkbox, dropdown, link, textField } from '../controls';
import { h, type Child, type VNode } from '../dom';
import { icon } from '../icons';
import { isSeverity, SEVERITIES } from '../state/severities';
import { humanize } from '../state/words';
import {
  addEntry,
  commitEntry,
  current,
  field,
  fieldId,
  removeButton,
  setAnswer,
  setForm,
  type FormEnv,
} from './field';
import { change } from '../state/answers';

type TextList = 'users' | 'business_processes' | 'crown_jewels';
const same = (a: string, b: string) =>
  a
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim() ===
  b
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
const has = (list: readonly string[], item: string) => list.some((other) => same(other, item));
const minus = (list: readonly string[], item: string) => list.filter((other) => !same(other, item));

/** A value already written as a phrase is left as it is; an identifier is made readable. */
const phrase = (value: string) =>
  /\s/.test(value) ? value.charAt(0).toUpperCase() + value.slice(1) : /^[A-Z]/.test(value) ? value : humanize(value);

export function usersField(env: FormEnv): VNode {
  const chosen = current(env).users;
  const offered = [...env.view.options.users, ...chosen.filter((user) => !has(env.view.options.users, user))];
  return field(
    env,
    'users',
    { group: true, optional: true },
    checklist(
      env,
      'users',
      offered.map((value) => ({ value, text: phrase(value) })),
      chosen,
    ),
    adder(env, 'users', 'Another kind of user'),
  );
}

interface Item {
  value: string;
  text: string;
  description?: string;
}

type Checked = 'users' | 'threat_actors' | 'regulations';

export function checklist(
  env: FormEnv,
  name: Checked,
  items: readonly Item[],
  chosen: readonly string[],
  toggle = (value: string, on: boolean) => setAnswer(env, name, on ? [...chosen, value] : minus(chosen, value)),
): VNode {
  return h(
    'div',
    { class: 'checks' },
    ...items.map(({ value, text, description }, index) => {
      const about = `${fieldId(name)}-${index}-about`;
      return h(
        'div',
        { key: value, class: 'check' },
        checkbox(text, {
          checked: has(chosen, value),
          describedBy: description ? about : undefined,
          onChange: (on) => toggle(value, on),
        }),
        description && h('p', { id: about, class: 'muted' }, description),
      );
    }),
  );
}

function adder(env: FormEnv, name: TextList, label: string): VNode {
  const list = current(env)[name];
  return addEntry(env, name, label, (text) => commitEntry(env, name, has(list, text) ? list : [...list, text]));
}

export function processesField(env: FormEnv): VNode {
  return field(
    env,
    'business_processes',
    { group: true, optional: true },
    chips(env, 'business_processes'),
    adder(env, 'business_processes', 'Another process'),
  );
}

export function crownJewelsField(env: FormEnv): VNode {
  const { crown_jewels: jewels, data_types: data } = current(env);
  const suggestions = data
    .map(({ category }) => category)
    .filter((category) => category.trim() !== '' && !has(jewels, category));
  const hint = 'The few kinds of data that must not leak, change or vanish. Threats to them rank first.';
  return field(
    env,
    'crown_jewels',
    { group: true, hint },
    chips(env, 'crown_jewels'),
    suggest(env, suggestions),
    adder(env, 'crown_jewels', 'Another crown jewel'),
  );
}

function chips(env: FormEnv, name: 'business_processes' | 'crown_jewels'): Child {
  const list = current(env)[name];
  const remove = (item: string) => {
    setAnswer(env, name, minus(list, item));
    env.act.focus(`add-${name}`);
  };
  return (
    list.length > 0 &&
    h(
      'ul',
      { class: 'plain chips' },
      ...list.map((item) =>
        h(
          'li',
          { key: item, class: 'chip' },
          h('span', {}, phrase(item)),
          removeButton(phrase(item), name, () => remove(item)),
        ),
      ),
    )
  );
}

function suggest(env: FormEnv, suggestions: readonly string[]): Child {
  const add = (item: string) => setAnswer(env, 'crown_jewels', [...current(env).crown_jewels, item]);
  return (
    suggestions.length > 0 &&
    h(
      'div',
      { class: 'suggestions' },
      ...suggestions.map((item) =>
        link(h('span', {}, icon('plus'), phrase(item)), () => add(item), {
          key: item,
          class: 'chip suggested',
          name: `Add ${phrase(item)} to the crown jewels`,
        }),
      ),
    )
  );
}

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

export function threatActorsField(env: FormEnv): VNode {
  const items = env.view.options.threatActors.map(({ id, name, description }) => ({
    value: id,
    text: name,
    description,
  }));
  return field(
    env,
    'threat_actors',
    { group: true, hint: 'Only these appear in the threats.' },
    checklist(env, 'threat_actors', items, current(env).threat_actors),
  );
}

/** Choosing a regulation and stating that none apply exclude each other. */
export function regulationsField(env: FormEnv): VNode {
  const { regulations, none_applicable: none } = current(env);
  const offered = env.view.options.regulations.map(({ name, description }) => ({
    value: name,
    text: name,
    description,
  }));
  const extra = regulations
    .filter(
      (name) =>
        !has(
          offered.map(({ value }) => value),
          name,
        ),
    )
    .map((name) => ({ value: name, text: name }));
  const set = (names: string[], nothing: boolean) =>
    setForm(env, change(change(env.draft.form, 'regulations', names), 'none_applicable', nothing));
  return field(
    env,
    'regulations',
    { group: true },
    checklist(env, 'regulations', [...offered, ...extra], regulations, (value, on) =>
      set(on ? [...regulations, value] : minus(regulations, value), false),
    ),
    h(
      'div',
      { class: 'check separate' },
      checkbox('None apply', {
        id: 'none-applicable',
        checked: none,
        onChange: (on) => set(on ? [] : regulations, on),
      }),
    ),
  );
}
