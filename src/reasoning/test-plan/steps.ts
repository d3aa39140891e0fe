import type { EntryPoint } from '../../artifacts/phase3';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { TestCase } from '../../artifacts/phase6';
import type { Weakness } from '../../knowledge/weakness';
import type { Witness, WitnessStep } from '../../artifacts/witness';
import { FAMILY, type TestFamily } from '../../knowledge/tests';
import { isOpen } from '../threats/landscape';
import { capitalise } from '../../wording/text';
import { entryLabel } from '../../wording/names';
import * as say from '../../wording/test-plan/steps';

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
      action: say.sendAsGiven(subject.entry, subject.place),
      expectedResult: AUTHORIZATION.has(request.expects.effect) ? say.nothingReadOrChanged : say.refusedOrPlain,
      ...(payload === undefined ? {} : { payload }),
      request,
    })),
    {
      action: say.traceOfRequest(subject.place),
      expectedResult: say.nothingBecauseOfIt,
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
          action: say.signIn,
          expectedResult: say.sessionWorks,
        },
      ];
  return [...signIn, ...(special ? special(subject, entry) : payloadSteps(subject, entry))];
}

function payloadSteps(subject: Subject, entry: EntryPoint): Action[] {
  const label = entryLabel(entry);
  const param =
    parameterOf(subject) ?? (entry.inputParameters.length === 1 ? entry.inputParameters[0]?.name : undefined);
  const target = param === undefined ? label : say.withParameter(label, param);
  return [
    {
      action: say.sendOrdinary(label, entry),
      expectedResult: say.baseline,
    },
    ...payloadsFor(subject.weakness, subject.place)
      .slice(0, MAX_PAYLOADS)
      .map((payload) => ({
        action: param === undefined ? say.sendWithPayload(target) : say.sendSetToPayload(target),
        expectedResult: say.refusedOrPlain,
        payload,
      })),
    {
      action: say.tracesOfPayloads(subject.place),
      expectedResult: say.nothingBecauseOfThem,
    },
  ];
}

type Recipe = (subject: Subject, entry: EntryPoint) => Action[];

const RECIPES: Readonly<Record<string, Recipe>> = {
  'missing-authentication': (_, entry) => [
    {
      action: say.withoutCookies(entry),
      expectedResult: say.refusedAnonymous,
    },
    {
      action: say.invalidSession(entry),
      expectedResult: say.sameRefusal,
    },
    { action: say.changedNothing, expectedResult: say.noChange },
  ],
  'missing-authorization': (_, entry) => [
    {
      action: say.asAdministrator(entry),
      expectedResult: say.succeeds,
    },
    {
      action: say.asAccountA,
      expectedResult: say.refusedForA,
    },
    { action: say.otherMethods, expectedResult: say.sameRefusal },
  ],
  'insecure-direct-object-reference': (subject, entry) => [
    { action: say.recordOfB, expectedResult: say.belongsToB },
    {
      action: say.sendIdOfB(entry, parameterOf(subject)),
      expectedResult: say.noDataOfB,
      payload: say.idOfB,
    },
    {
      action: say.neighbouringIds,
      expectedResult: say.sameRefusalForOthers,
    },
  ],
  'missing-rate-limiting': (_, entry) => [
    {
      action: say.hundredTimes(entry, /log.?in|sign.?in|password/i.test(entry.path)),
      expectedResult: say.tooMany,
    },
    { action: say.twoAddresses, expectedResult: say.limitPerAccount },
    {
      action: say.afterLimit,
      expectedResult: say.notLockedOut,
    },
  ],
  'missing-csrf-protection': (_, entry) => [
    {
      action: say.withoutToken(entry),
      expectedResult: say.forbidden,
    },
    {
      action: say.formElsewhere,
      expectedResult: say.cookieNotSent,
    },
  ],
  'missing-audit-log': (_, entry) => [
    {
      action: say.sendToSucceed(entry),
      expectedResult: say.carriedOut,
    },
    {
      action: say.lookInLog,
      expectedResult: say.oneEntry,
    },
    { action: say.sendRefused, expectedResult: say.refusalRecorded },
  ],
  'open-redirect': (subject, entry) =>
    subject.weakness.payloads.slice(0, 4).map((payload) => ({
      action: say.openWithPayload(entry, parameterOf(subject)),
      expectedResult: say.noRedirect,
      payload,
    })),
};

function staticSteps(subject: Subject): Action[] {
  const { weakness, place, family } = subject;
  const attempts = payloadsFor(weakness, place).slice(0, 2);
  return [
    {
      action: say.openAndRead(place),
      expectedResult: say.noLongerShows(weakness),
    },
    // Payloads of static tests are instructions, those of dynamic ones are values.
    ...(FAMILY[family].dynamic
      ? attempts.map((payload) => ({
          action: say.callWithPayload(place),
          expectedResult: say.refused,
          payload,
        }))
      : attempts.map((payload) => ({
          action: `${capitalise(payload)}.`,
          expectedResult: say.doesNotSucceed,
        }))),
    {
      action: say.checkRepair(weakness),
      expectedResult: say.repairHolds,
    },
  ];
}
