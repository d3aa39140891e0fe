import type { BusinessContextView } from '../../src/artifacts/checkpoint-views';
import type { BusinessAnswers, BusinessField } from '../../src/artifacts/phase1';
import { button, checkbox, dropdown, link, radioGroup } from '../controls';
import { h, type Child, type VNode } from '../dom';
import { icon } from '../icons';
import { assumptionsOf, confirm, FIELD_LABELS, isField, labelOf, openAssumptions } from '../state/answers';
import { humanize, plural } from '../state/words';
import type { Viewed } from './env';
import { basis, current, field, fieldId, numberAnswer, setAnswer, setForm, textAnswer } from './field';
import { footer } from './footer';
import { frame, keyFindings, phasePlace, questions, strip } from './frame';
import { artifacts } from './links';
import { crownJewelsField, processesField, regulationsField, threatActorsField, usersField } from './lists';
import { section } from './section';
import { dataTypesField } from './data-types';

type Env = Viewed<BusinessContextView>;
type Risk = BusinessAnswers['risk_appetite'];

export const ERROR_SUMMARY = 'error-summary';

export function businessView(env: Env): VNode {
  const { view, record, run } = env;
  return frame(env, {
    place: phasePlace(record),
    title: record.title,
    steps: strip(run),
    lead: 'Everything that follows is weighed with these answers.',
    main: [
      errorSummary(env),
      assumptionsNote(env),
      keyFindings(env),
      part(
        env,
        'application',
        'The application',
        ['application_name', 'primary_purpose', 'users', 'business_processes', 'business_value', 'internet_facing'],
        [
          textAnswer(env, 'application_name', { required: true }),
          textAnswer(env, 'primary_purpose', { required: true, rows: 3 }),
          internetField(env),
          usersField(env),
          processesField(env),
          textAnswer(env, 'business_value', { rows: 2 }),
        ],
      ),
      part(
        env,
        'stake',
        'What is at stake',
        ['data_types', 'crown_jewels', 'cia_priority'],
        [dataTypesField(env), crownJewelsField(env), priorityField(env)],
      ),
      part(env, 'actors', 'Who would attack it', ['threat_actors'], [threatActorsField(env)]),
      part(env, 'rules', 'Rules that apply', ['regulations'], [regulationsField(env)]),
      part(
        env,
        'impact',
        'If something goes wrong',
        ['risk_appetite', 'rto_hours', 'breach_cost_usd', 'downtime_cost_per_hour_usd'],
        [
          riskField(env),
          h(
            'div',
            { class: 'pair' },
            numberAnswer(env, 'rto_hours', 'such as 4'),
            numberAnswer(env, 'downtime_cost_per_hour_usd', 'such as 20000'),
          ),
          numberAnswer(env, 'breach_cost_usd', 'such as 4000000'),
        ],
      ),
      otherAssumptions(env),
      questions(env),
      artifacts(env, 'business', view.artifacts, 'Files written on approval'),
    ],
    footer: footer(env),
  });
}

/** Everything that keeps the form from being accepted, each with the way to it. */
function errorSummary({ errors, act }: Env): Child {
  if (errors.length === 0) return null;
  return h(
    'div',
    {
      key: ERROR_SUMMARY,
      id: ERROR_SUMMARY,
      class: 'note note-error',
      attrs: { tabindex: -1, role: 'group', 'aria-label': `${plural(errors.length, 'answer')} to look at` },
    },
    icon('warning'),
    h(
      'div',
      {},
      h('p', {}, `${plural(errors.length, 'answer')} to look at`),
      h(
        'ul',
        { class: 'plain' },
        ...errors.map(({ field: name, message }) =>
          h(
            'li',
            { key: name },
            link(labelOf(name), () => act.focus(fieldId(name))),
            h('span', { class: 'error-message' }, message),
          ),
        ),
      ),
    ),
  );
}

function assumptionsNote(env: Env): Child {
  const { view, draft } = env;
  const open = openAssumptions(view.draft, draft.form);
  if (open.length === 0) return null;
  const confirmAll = () => {
    setForm(env, confirm(draft.form, ...open));
    env.act.focus('approve');
  };
  return h(
    'div',
    { key: 'assumptions', class: 'callout' },
    h(
      'p',
      {},
      h('strong', {}, `${plural(open.length, 'answer')} assumed from the code.`),
      ' Edit or confirm them. What you leave stays marked as an assumption in the report.',
    ),
    button('Confirm all', { id: 'confirm-all', onClick: confirmAll }),
  );
}

/** What is assumed about things the form has no field for. */
function otherAssumptions(env: Env): Child {
  const others = openAssumptions(env.view.draft, env.draft.form).filter((name) => !isField(name));
  return (
    others.length > 0 &&
    section(
      env,
      { id: 'business.other', title: 'Other assumptions', count: others.length },
      ...others.map((name) =>
        h(
          'div',
          { key: name, id: fieldId(name), class: 'field' },
          h('h3', { class: 'field-label' }, humanize(name)),
          basis(env, name),
        ),
      ),
    )
  );
}

function part(env: Env, id: string, title: string, fields: readonly BusinessField[], content: Child[]): VNode {
  const open = fields.filter((name) => assumptionsOf(env.view.draft, env.draft.form, name).length > 0).length;
  const wrong = env.errors.filter((error) => fields.some((name) => name === error.field)).length;
  const aside =
    wrong > 0
      ? h('span', { class: 'error' }, `${wrong} to fix`)
      : open > 0 && h('span', { class: 'muted' }, `${open} assumed`);
  return section(
    wrong > 0 ? { ...env, saved: { ...env.saved, open: { ...env.saved.open, [`business.${id}`]: true } } } : env,
    { id: `business.${id}`, title, aside },
    ...content,
  );
}

function internetField(env: Env): VNode {
  return field(
    env,
    'internet_facing',
    { group: true },
    h(
      'div',
      { class: 'checks' },
      checkbox('Anyone on the internet can send it requests', {
        checked: current(env).internet_facing,
        onChange: (on) => setAnswer(env, 'internet_facing', on),
      }),
    ),
  );
}

const PRIORITIES = [
  'confidentiality > integrity > availability',
  'confidentiality > availability > integrity',
  'integrity > confidentiality > availability',
  'integrity > availability > confidentiality',
  'availability > integrity > confidentiality',
  'availability > confidentiality > integrity',
];
/** `C > I > A` and `confidentiality > integrity > availability` are both `cia`. */
const letters = (text: string) =>
  Array.from(text.toLowerCase().matchAll(/\b(?:c|i|a|confidentiality|integrity|availability)\b/g), ([word]) =>
    word.charAt(0),
  ).join('');

/** The order offered may be written in another way (`C > I > A`): it keeps its own words and its place in the list. */
function priorityField(env: Env): VNode {
  const value = current(env).cia_priority;
  const orders = PRIORITIES.map((order) => (letters(order) === letters(value) ? value : order));
  const choices = (orders.includes(value) ? orders : [value, ...orders]).map((order) => ({
    value: order,
    text: spell(order),
  }));
  return field(
    env,
    'cia_priority',
    {},
    dropdown({
      id: fieldId('cia_priority'),
      name: FIELD_LABELS.cia_priority,
      class: 'grow',
      value,
      choices,
      onChange: (order) => setAnswer(env, 'cia_priority', order),
    }),
  );
}

const NAMES: Record<string, string> = { c: 'confidentiality', i: 'integrity', a: 'availability' };

function spell(order: string): string {
  const spelled = letters(order)
    .split('')
    .map((letter) => NAMES[letter] ?? letter);
  return spelled.length === 3 ? humanize(spelled.join(', then ')) : order || 'Not stated';
}

const APPETITES: readonly Risk[] = ['very_low', 'low', 'medium', 'high'];

function riskField(env: Env): VNode {
  const choose = (value: string) => {
    const appetite = APPETITES.find((item) => item === value);
    if (appetite) setAnswer(env, 'risk_appetite', appetite);
  };
  return field(
    env,
    'risk_appetite',
    { group: true, hint: 'How much risk the business accepts to move faster.' },
    radioGroup({
      name: FIELD_LABELS.risk_appetite,
      value: current(env).risk_appetite,
      choices: APPETITES.map((value) => ({ value, text: humanize(value) })),
      onChange: choose,
    }),
  );
}
