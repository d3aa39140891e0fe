import type { Span } from '../../read/ir';
import { ALL, STRUCTURED } from '../../../knowledge/flow/families';
import { objectKeys } from './builtins-maps';
import { arrayLike, arrayOf, copyInto, elementOf, itemsOf, objectsOf, writeKey } from './collections';
import { clearsOf, patternFacts, when } from './guards';
import { callBack } from './callbacks';
import type { Arguments, Machine } from './machine';
import { archive, entry, storage } from './files';
import { isWhole } from './records';
import { noteFamily } from './sinks';
import { validationCall } from './validation-calls';
import {
  constant,
  external,
  joinAll,
  mapMarks,
  marked,
  reference,
  single,
  singleString,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from './value';

type Special = (m: Machine, args: Arguments, span: Span, self: Value | undefined) => Value | undefined;
const at = (args: Arguments, index: number): Value => args.positional[index]?.value ?? UNKNOWN;

/** Library calls whose meaning is more than a row in a table. */
export function specialCall(
  m: Machine,
  path: string,
  args: Arguments,
  span: Span,
  self: Value | undefined,
): Value | undefined {
  if (path === '@next') return handOn(m, args);
  const validation = validationCall(m, path, args, span, self);
  if (validation) return validation;
  const table = m.at.python ? PYTHON : JAVASCRIPT;
  const exact = table.get(path);
  if (exact) return exact(m, args, span, self);
  if (path.startsWith('@res.')) return response(m, path.slice(5), args, span);
  if (/\.(?:on|once|addListener|addEventListener)$/.test(path)) return listener(m, path, args, span, self);
  return undefined;
}

/** `next()` goes on to the handler, `next(error)` does not. */
function handOn(m: Machine, args: Arguments): Value {
  m.traces++;
  const [first] = args.positional;
  if (!first || (first.value.consts?.[0] === undefined && first.value.consts?.length === 1)) m.root.passed?.(m.state);
  return UNDEFINED;
}

function response(m: Machine, method: string, args: Arguments, span: Span): Value | undefined {
  const name = method.split('.').at(-1) ?? method;
  const header = singleString(at(args, 0))?.toLowerCase();
  if (name === 'type' || name === 'contentType') m.state.set(m.root.contentType, at(args, 0));
  else if (/^(?:set|setHeader|header|append)$/.test(name) && header === 'content-type')
    m.state.set(m.root.contentType, at(args, 1));
  else if (name === 'writeHead' || name === 'set') {
    for (const arg of args.positional)
      for (const object of objectsOf(arg.value))
        for (const [key, cell] of object.cells)
          if (key.toLowerCase() === 'content-type') m.state.set(m.root.contentType, m.state.get(cell) ?? UNKNOWN);
  }
  if (/^(?:send|json|jsonp|end|write)$/.test(name))
    for (const arg of args.positional) noteErrors(m, arg.value, arg.span, span, `res.${name}`);
  return external('@res');
}

function noteErrors(m: Machine, value: Value, span: Span, callSpan: Span, sink: string): void {
  const note = (one: Value): void => {
    noteFamily(m, 'error-details-exposed', one, span, callSpan, sink);
    if (isError(one)) noteFamily(m, 'error-details-exposed', m.source('error', span), span, callSpan, sink, 'low');
  };
  note(value);
  for (const object of objectsOf(value)) {
    if (!object.ambient) for (const cell of object.cells.values()) note(m.state.get(cell) ?? UNKNOWN);
  }
}

/** Event listeners: what the event brings depends on who sends it. */
function listener(m: Machine, path: string, args: Arguments, span: Span, self: Value | undefined): Value {
  const event = singleString(at(args, 0));
  const callback = args.positional[1]?.value ?? UNKNOWN;
  const data =
    path.startsWith('@req') && (event === 'data' || event === 'readable')
      ? m.source('body', span)
      : event === 'entry'
        ? entry(m, span)
        : event === 'message' && /^(?:window|self|globalThis)?\.?addEventListener$/.test(path)
          ? external('@message')
          : event === 'message' && /ws|WebSocket|socket/i.test(path)
            ? m.source('message', span)
            : marked(self?.marks ?? []);
  callBack(m, callback, [data, UNKNOWN], span);
  return self ?? UNKNOWN;
}

const JAVASCRIPT = new Map<string, Special>([
  ['Object.keys', (m, args) => objectKeys(m, at(args, 0)) ?? UNKNOWN],
  ['Object.getOwnPropertyNames', (m, args) => objectKeys(m, at(args, 0)) ?? UNKNOWN],
  ['Reflect.ownKeys', (m, args) => objectKeys(m, at(args, 0)) ?? UNKNOWN],
  ['Object.values', (m, args, span) => arrayLike(m, elementOf(m, at(args, 0), span))],
  [
    'Object.entries',
    (m, args, span) => arrayLike(m, arrayOf(m, [marked(at(args, 0).marks, 'string'), elementOf(m, at(args, 0), span)])),
  ],
  [
    'Object.assign',
    (m, args, span) => {
      const [target, ...others] = args.positional;
      if (!target) return UNKNOWN;
      for (const other of others) {
        noteFamily(
          m,
          'mass-assignment',
          {
            ...other.value,
            marks: target.value.refs.some((ref) => ref.kind !== 'object' || ref.object.shape === 'instance')
              ? other.value.marks.filter(isWhole)
              : [],
          },
          other.span,
          span,
          'Object.assign',
          'medium',
        );
        for (const object of objectsOf(target.value)) copyInto(m, object, other.value);
      }
      return target.value;
    },
  ],
  ['Object.fromEntries', (m, args, span) => objectFrom(m, elementOf(m, elementOf(m, at(args, 0), span), span))],
  [
    'Object.create',
    (m, args) => {
      const [proto] = objectsOf(at(args, 0));
      return reference({ kind: 'object', object: m.object('object', { proto }) });
    },
  ],
  ...['Map', 'Set', 'WeakMap', 'WeakSet'].map((name): [string, Special] => [
    name,
    (m, args, span) => objectFrom(m, args.positional[0] ? elementOf(m, at(args, 0), span) : undefined),
  ]),
  ['Array', (m, args) => arrayOf(m, args.positional.length === 1 ? [] : args.positional.map((arg) => arg.value))],
  ['Array.isArray', (m, args) => ({ ...marked([], 'boolean'), facts: when(false, clearsOf(at(args, 0), 0)) })],
  ['String', (_m, args) => text(at(args, 0))],
  [
    'RegExp',
    (_m, args) => {
      const pattern = singleString(at(args, 0));
      return pattern === undefined
        ? undefined
        : reference({ kind: 'regex', pattern, flags: singleString(at(args, 1)) ?? '' });
    },
  ],
  ...['lodash.partial', 'underscore.partial', 'lodash/partial', 'ramda.partial', '_.partial'].map(
    (name): [string, Special] => [
      name,
      (_m, args) => {
        const [target, ...others] = args.positional;
        return (
          target && {
            ...target.value,
            refs: target.value.refs.map((ref) =>
              ref.kind === 'function'
                ? { ...ref, bound: [...(ref.bound ?? []), ...others.map((one) => one.value)] }
                : ref,
            ),
          }
        );
      },
    ],
  ),
  ['process.exit', () => UNDEFINED],
  ['multer.diskStorage', storage],
  [
    'parseInt',
    (_m, args) =>
      typeof single(at(args, 0)) === 'string' ? constant(Number.parseInt(String(single(at(args, 0))), 10)) : undefined,
  ],
]);

function text(value: Value): Value {
  const known = single(value);
  if (typeof known === 'string' || typeof known === 'number') return constant(String(known));
  return {
    ...mapMarks(value, (mark) => ({ ...mark, bits: mark.bits & ~STRUCTURED })),
    refs: [],
    consts: undefined,
    scalar: 'string',
  };
}

function isError(value: Value): boolean {
  return value.refs.some((ref) => ref.kind === 'external' && (ref.path === '@error' || ref.path === '@failure'));
}
/** What an exception of any kind says of itself; one that was expected by its name says what its author meant to say. */
function spoken(m: Machine, error: Value, span: Span | undefined): Value | undefined {
  const any = error.refs.some((ref) => ref.kind === 'external' && ref.path === '@error');
  return any && span ? { ...marked(m.source('error-text', span).marks, 'string') } : undefined;
}

function objectFrom(m: Machine, element: Value | undefined): Value {
  const object = m.object('object');
  const value = reference({ kind: 'object', object });
  if (element && (element.marks.length > 0 || element.refs.length > 0 || element.consts))
    writeKey(m, value, undefined, element);
  return value;
}

const TYPES_THAT_HOLD_NO_TEXT = /^(?:int|float|bool|complex|uuid\.UUID|decimal\.Decimal|datetime\.\w+)$/;

const PYTHON = new Map<string, Special>([
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
  ...['list', 'tuple', 'set', 'sorted', 'reversed', 'frozenset', 'iter'].map((name): [string, Special] => [
    name,
    (m, args, span) => {
      const items = itemsOf(m, at(args, 0));
      return args.positional.length === 0
        ? arrayOf(m, [])
        : items && name !== 'reversed'
          ? arrayOf(m, items)
          : arrayLike(m, elementOf(m, at(args, 0), span));
    },
  ]),
  ...['ConfigParser', 'RawConfigParser', 'SafeConfigParser'].map((name): [string, Special] => [
    `configparser.${name}`,
    (m) =>
      reference({ kind: 'object', object: m.object('object') }, { kind: 'external', path: `configparser.${name}()` }),
  ]),
  ...['StringIO', 'BytesIO'].map((name): [string, Special] => [
    `io.${name}`,
    (m, args) => {
      const buffer = arrayOf(
        m,
        args.positional.map((arg) => arg.value),
      );
      return { refs: [...buffer.refs, { kind: 'external', path: `io.${name}()` }], marks: at(args, 0).marks };
    },
  ]),
  ['tarfile.open', archive],
  ['tarfile.TarFile', archive],
  ['next', (m, args, span) => elementOf(m, at(args, 0), span)],
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
      return typeof known === 'string' ? constant(known.length) : items ? constant(items.length) : marked([], 'number');
    },
  ],
  [
    'isinstance',
    (_m, args) => {
      const names = at(args, 1).refs.flatMap((ref) => (ref.kind === 'external' ? [ref.path] : []));
      const scalar = names.length > 0 && names.every((name) => TYPES_THAT_HOLD_NO_TEXT.test(name));
      return {
        ...marked([], 'boolean'),
        facts: scalar
          ? when(true, clearsOf(at(args, 0), ALL))
          : names.includes('str')
            ? when(true, clearsOf(at(args, 0), STRUCTURED))
            : undefined,
      };
    },
  ],
  [
    'getattr',
    (m, args, span) => {
      const name = singleString(at(args, 1));
      return name === undefined ? marked(at(args, 0).marks) : m.member(at(args, 0), name, span);
    },
  ],
  [
    'setattr',
    (m, args, span) => {
      noteFamily(
        m,
        'mass-assignment',
        { ...at(args, 1), marks: at(args, 1).marks.filter(isWhole) },
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
  ...(['match', 'fullmatch', 'search', 'findall'] as const).map((name): [string, Special] => [
    `re.${name}`,
    (m, args, span) => {
      const pattern = singleString(at(args, 0));
      return {
        ...marked(at(args, 1).marks),
        facts:
          pattern === undefined
            ? undefined
            : patternFacts(
                m,
                span,
                at(args, 1),
                pattern,
                '',
                name === 'fullmatch' ? 'both' : name === 'match' ? 'start' : 'none',
              ),
      };
    },
  ]),
  [
    're.compile',
    (_m, args) => {
      const pattern = singleString(at(args, 0));
      return pattern === undefined ? undefined : reference({ kind: 'regex', pattern, flags: '' });
    },
  ],
  ...(['match', 'fullmatch', 'search'] as const).map((name): [string, Special] => [
    `re.compile().${name}`,
    (m, args, span, self) => {
      const regex = self?.refs.find((ref) => ref.kind === 'regex');
      return {
        ...marked(at(args, 0).marks),
        facts:
          regex?.kind === 'regex'
            ? patternFacts(
                m,
                span,
                at(args, 0),
                regex.pattern,
                regex.flags,
                name === 'fullmatch' ? 'both' : name === 'match' ? 'start' : 'none',
              )
            : undefined,
      };
    },
  ]),
  [
    're.sub',
    (_m, args) => {
      const pattern = singleString(at(args, 0)) ?? '';
      const cleared =
        /^\[\^[^\]<>'"`;&|$(){}]*\]\+?$/.test(pattern) || pattern === '\\W' || pattern === '\\W+' ? ALL : 0;
      return mapMarks(joinAll([at(args, 2), marked(at(args, 1).marks)]), (mark) => ({
        ...mark,
        bits: mark.bits & ~cleared & ~STRUCTURED,
      }));
    },
  ],
  [
    'xml.sax.make_parser',
    (m) => reference({ kind: 'object', object: m.object('object') }, { kind: 'external', path: '@sax' }),
  ],
  [
    '@sax.setFeature',
    (m, args, _span, self) => {
      const external =
        at(args, 0).refs.some((ref) => ref.kind === 'external' && /feature_external_[gp]es$/.test(ref.path)) ||
        /external-(?:general|parameter)-entities/.test(singleString(at(args, 0)) ?? '');
      if (external && self) writeKey(m, self, 'external', at(args, 1));
      return UNDEFINED;
    },
  ],
  [
    'lxml.etree.XMLParser',
    (_m, args) =>
      args.named.get('resolve_entities')?.value.consts?.[0] === false ||
      args.named.get('resolve_entities')?.value.consts?.[0] === 'internal'
        ? external('@safe-xml')
        : external('@unsafe-xml'),
  ],
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
