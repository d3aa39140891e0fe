import type { ExplainedEntry } from '../../artifacts/explanation';
import type { GuardFact } from '../../artifacts/facts';
import { allOf, functionWords, line, type Line, placeWords, quoted } from './parts';

/** Who gets to an entry point, and what it does to data. */

const AUTHENTICATION: Readonly<Record<ExplainedEntry['authentication'], string>> = {
  required: 'a sign-in is required',
  optional: 'a sign-in is looked at and not required',
  none: 'nothing asks for a sign-in: every check before the handler was followed',
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

export function whoMayCall({ authentication, authorization, mechanism, roles }: ExplainedEntry): string {
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
    `${index + 1}. ${isOwn(guard, handler) ? 'a check in the handler' : functionWords(name)}: ` +
      establishes.replaceAll('-', ' '),
    ...(roles.length > 0 ? [` ${allOf(roles.map(quoted), 'or')}`] : []),
    only.length > 0 ? `, only where ${allOf(only.map(quoted))}` : '',
    openWhen === undefined ? '' : `, and lets everybody in where ${quoted(openWhen)}`,
    strength === 'strong' ? '' : ` (${strength})`,
    definition ? `, written at ${placeWords(definition)}` : '',
  ];
  return line(`${parts.join('')}.`, at);
}

export function guards({ guards: met, unexplained, followed, handler }: ExplainedEntry): Line[] {
  const inFront =
    met.length > 0
      ? [
          line(
            'Checks before the handler, in order:',
            undefined,
            met.map((guard, index) => guardLine(guard, index, handler?.name)),
          ),
        ]
      : [line('No check was seen before the handler.')];
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
