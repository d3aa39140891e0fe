import type { CallMet, ZoneGround } from '../../artifacts/considered';
import type { Zone } from '../../artifacts/enums';
import type { Silence } from '../../artifacts/explanation';
import { weaknessOf } from '../../knowledge/weaknesses';
import { unreadSentence } from '../unread';
import { allOf, functionWords, line, type Line, quoted } from './parts';

/** Why nothing, or no more, is said about a place. */

const GIVEN: Readonly<Record<CallMet['given'], string>> = {
  outside: 'data from outside',
  harmless: 'data that was made harmless',
  constant: 'constants only',
  nothing: 'nothing',
  other: 'values of the program, of which none was seen to come from outside',
};

const callLines = (calls: readonly CallMet[]): Line[] =>
  calls.map(({ name, given }) => line(`${quoted(name)} gets ${GIVEN[given]}`));

const namesOf = (calls: readonly CallMet[]): string => allOf(calls.map(({ name }) => quoted(name)));

const CAUSES: Readonly<Record<string, string>> = {
  ignored: 'a rule of the folder ignores it',
  excluded: 'it is excluded by the settings',
  'build-output': 'it is build output',
  'tool-output': 'tools write it',
  'too-deep': 'it lies too deep',
  crowded: 'its folder holds too many files',
  'too-many': 'the folder holds too many files',
};

type Say<K extends Silence['kind']> = (silence: Extract<Silence, { kind: K }>) => Line;

const NOT_JUDGED = {
  test: 'The file is a test: it is looked through for secrets, and its code is not judged.',
  generated:
    'The file was written by a tool or copied: data is followed through it, and what is wrong in it is not ' +
    'put right there.',
};

const LEFT_OUT = {
  'not-in-browsers': 'the code runs in browsers, where it does not exist',
  'not-written-here': 'the file was written by a tool or copied, and is not put right here',
};

const SAY: { readonly [K in Silence['kind']]: Say<K> } = {
  'not-read': ({ why }) => line(`${unreadSentence(why)} Nothing is known about the file.`),
  'left-out': ({ cause, rule }) =>
    line(
      `The file is not part of what is analysed: ` +
        `${CAUSES[cause] ?? cause}${rule === undefined ? '' : ` (${quoted(rule)})`}.`,
    ),
  'unread-language': ({ name }) => line(`${name} is not read as code: only JavaScript, TypeScript and Python are.`),
  'not-code': () =>
    line(
      'The file is not followed as code: it is looked through for secrets and settings, and a template for ' +
        'what it shows unencoded.',
    ),
  'out-of-scope': () => line('The file is outside of the scope of the threat model.'),
  'not-judged': ({ why }) => line(NOT_JUDGED[why]),
  limit: ({ why }) => line(`Part of the file is unknown. ${unreadSentence(why)}`),
  'no-code': () => line('Nothing that runs stands on this line.'),
  'not-reached': ({ function: name, callers }) =>
    line(
      `No entry point was seen to lead into ${functionWords(name)}, so that nothing from outside is known ` +
        `to get here. ${callers.length === 0 ? 'Nothing was seen to call it.' : 'It is called by'}`,
      undefined,
      callers.map((caller) => line(functionWords(caller.name), caller)),
    ),
  'not-entered': () =>
    line('The data flow did not go through this function: the calls that lead here say so, and no more is known.'),
  'runs-at-start': () => line('This runs once, when the file is loaded: no request takes part in it.'),
  'nothing-from-outside': ({ calls }) =>
    line(
      `${namesOf(calls)} can do harm with data from outside, and none was seen to reach it:`,
      undefined,
      callLines(calls),
    ),
  'unknown-calls': ({ calls }) =>
    line(
      `Data from outside goes into ${namesOf(calls)}, and what that does with it is not known: it is in no ` +
        `table of libraries, and its code is not here.`,
    ),
  'harmless-calls': ({ calls }) =>
    line(
      `Data from outside goes into ${namesOf(calls)}, which is known and does no harm with it, as far as ` +
        `the tables of libraries say.`,
    ),
  'nothing-dangerous': () => line('No call, setting or assignment on this line is known to be dangerous.'),
  'left-out-flaw': ({ flaw: { weakness, sink, why, at } }) =>
    line(`${weaknessOf(weakness).title} was seen at ${quoted(sink)} and left out: ${LEFT_OUT[why]}.`, at),
  cut: () => line('More was met in this folder than is kept for questions: what is said here may lack some of it.'),
  unknown: () => line('The reason is not known.'),
};

export function silenceLine(silence: Silence): Line {
  // The table has a row for each kind, which takes what is of that kind.
  const say = SAY[silence.kind] as (one: Silence) => Line;
  return say(silence);
}

const ZONES: Readonly<Record<Zone, string>> = {
  production: 'production code',
  client: 'code that runs in browsers',
  test: 'test code',
  example: 'an example',
  tooling: 'tooling of the developers',
  vendored: 'a copy of a library',
};

function groundWords({ kind, by }: ZoneGround): string {
  switch (kind) {
    case 'started':
      return 'a manifest starts it';
    case 'serves':
      return 'it answers requests';
    case 'loaded':
      return `${quoted(by ?? '')} loads it`;
    case 'page':
      return 'it is a page, or loads what draws pages';
    case 'tests':
      return 'it loads what only tests need';
    case 'name':
      return 'its name and place say so, and nothing of the product loads it';
    case 'nothing':
      return 'nothing says otherwise';
  }
}

/** Where a file runs, and what says so. */
export const zoneWords = (zone: Zone, ground: ZoneGround | undefined): string =>
  ground ? `${ZONES[zone]}: ${groundWords(ground)}` : ZONES[zone];
