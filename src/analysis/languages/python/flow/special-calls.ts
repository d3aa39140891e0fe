import { ALL, STRUCTURED } from '../../../../knowledge/flow/families';
import { arrayLike, arrayOf, copyInto, elementOf, itemsOf, writeKey } from '../../../engine/flow/collections';
import { archive } from '../../../engine/flow/files';
import { clearsOf, patternFacts } from '../../../engine/flow/guards';
import { when } from '../../../engine/flow/check-facts';
import type { Arguments } from '../../../engine/flow/arguments';
import type { Machine, SpecialCall, SpecialCalls } from '../../../engine/flow/machine';
import { allSaid, someSaid } from '../../../engine/flow/quantifiers';
import { isName } from '../../../engine/flow/records';
import { noteFamily } from '../../../engine/flow/sinks';
import { noteSlow } from '../../../engine/flow/slow-patterns';
import { UNKNOWN_FLAGS } from '../../../engine/patterns/pattern-time';
import { argumentAt as at, isError, spoken, text } from '../../../engine/flow/special-values';
import {
  constant,
  HOLE,
  mapMarks,
  marked,
  reference,
  single,
  singleString,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from '../../../engine/flow/value';
import { joinAll } from '../../../engine/flow/join';
import { XML_CALLS } from './xml-calls';

const TYPES_THAT_HOLD_NO_TEXT = /^(?:int|float|bool|complex|uuid\.UUID|decimal\.Decimal|datetime\.\w+)$/;

/** Which ends of a text have to fit. */
const ANCHORS = { match: 'start', fullmatch: 'both', search: 'none', findall: 'none' } as const;

/** Flags are not read: whether there are any is. */
const flagsBehind = (args: Arguments, place: number): string =>
  args.positional.length > place || args.named.has('flags') ? UNKNOWN_FLAGS : '';

/** Calls whose meaning is more than a row in a table. */
export const PYTHON_CALLS: SpecialCalls = new Map<string, SpecialCall>([
  [
    'str',
    (m, args) => {
      const value = at(args, 0);
      if (isError(value)) return spoken(m, value, args.positional[0]?.span);
      return args.positional.length === 0 ? constant('') : text(value);
    },
  ],
  ['repr', (m, args) => (isError(at(args, 0)) ? spoken(m, at(args, 0), args.positional[0]?.span) : text(at(args, 0)))],
  [
    'dict',
    (m, args) => {
      const object = m.object('object');
      for (const arg of args.positional) copyInto(m, object, arg.value);
      for (const [key, arg] of args.named)
        if (key !== '**') writeKey(m, reference({ kind: 'object', object }), key, arg.value);
      return reference({ kind: 'object', object });
    },
  ],
  ...['list', 'tuple', 'set', 'sorted', 'reversed', 'frozenset', 'iter'].map((name): [string, SpecialCall] => [
    name,
    (m, args, span) => {
      if (args.positional.length === 0) return arrayOf(m, []);
      const items = name === 'reversed' ? undefined : itemsOf(m, at(args, 0));
      return items ? arrayOf(m, items) : arrayLike(m, elementOf(m, at(args, 0), span));
    },
  ]),
  ...['ConfigParser', 'RawConfigParser', 'SafeConfigParser'].map((name): [string, SpecialCall] => [
    `configparser.${name}`,
    (m) =>
      reference({ kind: 'object', object: m.object('object') }, { kind: 'external', path: `configparser.${name}()` }),
  ]),
  ...['StringIO', 'BytesIO'].map((name): [string, SpecialCall] => [
    `io.${name}`,
    (m, args) => {
      const buffer = arrayOf(
        m,
        args.positional.map((arg) => arg.value),
      );
      return { refs: [...buffer.refs, { kind: 'external', path: `io.${name}()` }], marks: at(args, 0).marks };
    },
  ]),
  ...['tarfile.open', 'tarfile.TarFile'].map((name): [string, SpecialCall] => [
    name,
    (m, args, span) => archive(m, args, span, 'tarfile.open()'),
  ]),
  [
    'next',
    (m, args, span) => {
      const { facts } = at(args, 0);
      // Without something to give instead, it fails where there is nothing.
      if (args.positional.length === 1) m.state.assume(facts, true);
      return { ...elementOf(m, at(args, 0), span), facts };
    },
  ],
  ['enumerate', (m, args, span) => arrayLike(m, arrayOf(m, [marked([], 'number'), elementOf(m, at(args, 0), span)]))],
  [
    'zip',
    (m, args, span) =>
      arrayLike(
        m,
        arrayOf(
          m,
          args.positional.map((arg) => elementOf(m, arg.value, span)),
        ),
      ),
  ],
  [
    'map',
    (m, args, span) => {
      const element = elementOf(m, at(args, 1), span);
      return arrayLike(m, m.call(at(args, 0), { positional: [{ value: element, span }], named: new Map() }, span));
    },
  ],
  [
    'filter',
    (m, args, span) => {
      const element = elementOf(m, at(args, 1), span);
      m.call(at(args, 0), { positional: [{ value: element, span }], named: new Map() }, span);
      return arrayLike(m, element);
    },
  ],
  [
    'len',
    (m, args) => {
      const known = single(at(args, 0));
      const items = itemsOf(m, at(args, 0));
      if (typeof known === 'string') return constant(known.length);
      return items ? constant(items.length) : { ...marked([], 'number'), facts: at(args, 0).facts };
    },
  ],
  ['any', (m, args, span) => ({ ...marked([], 'boolean'), facts: someSaid([elementOf(m, at(args, 0), span)]) })],
  ['all', (m, args, span) => ({ ...marked([], 'boolean'), facts: allSaid([elementOf(m, at(args, 0), span)]) })],
  [
    'isinstance',
    (_m, args) => {
      const names = at(args, 1).refs.flatMap((ref) => (ref.kind === 'external' ? [ref.path] : []));
      const scalar = names.length > 0 && names.every((name) => TYPES_THAT_HOLD_NO_TEXT.test(name));
      const text = names.includes('str') ? STRUCTURED : undefined;
      const cleared = scalar ? ALL : text;
      return {
        ...marked([], 'boolean'),
        facts: cleared === undefined ? undefined : when(true, clearsOf(at(args, 0), cleared)),
      };
    },
  ],
  [
    'getattr',
    (m, args, span) => {
      const name = singleString(at(args, 1));
      if (name !== undefined) return m.member(at(args, 0), name, span);
      const { marks, text } = at(args, 1);
      const found = marked(at(args, 0).marks);
      // A fixed ending leads to the members that were named for it, as a fixed beginning does.
      const open = marks.length > 0 && (text ?? HOLE).endsWith(HOLE);
      return open ? { ...found, refs: [{ kind: 'named', marks }] } : found;
    },
  ],
  [
    'setattr',
    (m, args, span) => {
      noteFamily(
        m,
        'mass-assignment',
        { ...at(args, 1), marks: at(args, 1).marks.filter(isName) },
        args.positional[1]?.span ?? span,
        span,
        'setattr',
        'medium',
      );
      const name = singleString(at(args, 1));
      writeKey(m, at(args, 0), name, at(args, 2));
      return UNDEFINED;
    },
  ],
  ['super', (m) => m.at.frame.self ?? UNKNOWN],
  ...(['match', 'fullmatch', 'search', 'findall'] as const).map((name): [string, SpecialCall] => [
    `re.${name}`,
    (m, args, span) => {
      const pattern = singleString(at(args, 0));
      if (pattern !== undefined) noteSlow(m, at(args, 1), pattern, flagsBehind(args, 2), span, ANCHORS[name]);
      return {
        ...marked(at(args, 1).marks),
        facts: pattern === undefined ? undefined : patternFacts(m, span, at(args, 1), pattern, '', ANCHORS[name]),
      };
    },
  ]),
  [
    're.compile',
    (_m, args) => {
      const pattern = singleString(at(args, 0));
      return pattern === undefined ? undefined : reference({ kind: 'regex', pattern, flags: flagsBehind(args, 1) });
    },
  ],
  [
    're.sub',
    (m, args, span) => {
      const pattern = singleString(at(args, 0)) ?? '';
      noteSlow(m, at(args, 2), pattern, flagsBehind(args, 3), span, 'none');
      const cleared =
        /^\[\^[^\]<>'"`;&|$(){}]*\]\+?$/.test(pattern) || pattern === '\\W' || pattern === '\\W+' ? ALL : 0;
      return mapMarks(joinAll([at(args, 2), marked(at(args, 1).marks)]), (mark) => ({
        ...mark,
        bits: mark.bits & ~cleared & ~STRUCTURED,
      }));
    },
  ],
  ...XML_CALLS,
  ['copy.copy', (_m, args) => at(args, 0)],
  ['copy.deepcopy', (_m, args) => at(args, 0)],
  ['os.path.join', (m, args) => pathJoin(m, args)],
  ['min', () => marked([], 'number')],
  ['max', () => marked([], 'number')],
  ['sum', () => marked([], 'number')],
]);

function pathJoin(_m: Machine, args: Arguments): Value | undefined {
  const known = args.positional.map((arg) => singleString(arg.value));
  if (known.every((one) => one !== undefined) && known.length > 0) return constant(known.join('/'));
  return undefined;
}
