import { SHORTCOMINGS } from '../shortcomings';
import type { HarmlessBecause, HarmlessFlow } from '../../artifacts/considered';
import type { CheckMet, EntryName, ExplainedClaim, LoweredBy } from '../../artifacts/explanation';
import type { Proof } from '../../artifacts/enums';
import { weaknessOf } from '../../knowledge/weaknesses';
import { curlLine, expectedWords, obstacleWords, senderWords, sentLines } from '../witness';
import { fieldWords, kindWords, needWords, ruledOutWords } from './needs';
import { allOf, capitalized, line, type Line, placeWords, quoted, quotedUpTo } from './parts';

/** What is claimed about a place, and what is not because something keeps it from doing harm. */

const PROOFS: Readonly<Record<Proof, string>> = {
  proved: 'proved',
  likely: 'likely',
  lead: 'a lead: a signal worth a look, left out of the Problems view unless asked for',
};

const ROLES: Readonly<Record<ExplainedClaim['role'], string>> = {
  sink: 'The data does harm here.',
  source: 'The data comes in here.',
  step: 'The data passes here on its way.',
  check: 'What stands here looks at the data on its way.',
  place: 'What stands here is wrong in itself.',
};

const LOWERED: Readonly<Record<Exclude<LoweredBy, 'no-request'>, string>> = {
  'weak-check': 'A check stands on the way; whether it suffices is not certain.',
  'unread-check': 'It rests on the answer of something that could not be read: that may be the check.',
  'queue-only': 'It is read from a queue only, and the application itself puts it there.',
  'check-near': 'A check beside it looks at the value; whether it suffices was not established.',
  rule: 'What was seen does not settle it: the rule that found it is not certain in such a case.',
  absence: 'It is said that something is missing, and what may run before the application is not in the code.',
  'operators-only': 'The data comes from whoever runs the program; no request was seen to bring it.',
  'task-of-operators': 'Only those who run the product get here, and it may be their task.',
  'not-measurable': 'Whether it can be used rests on what no code shows.',
  'not-followed': 'Not everything on the way was followed.',
};

const loweredWords = (reason: LoweredBy, { obstacle }: ExplainedClaim): string =>
  reason === 'no-request'
    ? (obstacle && obstacleWords(obstacle)) || 'No request could be built that shows it.'
    : LOWERED[reason];

/** `name` of the request body. */
const sourceOf = ({ source, sent }: Pick<ExplainedClaim, 'source' | 'sent'>): string => {
  if (sent && sent.path.length > 0) return fieldWords(sent);
  const name = source?.name;
  return `${name === undefined ? '' : `${quoted(name)}, `}${kindWords(source?.kind ?? 'data')}`;
};

function checkLine(check: CheckMet): Line {
  const { at } = check;
  switch (check.kind) {
    case 'condition': {
      const said = needWords(check.need);
      const outcome = check.holds ? 'is true' : 'is false';
      return line(`${quoted(at.text)} ${outcome}: ${said === undefined ? 'not about what is sent' : said}`, at);
    }
    case 'weak':
      return line(
        `${quoted(check.name)} ${check.unread ? 'may be a check of it' : 'does not suffice'}: ` +
          SHORTCOMINGS[check.why],
        at,
      );
    case 'near':
      return line(`${quoted(at.text)} looks at the value beside the flow; whether it suffices was not established`, at);
  }
}

/** What is stored or set is no check of the data. */
const isBeside = (check: CheckMet): check is Extract<CheckMet, { kind: 'condition' }> =>
  check.kind === 'condition' && needWords(check.need) === undefined;

const MOST_BESIDE = 5;

function checks({ source, checks: met }: ExplainedClaim): Line[] {
  if (!source) return [];
  const beside = met.filter(isBeside);
  const ofData = met.filter((check) => !isBeside(check));
  return [
    ofData.length === 0
      ? line('No check of the data stands on the way.')
      : line('Checks met on the way:', undefined, ofData.map(checkLine)),
    ...(beside.length === 0
      ? []
      : [
          line(
            `Beside what is sent, it takes that ${allOf(
              beside.map(({ at, holds }) => `${quoted(at.text)} is ${holds ? 'true' : 'false'}`),
              'and',
              MOST_BESIDE,
            )}.`,
          ),
        ]),
  ];
}

const names = (entries: readonly EntryName[]): string =>
  allOf(
    entries.map(({ name }) => quoted(name)),
    'and',
    5,
  );

const MOST_REQUEST = 1_000;

function shown({ witness }: ExplainedClaim): Line[] {
  return (witness?.steps ?? []).map(({ sender, sent, expects }) => {
    const request = curlLine(sent) ?? sentLines(sent).join(' ');
    return line(`Shown by: ${senderWords(sender)}, ${quotedUpTo(MOST_REQUEST, request)}. ${expectedWords(expects)}`);
  });
}

/** A claim with its way from outside, the checks, and why it is as sure as it is. */
export function claimLine(claim: ExplainedClaim): Line {
  const { title, proof, at, source, steps, sink, entryPoints, loweredBy } = claim;
  const way: Line[] = source
    ? [
        line(`From ${sourceOf(claim)}`, source.at),
        ...steps.slice(1, -1).map((step) => line(step.text === '' ? 'through' : `through ${quoted(step.text)}`, step)),
        line(`into ${quoted(sink)}: ${quoted(at.text)}`, at),
      ]
    : [line(`${claim.message} ${quoted(at.text)}`, at)];
  return line(`${title}: ${PROOFS[proof]}. ${ROLES[claim.role]}`, undefined, [
    ...(source ? [line('The way of the data:', undefined, way)] : way),
    ...(claim.sentHere ? [line(`This is the nearest way; here it begins with ${fieldWords(claim.sentHere)}.`)] : []),
    ...(entryPoints.length > 0 ? [line(`It comes from ${names(entryPoints)}.`)] : []),
    ...checks(claim),
    ...(proof === 'proved' || loweredBy.length === 0
      ? []
      : [
          line(
            `Why it is not ${proof === 'likely' ? 'proved' : 'surer'}:`,
            undefined,
            loweredBy.map((reason) => line(loweredWords(reason, claim))),
          ),
        ]),
    ...shown(claim),
  ]);
}

function becauseLine(reason: HarmlessBecause): Line {
  switch (reason.kind) {
    case 'check': {
      // That it rules something out was understood, whatever it asks.
      const said = reason.need.kind === 'unknown' ? undefined : needWords(reason.need);
      const outcome = reason.holds ? 'is true' : 'is false';
      return line(
        `${quoted(reason.at.text)} ${outcome}${said === undefined ? '' : `: ${said}`}; ${ruledOutWords(reason)}`,
        reason.at,
      );
    }
    case 'call':
      return line(`${quoted(reason.call)} makes it harmless: ${ruledOutWords(reason)}`, reason.at);
    case 'position':
      return line(
        reason.before === ''
          ? 'What it stands for in the text does no harm.'
          : `It stands behind ${quoted(reason.before.replaceAll('\uFFFC', '…'))}, and no text does harm there.`,
      );
    case 'settings':
      return line('The call is made in a way in which its text does no harm.');
    case 'form':
      return line('What of it gets there is not what does harm there.');
    case 'answer-is-data':
      return line('The answer is sent as data, and no browser shows it as a page.');
  }
}

/** Outside data that reaches a dangerous place, and why nothing is claimed. */
export function harmlessLine(flow: HarmlessFlow): Line {
  const from = sourceOf({ source: flow.source, sent: flow.sent });
  return line(
    `No ${weaknessOf(flow.weakness).title.toLowerCase()} is claimed: ${from} ` +
      `(${placeWords(flow.source.at)}) reaches ${quoted(flow.sink)}, and`,
    flow.at,
    flow.because.map(becauseLine).map((one) => ({ ...one, text: capitalized(one.text) })),
  );
}
