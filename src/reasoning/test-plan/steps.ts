import type { EntryPoint } from '../../artifacts/phase3';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { TestCase } from '../../artifacts/phase6';
import type { Weakness } from '../../knowledge/weakness';
import type { Witness, WitnessStep } from '../../artifacts/witness';
import { FAMILY, type TestFamily } from '../../knowledge/tests';
import { isOpen } from '../threats/landscape';
import { entryLabel } from '../../artifacts/notation';
import { say, type Draft, type Sayable } from '../../messages/say';

type Step = Draft<TestCase['steps'][number]>;
interface Action {
  action: Sayable;
  expectedResult: Sayable;
  payload?: Sayable;
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
      action: say('test-plan/steps.sendAsGiven', subject.entry, subject.place),
      expectedResult: AUTHORIZATION.has(request.expects.effect)
        ? say('test-plan/steps.nothingReadOrChanged')
        : say('test-plan/steps.refusedOrPlain'),
      ...(payload === undefined ? {} : { payload }),
      request,
    })),
    {
      action: say('test-plan/steps.traceOfRequest', subject.place),
      expectedResult: say('test-plan/steps.nothingBecauseOfIt'),
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
          action: say('test-plan/steps.signIn'),
          expectedResult: say('test-plan/steps.sessionWorks'),
        },
      ];
  return [...signIn, ...(special ? special(subject, entry) : payloadSteps(subject, entry))];
}

function payloadSteps(subject: Subject, entry: EntryPoint): Action[] {
  const label = entryLabel(entry);
  const param =
    parameterOf(subject) ?? (entry.inputParameters.length === 1 ? entry.inputParameters[0]?.name : undefined);
  const target = param === undefined ? label : say('test-plan/steps.withParameter', label, param);
  return [
    {
      action: say('test-plan/steps.sendOrdinary', label, entry),
      expectedResult: say('test-plan/steps.baseline'),
    },
    ...payloadsFor(subject.weakness, subject.place)
      .slice(0, MAX_PAYLOADS)
      .map((payload) => ({
        action:
          param === undefined
            ? say('test-plan/steps.sendWithPayload', target)
            : say('test-plan/steps.sendSetToPayload', target),
        expectedResult: say('test-plan/steps.refusedOrPlain'),
        payload,
      })),
    {
      action: say('test-plan/steps.tracesOfPayloads', subject.place),
      expectedResult: say('test-plan/steps.nothingBecauseOfThem'),
    },
  ];
}

type Recipe = (subject: Subject, entry: EntryPoint) => Action[];

const RECIPES: Readonly<Record<string, Recipe>> = {
  'missing-authentication': (_, entry) => [
    {
      action: say('test-plan/steps.withoutCookies', entry),
      expectedResult: say('test-plan/steps.refusedAnonymous'),
    },
    {
      action: say('test-plan/steps.invalidSession', entry),
      expectedResult: say('test-plan/steps.sameRefusal'),
    },
    { action: say('test-plan/steps.changedNothing'), expectedResult: say('test-plan/steps.noChange') },
  ],
  'missing-authorization': (_, entry) => [
    {
      action: say('test-plan/steps.asAdministrator', entry),
      expectedResult: say('test-plan/steps.succeeds'),
    },
    {
      action: say('test-plan/steps.asAccountA'),
      expectedResult: say('test-plan/steps.refusedForA'),
    },
    { action: say('test-plan/steps.otherMethods'), expectedResult: say('test-plan/steps.sameRefusal') },
  ],
  'insecure-direct-object-reference': (subject, entry) => [
    { action: say('test-plan/steps.recordOfB'), expectedResult: say('test-plan/steps.belongsToB') },
    {
      action: say('test-plan/steps.sendIdOfB', entry, parameterOf(subject)),
      expectedResult: say('test-plan/steps.noDataOfB'),
      payload: say('test-plan/steps.idOfB'),
    },
    {
      action: say('test-plan/steps.neighbouringIds'),
      expectedResult: say('test-plan/steps.sameRefusalForOthers'),
    },
  ],
  'missing-rate-limiting': (_, entry) => [
    {
      action: say('test-plan/steps.hundredTimes', entry, /log.?in|sign.?in|password/i.test(entry.path)),
      expectedResult: say('test-plan/steps.tooMany'),
    },
    { action: say('test-plan/steps.twoAddresses'), expectedResult: say('test-plan/steps.limitPerAccount') },
    {
      action: say('test-plan/steps.afterLimit'),
      expectedResult: say('test-plan/steps.notLockedOut'),
    },
  ],
  'missing-csrf-protection': (_, entry) => [
    {
      action: say('test-plan/steps.withoutToken', entry),
      expectedResult: say('test-plan/steps.forbidden'),
    },
    {
      action: say('test-plan/steps.formElsewhere'),
      expectedResult: say('test-plan/steps.cookieNotSent'),
    },
  ],
  'missing-audit-log': (_, entry) => [
    {
      action: say('test-plan/steps.sendToSucceed', entry),
      expectedResult: say('test-plan/steps.carriedOut'),
    },
    {
      action: say('test-plan/steps.lookInLog'),
      expectedResult: say('test-plan/steps.oneEntry'),
    },
    { action: say('test-plan/steps.sendRefused'), expectedResult: say('test-plan/steps.refusalRecorded') },
  ],
  'open-redirect': (subject, entry) =>
    subject.weakness.payloads.slice(0, 4).map((payload) => ({
      action: say('test-plan/steps.openWithPayload', entry, parameterOf(subject)),
      expectedResult: say('test-plan/steps.noRedirect'),
      payload,
    })),
};

function staticSteps(subject: Subject): Action[] {
  const { weakness, place, family } = subject;
  const attempts = payloadsFor(weakness, place).slice(0, 2);
  return [
    {
      action: say('test-plan/steps.openAndRead', place),
      expectedResult: say('test-plan/steps.noLongerShows', weakness),
    },
    // Payloads of static tests are instructions, those of dynamic ones are values.
    ...(FAMILY[family].dynamic
      ? attempts.map((payload) => ({
          action: say('test-plan/steps.callWithPayload', place),
          expectedResult: say('test-plan/steps.refused'),
          payload,
        }))
      : attempts.map((payload) => ({
          action: say('test-plan/steps.asInstructed', payload),
          expectedResult: say('test-plan/steps.doesNotSucceed'),
        }))),
    {
      action: say('test-plan/steps.checkRepair', weakness),
      expectedResult: say('test-plan/steps.repairHolds'),
    },
  ];
}
