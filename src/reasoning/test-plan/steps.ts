import type { EntryPoint } from '../../artifacts/phase3';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { TestCase } from '../../artifacts/phase6';
import type { Weakness } from '../../knowledge/weakness';
import type { Witness, WitnessStep } from '../../artifacts/witness';
import { FAMILY, type TestFamily } from '../../knowledge/tests';
import { isOpen } from '../threats/landscape';
import { capitalise, listed } from '../../wording/text';
import { entryLabel } from '../../wording/names';

type Step = TestCase['steps'][number];
interface Action {
  action: string;
  expectedResult: string;
  payload?: string;
  request?: WitnessStep;
}

/** What a manual test works on: one weakness, the way to it and the place in code. */
export interface Subject {
  weakness: Weakness;
  family: TestFamily;
  entry: EntryPoint | undefined;
  place: string;
  gap: ConsolidatedGap | undefined;
}

const MAX_PAYLOADS = 3;

/** The first parameter that the gap is about and that the entry point takes; undefined when there is none. */
export function parameterOf({ entry, gap }: Pick<Subject, 'entry' | 'gap'>): string | undefined {
  const sent = new Set(
    entry?.inputParameters.filter((param) => !['message', 'arg'].includes(param.source)).map((param) => param.name),
  );
  return gap?.parameters?.find((name) => sent.has(name));
}

const OF_OTHER_LANGUAGES = [
  { files: /\.py\b/, payloads: /this\.constructor|!!js|<%=|#\{/ },
  { files: /\.[cm]?[jt]sx?\b/, payloads: /__import__|__class__|!!python|^gAS/ },
];

/** Payloads of other languages than the one attacked are left out. */
export function payloadsFor(weakness: Weakness, file: string): string[] {
  const foreign = OF_OTHER_LANGUAGES.find(({ files }) => files.test(file))?.payloads;
  return weakness.payloads.filter((payload) => foreign?.test(payload) !== true);
}

/** Concrete steps with the real address, parameter and payloads. */
export function stepsFor(subject: Subject): Step[] {
  const witness = subject.gap?.witness;
  if (witness) return shownSteps(subject, witness).map((item, index) => ({ step: index + 1, ...item }));
  const recipe =
    subject.entry && FAMILY[subject.family].dynamic ? dynamicSteps(subject, subject.entry) : staticSteps(subject);
  return recipe.map((item, index) => ({ step: index + 1, ...item }));
}

/** The request that shows the flaw must not show it any more. */
function shownSteps(subject: Subject, { steps, payload }: Witness): Action[] {
  return [
    ...steps.map((request): Action => ({
      action: `Send the request to ${subject.entry ? entryLabel(subject.entry) : subject.place} as it is given.`,
      expectedResult: AUTHORIZATION.has(request.expects.effect)
        ? 'Status 401, 403 or 404; nothing is read or changed.'
        : 'Refused with status 400, or treated as plain text: same duration, no additional effect, no error details.',
      ...(payload === undefined ? {} : { payload }),
      request,
    })),
    {
      action: `Look at ${subject.place} in the log and the store for traces of the request.`,
      expectedResult: 'Nothing was executed, changed or read because of it.',
    },
  ];
}
const AUTHORIZATION: ReadonlySet<string> = new Set(['succeeds', 'refused']);

function dynamicSteps(subject: Subject, entry: EntryPoint): Action[] {
  const special = RECIPES[subject.weakness.id];
  const signIn: Action[] = isOpen(entry)
    ? []
    : [
        {
          action: 'Sign in with the ordinary test account A and keep its session.',
          expectedResult: 'The session works for own pages.',
        },
      ];
  return [...signIn, ...(special ? special(subject, entry) : payloadSteps(subject, entry))];
}

function payloadSteps(subject: Subject, entry: EntryPoint): Action[] {
  const label = entryLabel(entry);
  const param =
    parameterOf(subject) ?? (entry.inputParameters.length === 1 ? entry.inputParameters[0]?.name : undefined);
  const target = param === undefined ? label : `${label} with \`${param}\``;
  return [
    {
      action: `Send ${label} with ordinary values${
        entry.inputParameters.length > 0
          ? ` (${listed(
              entry.inputParameters.map((item) => item.name),
              6,
            )})`
          : ''
      } and note answer and duration.`,
      expectedResult: 'The ordinary answer, as a baseline.',
    },
    ...payloadsFor(subject.weakness, subject.place)
      .slice(0, MAX_PAYLOADS)
      .map((payload) => ({
        action:
          param === undefined
            ? `Send ${target} with the payload in each value in turn.`
            : `Send ${target} set to the payload.`,
        expectedResult:
          'Refused with status 400, or treated as plain text: same duration, no additional effect, no error details.',
        payload,
      })),
    {
      action: `Look at ${subject.place} in the log and the store for traces of the payloads.`,
      expectedResult: 'Nothing was executed, changed or read because of them.',
    },
  ];
}

type Recipe = (subject: Subject, entry: EntryPoint) => Action[];

const RECIPES: Readonly<Record<string, Recipe>> = {
  'missing-authentication': (_, entry) => [
    {
      action: `Send ${entryLabel(entry)} without cookies and without an Authorization header.`,
      expectedResult: 'Status 401 or 403, or a redirect to the login; nothing is read or changed.',
    },
    {
      action: `Send ${entryLabel(entry)} with an expired and with an invented session.`,
      expectedResult: 'The same refusal.',
    },
    { action: 'Check in the store that the three requests changed nothing.', expectedResult: 'No change.' },
  ],
  'missing-authorization': (_, entry) => [
    {
      action: `As an administrator, send ${entryLabel(entry)} and record the request.`,
      expectedResult: 'It succeeds.',
    },
    {
      action: 'Send the recorded request with the session of account A.',
      expectedResult: 'Status 403 or 404; nothing is read or changed.',
    },
    { action: 'Repeat with other methods and a trailing slash in the address.', expectedResult: 'The same refusal.' },
  ],
  'insecure-direct-object-reference': (subject, entry) => [
    { action: 'As test account B, create a record and note its id.', expectedResult: 'The record belongs to B.' },
    {
      action: `As account A, send ${entryLabel(entry)} with ${parameterOf(subject) === undefined ? 'the id' : `\`${parameterOf(subject) ?? ''}\``} of the record of B.`,
      expectedResult: 'Status 403 or 404; no data of B in the answer.',
      payload: 'the id of the record of account B',
    },
    {
      action: 'Repeat with the previous and the next id.',
      expectedResult: 'The same refusal for every record that is not of A.',
    },
  ],
  'missing-rate-limiting': (_, entry) => [
    {
      action: `Send ${entryLabel(entry)} 100 times within 60 seconds from one address${/log.?in|sign.?in|password/i.test(entry.path) ? ' with wrong passwords for one account' : ''}.`,
      expectedResult: 'From some request on, status 429 with a Retry-After header.',
    },
    { action: 'Repeat from two addresses for the same account.', expectedResult: 'The limit per account holds.' },
    {
      action: 'Wait until the limit ends and send one ordinary request.',
      expectedResult: 'It succeeds: nobody is locked out for good.',
    },
  ],
  'missing-csrf-protection': (_, entry) => [
    {
      action: `Record ${entryLabel(entry)} from the application and remove the anti-forgery token, if there is one.`,
      expectedResult: 'Status 403; nothing changes.',
    },
    {
      action:
        'On a page of another origin, place a form that sends the request by itself, and open it in the browser that is signed in.',
      expectedResult: 'Status 403, or the cookie is not sent; nothing changes.',
    },
  ],
  'missing-audit-log': (_, entry) => [
    {
      action: `Send ${entryLabel(entry)} so that it succeeds, and note the time.`,
      expectedResult: 'The operation is carried out.',
    },
    {
      action: 'Look for the entry in the log.',
      expectedResult: 'One entry with actor, action, object, result, address and time, without secrets.',
    },
    { action: 'Send it so that it is refused.', expectedResult: 'The refusal is recorded too.' },
  ],
  'open-redirect': (subject, entry) =>
    subject.weakness.payloads.slice(0, 4).map((payload) => ({
      action: `Open ${entryLabel(entry)}${parameterOf(subject) === undefined ? '' : ` with \`${parameterOf(subject) ?? ''}\` set to the payload`}.`,
      expectedResult: 'No redirect to another host: status 400, or a page of this application.',
      payload,
    })),
};

function staticSteps(subject: Subject): Action[] {
  const { weakness, place, family } = subject;
  const attempts = payloadsFor(weakness, place).slice(0, 2);
  return [
    {
      action: `Open ${place} and read the code around it.`,
      expectedResult: `It no longer shows: ${weakness.title.toLowerCase()}.`,
    },
    // Payloads of static tests are instructions, those of dynamic ones are values.
    ...(FAMILY[family].dynamic
      ? attempts.map((payload) => ({
          action: `Call the code at ${place} with the payload.`,
          expectedResult: 'Refused, or treated as plain text.',
          payload,
        }))
      : attempts.map((payload) => ({
          action: `${capitalise(payload)}.`,
          expectedResult: 'It does not succeed, or shows nothing of value.',
        }))),
    {
      action: `Check the repair: ${weakness.remedy.action}`,
      expectedResult: 'The repair is in place and holds for every place named.',
    },
  ];
}
