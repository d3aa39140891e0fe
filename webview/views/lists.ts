import { checkbox, link } from '../controls';
import { h, type Child, type VNode } from '../dom';
import { icon } from '../icons';
import { has, minus, phrase } from '../state/phrases';
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

function checklist(
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
