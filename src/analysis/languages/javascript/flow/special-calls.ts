import { ALL } from '../../../../knowledge/flow/families';
import { objectKeys } from '../../../engine/flow/builtins-maps';
import {
  arrayLike,
  arrayOf,
  copyEntry,
  copyInto,
  deepMarks,
  elementOf,
  entryOf,
  iterated,
  itemsOf,
  objectsOf,
  pairsIn,
} from '../../../engine/flow/collections';
import { storage } from '../../../engine/flow/files';
import { clearsOf } from '../../../engine/flow/guards';
import { when } from '../../../engine/flow/check-facts';
import { ownKeyClears } from '../../../engine/flow/contained';
import type { Span } from '../../../read/ir';
import type { Arguments } from '../../../engine/flow/arguments';
import type { Machine, SpecialCall, SpecialCalls } from '../../../engine/flow/machine';
import { concat } from '../../../engine/flow/operators';
import { isWhole } from '../../../engine/flow/records';
import { noteFamily } from '../../../engine/flow/sinks';
import { argumentAt as at, objectFrom, text } from '../../../engine/flow/special-values';
import {
  constant,
  marked,
  reference,
  single,
  singleString,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from '../../../engine/flow/value';
import { COLLECTION_CALLS } from './collection-calls';
import { CONTEXT_CALLS } from './contexts';

/** Calls whose meaning is more than a row in a table. */
export const JAVASCRIPT_CALLS: SpecialCalls = new Map<string, SpecialCall>([
  ...CONTEXT_CALLS,
  ...COLLECTION_CALLS,
  ['Object.keys', (m, args) => objectKeys(m, at(args, 0)) ?? UNKNOWN],
  ['Object.getOwnPropertyNames', ownNames],
  ['Reflect.ownKeys', ownNames],
  ['Object.prototype.hasOwnProperty', (_m, args, _span, self) => isOwn(self, at(args, 0))],
  ['hasOwnProperty', (_m, args, _span, self) => isOwn(self, at(args, 0))],
  ['Object.hasOwn', (_m, args) => isOwn(at(args, 0), at(args, 1))],
  ['Object.values', (m, args, span) => arrayLike(m, entryOf(m, at(args, 0), span))],
  ['Object.entries', (m, args, span) => arrayLike(m, pairsIn(m, at(args, 0), span))],
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
  ['Object.fromEntries', (m, args, span) => fromEntries(m, at(args, 0), span)],
  [
    'Object.create',
    (m, args) => {
      const [proto] = objectsOf(at(args, 0));
      return reference({ kind: 'object', object: m.object('object', { proto }) });
    },
  ],
  ...['Map', 'Set', 'WeakMap', 'WeakSet'].map((name): [string, SpecialCall] => [
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
    (name): [string, SpecialCall] => [
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
  ['url.format', (m, args, span) => formattedAddress(m, at(args, 0), span)],
  ['process.exit', () => UNDEFINED],
  ['multer.diskStorage', (m, args, span) => storage(m, args, span, 'multer.diskStorage()')],
  [
    'parseInt',
    (_m, args) =>
      typeof single(at(args, 0)) === 'string' ? constant(Number.parseInt(String(single(at(args, 0))), 10)) : undefined,
  ],
]);

/** An address put together of its parts: what stands behind the path does not say where it leads. */
function formattedAddress(m: Machine, parts: Value, span: Span): Value | undefined {
  const own = objectsOf(parts).find((object) => !object.ambient && object.shape === 'object');
  if (!own || objectsOf(parts).length > 1) return undefined;
  const part = (name: string): Value | undefined => (own.cells.has(name) ? m.member(parts, name, span) : undefined);
  const host = part('host') ?? part('hostname');
  const query = part('search') ?? part('query');
  const built: (Value | undefined)[] = [
    part('protocol'),
    host && constant('//'),
    host,
    host && constant('/'),
    part('pathname'),
    query && constant('?'),
    query && text(marked(deepMarks(m, query))),
  ];
  return built.reduce<Value>((whole, one) => (one ? concat(m, whole, one) : whole), constant(''));
}

/** An object of pairs of names and values. */
function fromEntries(m: Machine, pairs: Value, span: Span): Value {
  const pair = iterated(m, pairs, span);
  const items = itemsOf(m, pair);
  const copy = reference({ kind: 'object', object: m.object('object') });
  return items?.length === 2 && items[0] && items[1] && copyEntry(m, copy, items[0], items[1])
    ? copy
    : objectFrom(m, elementOf(m, pair, span));
}

/** Names that lead from an object to its prototype are among those of `Object.prototype`. */
function ownNames(m: Machine, args: Arguments): Value {
  const of = at(args, 0);
  const inherited = of.refs.some((ref) => ref.kind === 'external' && ref.path === 'Object.prototype');
  return inherited ? arrayOf(m, PROTOTYPE_NAMES.map(constant)) : (objectKeys(m, of) ?? UNKNOWN);
}

const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf'];

/** A key of the object's own leads to nothing it inherits; one of a table that holds nothing from outside is known. */
function isOwn(object: Value | undefined, key: Value): Value {
  const isTable = object?.marks.length === 0 && objectsOf(object).length > 0;
  return { ...marked([], 'boolean'), facts: when(true, isTable ? clearsOf(key, ALL) : ownKeyClears(object, key)) };
}
