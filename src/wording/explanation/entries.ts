import type { AccessCondition, AccessOperation, AccessPattern } from '../../artifacts/access';
import type { ExplainedEffect, ExplainedEntry } from '../../artifacts/explanation';
import type { GuardFact } from '../../artifacts/facts';
import { CALLER_TITLES } from '../access-matrix';
import { allOf, functionWords, line, type Line, placeWords, quoted } from './parts';

/** Who gets to an entry point, and what it does to data. */

const AUTHENTICATION: Readonly<Record<ExplainedEntry['authentication'], string>> = {
  required: 'a sign-in is required',
  optional: 'a sign-in is looked at and not required',
  none: 'nothing asks for a sign-in: all that stands in front of it was followed',
  public: 'open to everybody, by nature or by an explicit mark',
  unknown: 'whether a sign-in is asked for was not understood',
};

const AUTHORIZATION: Readonly<Record<ExplainedEntry['authorization'], string>> = {
  none: 'no role, permission or ownership is asked for',
  role: 'a role is asked for',
  permission: 'a permission is asked for',
  ownership: 'the object has to belong to whoever asks',
  policy: 'a policy decides',
  unknown: 'what a sender has to be allowed was not understood',
};

function whoMayCall({ authentication, authorization, mechanism, roles }: ExplainedEntry): string {
  const how = mechanism === undefined || mechanism === 'custom' ? '' : ` (${mechanism})`;
  const which = roles.length > 0 ? ` (${allOf(roles.map(quoted), 'or')})` : '';
  return `Who may call it: ${AUTHENTICATION[authentication]}${how}; ${AUTHORIZATION[authorization]}${which}.`;
}

/** What a handler checks itself is called like it. */
const isOwn = ({ name }: GuardFact, handler: string | undefined): boolean =>
  handler !== undefined && (name === handler || handler.endsWith(`.${name}`));

function guardLine(guard: GuardFact, index: number, handler: string | undefined): Line {
  const { name, establishes, at, definition, condition, when, openWhen, strength, roles = [] } = guard;
  const only = [condition, when].filter((one) => one !== undefined);
  const parts = [
    `${index + 1}. ${isOwn(guard, handler) ? 'a check in the handler' : functionWords(name)}: ${establishes.replaceAll('-', ' ')}`,
    ...(roles.length > 0 ? [` ${allOf(roles.map(quoted), 'or')}`] : []),
    only.length > 0 ? `, only where ${allOf(only.map(quoted))}` : '',
    openWhen === undefined ? '' : `, and lets everybody in where ${quoted(openWhen)}`,
    strength === 'strong' ? '' : ` (${strength})`,
    definition ? `, written at ${placeWords(definition)}` : '',
  ];
  return line(`${parts.join('')}.`, at);
}

function guards({ guards: met, unexplained, followed, handler }: ExplainedEntry): Line[] {
  const inFront =
    met.length > 0
      ? [
          line(
            'What stands in front of it, in order:',
            undefined,
            met.map((guard, index) => guardLine(guard, index, handler?.name)),
          ),
        ]
      : [line('No guard was seen in front of it.')];
  return [
    ...inFront,
    ...(unexplained.length > 0
      ? [
          line(
            'Not understood, and perhaps a check:',
            undefined,
            unexplained.map(({ name, at }) => line(functionWords(name), at)),
          ),
        ]
      : []),
    ...(followed
      ? []
      : [
          line(
            'Its registration or its handler was not followed to the end: more may be checked, and more may be done.',
          ),
        ]),
  ];
}

/** An entry point with everything that decides who gets through. */
export function entryLines(entry: ExplainedEntry): Line[] {
  const { handler, calls, publicByDesign, onlyInDevelopment, zone } = entry;
  const lines = [
    line(whoMayCall(entry)),
    ...guards(entry),
    ...(publicByDesign && entry.authentication !== 'required'
      ? [line('By what it is for, it is meant to be reached without a sign-in.')]
      : []),
    ...(onlyInDevelopment ? [line('It is registered on the machines of developers only.')] : []),
    ...(zone !== undefined && zone !== 'production' ? [line(`It is registered in ${zone} code.`)] : []),
  ];
  if (calls.length > 1)
    lines.unshift(
      line(
        'Calls on the way here:',
        undefined,
        calls.map((call) => line(functionWords(call.name), call)),
      ),
    );
  if (handler) lines.unshift(line(`Handled by ${functionWords(handler.name)}.`, handler.at));
  return lines;
}

export const entryLine = (entry: ExplainedEntry): Line =>
  line(`${quoted(entry.name)} (${entry.framework})`, entry.at, entryLines(entry));

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
    `${how} (expected: ${CALLER_TITLES[expected].toLowerCase()}). ${certain ? 'Proved: nothing on the way was left unexplained.' : 'Likely: something on the way was not explained.'}`,
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
