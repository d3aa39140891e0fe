import { NAMED_VALUES } from '../../../knowledge/flow/sources';
import type { Span } from '../../read/ir';
import { ENTRY, ITEM, NAME } from './identities';
import type { Machine } from './machine';
import { admittedNames } from './admitted-names';
import { COPIED } from './cells';
import { ITEMS, REST, cellOf } from './cells';
import { partOf } from './parts';
import { isWholeOf, type Mark } from './mark';
import { type HeapObject, marked, type Primitive, reference, UNDEFINED, UNKNOWN, type Value } from './value';
import { join, joinAll, joinMarks } from './join';

const MAX_ITEMS = 40;
const MAX_DEPTH = 4;
const EMPTY_ITEMS: Value = { refs: [], marks: [], items: [] };

export function arrayOf(m: Machine, items: readonly Value[]): Value {
  const object = m.object('array');
  if (items.length > MAX_ITEMS) m.state.set(cellOf(object, REST), joinAll(items));
  else m.state.set(cellOf(object, ITEMS), { ...EMPTY_ITEMS, items });
  return reference({ kind: 'object', object });
}
/** An array of unknown length with items of one kind. */
export function arrayLike(m: Machine, element: Value): Value {
  const object = m.object('array');
  m.state.set(cellOf(object, REST), element);
  return reference({ kind: 'object', object });
}

const NO_OBJECTS: readonly HeapObject[] = [];

export function objectsOf({ refs }: Value): readonly HeapObject[] {
  let found: HeapObject[] | undefined;
  for (const ref of refs) if (ref.kind === 'object') (found ??= []).push(ref.object);
  return found ?? NO_OBJECTS;
}

/** Items in order when they are all known. */
export function itemsOf(m: Machine, value: Value): readonly Value[] | undefined {
  const [object, ...others] = objectsOf(value);
  if (object?.shape !== 'array' || others.length > 0 || value.marks.length > 0) return undefined;
  const rest = object.cells.get(REST);
  if (rest && m.state.get(rest)) return undefined;
  const cell = object.cells.get(ITEMS);
  return cell && m.state.get(cell)?.items;
}

/** The names in a record of named values, as outside data: each is the name of some field. */
export function namesIn(m: Machine, value: Value): Value {
  const marks = value.marks.map((mark) => ({ ...mark, identity: m.identity(mark.identity, NAME) }));
  return marked(marks, 'string');
}

/** All that is sent in one way as named values. */
const isRecord = (value: Value): boolean =>
  value.marks.length > 0 &&
  objectsOf(value).some((object) => object.ambient !== undefined) &&
  value.marks.every(({ origin, identity }) => NAMED_VALUES.has(origin.kind) && isWholeOf(identity));

/** Names and values, as pairs. */
export function pairsIn(m: Machine, value: Value, span: Span): Value {
  return arrayOf(m, [namesIn(m, value), entryOf(m, value, span)]);
}

/** What a loop over the value gets: of a record of named values its names, or names with values. */
export function iterated(m: Machine, value: Value, span: Span): Value {
  if (!isRecord(value)) return elementOf(m, value, span);
  return m.at.dialect.hasDictionaries ? namesIn(m, value) : pairsIn(m, value, span);
}

/** Any value of a record of named values. */
export function entryOf(m: Machine, value: Value, span: Span): Value {
  return elementOf(m, value, span, ENTRY);
}

/** There may be none. */
const unsure = (value: Value): Value => (value.sure ? { ...value, sure: undefined } : value);

/** Any item, or any property value. */
export function elementOf(m: Machine, value: Value, span: Span, part = ITEM): Value {
  const found: Value[] = [];
  for (const object of objectsOf(value)) heldIn(m, object, part, span, found);
  if (found.length === 0 && value.marks.length > 0) return partOf(m, value, part, span);
  for (const ref of value.refs)
    if (ref.kind === 'external')
      found.push({ refs: [{ kind: 'external', path: `${ref.path}[]` }], marks: value.marks });
  return found.length === 0 ? UNKNOWN : unsure(joinAll(found.slice(0, 60)));
}

function heldIn(m: Machine, object: HeapObject, part: string, span: Span, found: Value[]): void {
  m.charge(object.cells.size);
  if (object.ambient) found.push(m.member({ refs: [{ kind: 'object', object }], marks: [] }, part, span));
  for (const [key, cell] of object.cells) {
    // A member of what was sent that was merely read before is one of its items, as any other.
    const held = object.ambient ? cell.value : m.state.get(cell);
    if (!held) continue;
    if (key === COPIED) found.push(elementOf(m, held, span, ENTRY));
    else if (key === ITEMS && held.items) found.push(...held.items);
    else if (!object.ambient || (key !== ITEM && key !== ENTRY)) found.push(held);
  }
}

export function readIndex(m: Machine, object: Value, key: Value, span: Span): Value {
  const index = key.consts && key.refs.length === 0 && key.marks.length === 0 ? key.consts : undefined;
  if (!index) {
    const named = key.marks.some(({ identity }) => identity.any === 'name');
    const element = elementOf(m, object, span, named ? ENTRY : ITEM);
    return { ...element, consts: undefined };
  }
  return joinAll(index.map((one) => readConstantIndex(m, object, one, span)));
}

function readConstantIndex(m: Machine, object: Value, key: Primitive, span: Span): Value {
  if (typeof key === 'number') {
    const items = itemsOf(m, object);
    if (items) return items[key < 0 ? items.length + key : key] ?? UNDEFINED;
    const text = object.consts?.length === 1 && object.marks.length === 0 ? object.consts[0] : undefined;
    if (typeof text === 'string') return charAt(text, key);
    if (objectsOf(object).some((one) => one.shape === 'array')) return placed(m, elementOf(m, object, span), key);
  }
  return m.member(object, String(key), span);
}
/** Of a text that was cut up, the first piece can be all of it; the others follow something. */
function placed(m: Machine, item: Value, index: number): Value {
  if (index <= 0 || item.marks.every(({ identity }) => identity.cut === undefined)) return item;
  return {
    ...item,
    marks: item.marks.map((mark) => ({
      ...mark,
      identity: mark.identity.cut === undefined ? mark.identity : m.identity(mark.identity, 'piece'),
    })),
  };
}

function charAt(text: string, index: number): Value {
  const char = text.at(index);
  return char === undefined ? UNDEFINED : { consts: [char], refs: [], marks: [], text: char, scalar: 'string' };
}

/** `object[key] = value` or `object.key = value`. */
export function writeKey(m: Machine, object: Value, key: string | undefined, value: Value): void {
  for (const target of objectsOf(object)) {
    if (target.shape === 'array' && key !== undefined && /^-?\d+$/.test(key)) writeItem(m, target, Number(key), value);
    else if (key === undefined) weaken(m, target, value);
    else m.state.set(cellOf(target, key), value);
  }
}

function writeItem(m: Machine, target: HeapObject, at: number, value: Value): void {
  const cell = cellOf(target, ITEMS);
  const items = m.state.get(cell)?.items;
  const index = items && at < 0 ? items.length + at : at;
  if (items && index >= 0 && index <= items.length && index < MAX_ITEMS) {
    const next = [...items];
    next[index] = value;
    m.state.set(cell, { ...EMPTY_ITEMS, items: next });
  } else weaken(m, target, value);
}

/** Something is put in at an unknown place. */
export function weaken(m: Machine, target: HeapObject, value: Value): void {
  const cell = cellOf(target, REST);
  const before = m.state.get(cell);
  const items = target.cells.get(ITEMS);
  const known = items && m.state.get(items)?.items;
  if (items && known) m.state.set(items, { refs: [], marks: [] });
  m.state.set(cell, joinAll([value, ...(before ? [before] : []), ...(known ?? [])]));
}

export function append(m: Machine, array: Value, values: readonly Value[], atFront = false): void {
  for (const target of objectsOf(array)) {
    const cell = cellOf(target, ITEMS);
    const items = m.state.get(cell)?.items;
    if (items && items.length + values.length <= MAX_ITEMS)
      m.state.set(cell, { ...EMPTY_ITEMS, items: atFront ? [...values, ...items] : [...items, ...values] });
    else if (values.length > 0) weaken(m, target, joinAll(values));
  }
}

export function setItems(m: Machine, array: Value, items: readonly Value[]): void {
  for (const target of objectsOf(array))
    if (target.shape === 'array') m.state.set(cellOf(target, ITEMS), { ...EMPTY_ITEMS, items });
}

const MAX_OBJECTS = 40;

/** Asked of nearly every value, so it makes nothing. */
function holdsObjects({ refs }: Value): boolean {
  for (let at = 0; at < refs.length; at++) {
    const ref = refs[at];
    if (ref?.kind === 'object' && !ref.object.ambient) return true;
  }
  return false;
}

/** Marks of the value and of everything in it, a few levels down. */
export function deepMarks(m: Machine, value: Value, levels = MAX_DEPTH, known?: Set<HeapObject>): readonly Mark[] {
  let marks = value.marks;
  if (levels <= 0 || !holdsObjects(value)) return marks;
  const seen = known ?? new Set<HeapObject>();
  for (const ref of value.refs) {
    if (ref.kind !== 'object' || ref.object.ambient || seen.has(ref.object) || seen.size > MAX_OBJECTS) continue;
    seen.add(ref.object);
    marks = withHeld(m, ref.object, marks, levels, seen);
  }
  return marks;
}

function withHeld(
  m: Machine,
  { cells }: HeapObject,
  before: readonly Mark[],
  levels: number,
  seen: Set<HeapObject>,
): readonly Mark[] {
  let marks = before;
  let count = 0;
  for (const [key, cell] of cells) {
    if (count++ > MAX_ITEMS) break;
    const held = m.state.get(cell);
    if (!held) continue;
    if (key === ITEMS)
      for (const item of held.items ?? []) marks = joinMarks(marks, deepMarks(m, item, levels - 1, seen));
    else marks = joinMarks(marks, deepMarks(m, held, levels - 1, seen));
  }
  return marks;
}

/** Copies the properties of `from` into `to`, as spread and `Object.assign` do. */
export function copyInto(m: Machine, to: HeapObject, from: Value): void {
  for (const object of objectsOf(from)) {
    m.charge(object.cells.size);
    for (const [key, cell] of object.cells) {
      const held = m.state.get(cell);
      if (held && key === COPIED) addSource(m, to, held);
      else if (held) m.state.set(cellOf(to, key), held);
    }
    if (object.ambient) copyAmbient(m, to, object);
  }
  if (from.marks.length > 0 && objectsOf(from).length === 0) weaken(m, to, { refs: [], marks: from.marks });
}
/** Whatever was sent is there under its name, also in the place of what was there before. */
function copyAmbient(m: Machine, to: HeapObject, object: HeapObject): void {
  const from = reference({ kind: 'object', object });
  const span = object.ambient?.marks[0]?.origin.span ?? { line: 1, column: 0, endLine: 1, endColumn: 0 };
  for (const [key, cell] of to.cells) {
    const held = key.startsWith('#') || object.cells.has(key) ? undefined : m.state.get(cell);
    if (held && object.admits?.(key) !== false) m.state.set(cell, join(held, m.member(from, key, span)));
  }
  addSource(m, to, { ...from, marks: object.ambient?.marks ?? [] });
}

/** Names that are not the object's own are looked up in what was copied into it. */
function addSource(m: Machine, to: HeapObject, from: Value): void {
  const cell = cellOf(to, COPIED);
  const before = m.state.get(cell);
  m.state.set(cell, before ? join(before, from) : from);
}

/**
 * `copy[name] = value`, where the name and the value belong together in a record of named values from outside: every
 * name that gets there holds in the copy what it held in the record.
 */
export function copyEntry(m: Machine, to: Value, key: Value, value: Value): boolean {
  const names = new Set(key.marks.map(({ identity }) => (identity.any === 'name' ? identity.parent : undefined)));
  const whole = value.marks.flatMap((mark) => {
    const { any, parent } = mark.identity;
    return any === 'value' && parent && names.has(parent) && mark.before === '' ? [{ ...mark, identity: parent }] : [];
  });
  if (whole.length === 0 || whole.length < value.marks.length) return false;
  const ambient: Value = { refs: [], marks: whole };
  const object = m.object('object', { ambient, admits: admittedNames(m.state.passed, key) });
  m.sawOutside();
  for (const target of objectsOf(to)) addSource(m, target, { refs: [{ kind: 'object', object }], marks: whole });
  return true;
}
