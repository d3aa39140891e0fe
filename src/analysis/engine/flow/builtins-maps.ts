import { ITEMS, REST } from './cells';
import type { Span } from '../../read/ir';
import { ALL } from '../../../knowledge/flow/families';
import { POLLUTION } from '../../../knowledge/flow/prototypes';
import {
  arrayLike,
  arrayOf,
  copyInto,
  elementOf,
  entryOf,
  namesIn,
  objectsOf,
  readIndex,
  weaken,
  writeKey,
} from './collections';
import { clearsOf, inFacts } from './guards';
import { facts } from './check-facts';
import { namesPrototypes, ownKeyClears } from './contained';
import type { Machine } from './machine';
import { COPIED } from './cells';
import type { Method } from './method';
import { isWholeOf } from './mark';
import { constant, marked, singleString, UNDEFINED, UNKNOWN, type Value } from './value';
import { join, joinAll } from './join';

const isMap = (self: Value): boolean =>
  objectsOf(self).some((object) => object.shape === 'object' || object.ambient !== undefined);

const isConfig = (self: Value): boolean =>
  self.refs.some((ref) => ref.kind === 'external' && /configparser\.\w+\(\)$/i.test(ref.path));
const entryName = (args: Parameters<Method>[2]): string | undefined => {
  const [section, key] = args.positional.map((arg) => singleString(arg.value));
  return section === undefined || key === undefined ? undefined : `${section}\0${key}`;
};

const get: Method = (m, self, args, expr) => {
  if (isConfig(self) && args.positional.length === 2)
    return m.member(
      { refs: self.refs.filter((ref) => ref.kind === 'object'), marks: [] },
      entryName(args) ?? '#rest',
      expr.span,
    );
  const key = args.positional[0]?.value;
  if (!key || !isMap(self)) return undefined;
  const name = singleString(key);
  const value = name === undefined ? lookedUp(m, self, key, expr.span) : held(m, self, name, expr.span);
  const fallback = args.positional[1]?.value;
  return fallback ? orElse(value, fallback) : value;
};

/** What a table holds, or what is given for a key that it may not have. */
function orElse(value: Value, fallback: Value): Value {
  const outside = value.marks.length > 0;
  if (!outside && !value.consts?.includes(undefined)) return value;
  return join(value.consts?.every((one) => one === undefined) ? fallback : value, fallback);
}

/** What a table holds under a key from outside: when there is something, the key is one of the table's own. */
function lookedUp(m: Machine, self: Value, key: Value, span: Span): Value {
  const value = readIndex(m, self, key, span);
  return self.marks.length === 0 && value.marks.length === 0 && key.marks.length > 0
    ? { ...value, facts: inFacts(key, true) }
    : value;
}

/** A key that was written under its name, else whatever was written under unknown keys. */
function held(m: Machine, self: Value, name: string, span: Span): Value {
  return m.member({ refs: self.refs.filter((ref) => ref.kind === 'object'), marks: self.marks }, name, span);
}

const list: Method = (m, self, args, expr) => {
  const value = get(m, self, args, expr);
  return value && arrayLike(m, value);
};

const set: Method = (m, self, args) => {
  const [, , entry] = args.positional;
  if (isConfig(self) && entry) {
    writeKey(m, self, entryName(args), m.step(entry.value, entry.span));
    return UNDEFINED;
  }
  const [key, value] = args.positional;
  if (!key || !value || !isMap(self)) return undefined;
  writeKey(
    m,
    self,
    key.value.consts?.length === 1 && key.value.marks.length === 0 ? String(key.value.consts[0]) : undefined,
    m.step(value.value, value.span),
  );
  return self;
};

const add: Method = (m, self, args) => {
  const [value] = args.positional;
  if (!value || !isMap(self)) return undefined;
  for (const object of objectsOf(self)) weaken(m, object, value.value);
  return self;
};

const has: Method = (m, self, args) => {
  const item = args.positional[0]?.value;
  if (!item) return undefined;
  const trusted = self.marks.length === 0 && item.marks.length > 0;
  const outside = trusted && namesPrototypes(m, self) ? clearsOf(item, POLLUTION) : [];
  const own = trusted ? clearsOf(item, ALL) : ownKeyClears(self, item);
  return { ...marked([], 'boolean'), facts: item.marks.length > 0 ? facts(own, outside) : undefined };
};

function keysOf(m: Machine, self: Value): Value | undefined {
  if (!isMap(self)) return undefined;
  if (self.marks.length > 0) return arrayLike(m, namesIn(m, self));
  const names = objectsOf(self).flatMap((object) =>
    [...object.cells.keys()].filter((key) => key !== ITEMS && key !== REST && key !== COPIED),
  );
  const copied = objectsOf(self).flatMap((object) => {
    const cell = object.cells.get(COPIED);
    return (cell && m.state.get(cell)) ?? [];
  });
  if (copied.length > 0)
    return arrayLike(m, joinAll([...names.map(constant), ...copied.map((one) => namesIn(m, one))]));
  return arrayOf(m, names.map(constant));
}

const values: Method = (m, self, _args, expr) =>
  isMap(self)
    ? arrayLike(m, isSentList(self) ? elementOf(m, self, expr.span) : entryOf(m, self, expr.span))
    : undefined;
/** Of what a request can hold inside, only lists have entries, and those are numbered. */
const isSentList = (self: Value): boolean =>
  objectsOf(self).some((object) => object.ambient !== undefined) &&
  self.marks.every(({ identity }) => !isWholeOf(identity));
const entries: Method = (m, self, _args, expr) => {
  if (!isMap(self)) return undefined;
  const isList = isSentList(self);
  const key = self.marks.length > 0 && !isList ? namesIn(m, self) : UNKNOWN;
  return arrayLike(m, arrayOf(m, [key, isList ? elementOf(m, self, expr.span) : entryOf(m, self, expr.span)]));
};

const update: Method = (m, self, args) => {
  if (!isMap(self) || !m.at.dialect.hasDictionaries) return undefined;
  for (const object of objectsOf(self)) {
    if (args.positional[0]) copyInto(m, object, args.positional[0].value);
    for (const [key, arg] of args.named) writeKey(m, self, key, arg.value);
  }
  return UNDEFINED;
};

const popped: Method = (m, self, args, expr) =>
  m.at.dialect.hasDictionaries && isMap(self) && args.positional.length > 0 ? get(m, self, args, expr) : undefined;
const copy: Method = (m, self) => (isMap(self) && m.at.dialect.hasDictionaries ? self : undefined);

export const MAP_METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['get', get],
  ['getlist', list],
  ['getAll', list],
  ['getall', list],
  ['getone', get],
  ['pop', popped],
  ['setdefault', get],
  ['set', set],
  ['add', add],
  ['has', has],
  ['hasOwnProperty', has],
  ['__contains__', has],
  ['keys', (m, self) => keysOf(m, self)],
  ['values', values],
  ['items', entries],
  ['entries', entries],
  ['update', update],
  ['copy', copy],
  ['dict', copy],
  ['model_dump', copy],
  ['to_dict', copy],
]);
export const objectKeys = keysOf;
