import type { AccessCondition, AccessOperation, AccessPattern } from '../../artifacts/access';
import type { ExplainedEffect } from '../../artifacts/explanation';
import { CALLER_TITLES } from '../access-matrix';
import { allOf, line, type Line, quoted } from './parts';

const DOES: Readonly<Record<AccessOperation, string>> = {
  read: 'reads one',
  list: 'lists',
  create: 'creates',
  update: 'changes',
  delete: 'deletes',
  run: 'has something run on',
  send: 'sends',
};

const CHOSEN: Readonly<Record<Exclude<ExplainedEffect['selector'], 'all'>, string>> = {
  key: ', chosen by a key of the request',
  caller: ', chosen by who asks',
  parent: ', chosen through another object',
};

function chosenWords({ selector, operation }: ExplainedEffect): string {
  if (selector !== 'all') return CHOSEN[selector];
  if (operation === 'create') return '';
  return operation === 'list' ? ', all there are' : ', and no key of the request was seen to choose it';
}

const KINDS: Readonly<Record<AccessCondition['kind'], string>> = {
  'signed-in': 'a sign-in',
  role: 'a role',
  permission: 'a permission',
  owner: 'that it belongs to whoever asks',
  member: 'membership',
  policy: 'a policy',
  token: 'a secret of the object',
  state: 'a state of the object',
  feature: 'a feature that is on',
  development: 'a machine of a developer',
  'not-understood': 'something that was not understood',
};

/** That somebody is signed in says it all. */
const conditionLine = ({ kind, value, at }: AccessCondition): Line =>
  line(`Asked for: ${KINDS[kind]}${kind === 'signed-in' || value === '' ? '' : `, ${quoted(value)}`}.`, at);

/** The same is often asked at several places: it is said once. */
const distinct = (conditions: readonly AccessCondition[]): AccessCondition[] => [
  ...new Map(
    conditions.map((one) => [one.kind === 'signed-in' ? one.kind : `${one.kind} ${one.value}`, one] as const),
  ).values(),
];

function callersLine({ who }: ExplainedEffect): Line {
  const callers = allOf(
    who.map((one) => CALLER_TITLES[one].toLowerCase()),
    'or',
  );
  return line(`Who gets there: ${callers === '' ? 'not known' : callers}.`);
}

const PATTERN_WORDS: Readonly<Record<AccessPattern, string>> = {
  owner: 'the owner',
  member: 'membership',
  public: 'nothing: it is public',
  'signed-in': 'a sign-in',
  permission: 'a permission',
  'own-or-administrator': 'the owner or an administrator',
  role: 'a role',
  token: 'a secret of the object',
  none: 'nothing',
};

/** One of a kind says nothing about what others ask. */
function policyLines({ policy }: ExplainedEffect): Line[] {
  if (!policy || (!policy.declared && policy.of < 2)) return [];
  const [kind, ...value] = policy.condition.split(' ');
  const condition = value.length === 0 || kind === 'signed-in' ? '' : ` (${quoted(value.join(' '))})`;
  if (policy.declared) return [line(`The policy that was declared: ${PATTERN_WORDS[policy.pattern]}${condition}.`)];
  if (policy.pattern === 'none') return [line(`The ${policy.of} that do this have no check in common.`)];
  return [
    line(
      `Of those that do this, ${policy.support} of ${policy.of} ask for ${PATTERN_WORDS[policy.pattern]}${condition}.`,
    ),
  ];
}

function fieldsWords(fields: readonly string[]): string {
  if (fields.includes('*')) return ', whatever fields are sent';
  return fields.length > 0 ? `, fields ${allOf(fields.map(quoted))}` : '';
}

function whatItDoes(effect: ExplainedEffect): string {
  const { entryPoint, operation, resource, keys, fieldsWritten } = effect;
  return [
    entryPoint ? `${quoted(entryPoint.name)} ` : '',
    DOES[operation],
    resource === '' ? ' data of which the name is not known' : ` ${quoted(resource)}`,
    chosenWords(effect),
    keys.length > 0 ? ` (${allOf(keys.map(quoted))})` : '',
    fieldsWords(fieldsWritten),
    '.',
  ].join('');
}

/** From so many on, each is told in one line. */
const MANY = 6;

/** Effects on data, each with what stands before it. */
export function effectLines(effects: readonly ExplainedEffect[]): Line[] {
  if (effects.length < MANY) return effects.map(effectLine);
  return effects.map((effect) => {
    const { text, at, under = [] } = effectLine(effect);
    const [callers] = under;
    const shown = effect.deviation ? [deviationLine(effect.deviation)] : [];
    return {
      text: `${text} ${callers?.text ?? ''}`,
      ...(at ? { at } : {}),
      ...(shown.length > 0 ? { under: shown } : {}),
    };
  });
}

function effectLine(effect: ExplainedEffect): Line {
  const { at, conditions, followed, deviation } = effect;
  return line(whatItDoes(effect), at, [
    callersLine(effect),
    ...distinct(conditions).map(conditionLine),
    ...(conditions.length === 0 ? [line('Nothing on the way asks who it is.')] : []),
    ...(followed ? [] : [line('Not everything on the way was followed.')]),
    ...policyLines(effect),
    ...(deviation ? [deviationLine(deviation)] : []),
  ]);
}

function deviationLine({ kind, expected, siblings, certain }: NonNullable<ExplainedEffect['deviation']>): Line {
  const how =
    kind === 'unchecked'
      ? 'It differs from its siblings: they ask, and this one does not'
      : 'It differs from its siblings: another object than the one that is used is checked';
  return line(
    `${how} (expected: ${CALLER_TITLES[expected].toLowerCase()}). ` +
      (certain
        ? 'Proved: nothing on the way was left unexplained.'
        : 'Likely: something on the way was not explained.'),
    undefined,
    siblings
      .slice(0, 4)
      .map(({ at, condition }) =>
        line(
          condition ? `${quoted(condition.value)} is asked for ${quoted(at.text)}` : quoted(at.text),
          condition?.at ?? at,
        ),
      ),
  );
}
