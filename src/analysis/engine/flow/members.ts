import type { MemberRow } from '../../../knowledge/flow/model';
import { SERVER_MADE } from '../../../knowledge/flow/uploads';
import type { ClassMember, Span } from '../../read/ir';
import type { ClassNode } from '../link/definitions';
import { COPIED } from './cell-names';
import type { Machine } from './machine';
import { externalBases } from './class-shapes';
import { assumeCleaned, cleanedBy } from './dto';
import { findMember } from './class-members';
import { definitionsToValue, functionObject } from './names';
import {
  Cell,
  constant,
  external,
  isWholeOf,
  marked,
  type HeapObject,
  type Mark,
  type Ref,
  reference,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from './value';
import { join } from './join';
import { handedIn, recordIn, reanchor } from './handed-in';
import { part, partOf, shapeOf } from './parts';
import { withDoubt } from './check-facts';
import { FOLDER } from './identities';
import { sparedByCall } from './spared';

/** Members of a text that say nothing of its content. */
const CONTENTLESS = new Set(['length', 'size', 'byteLength', 'count']);
export const ITEMS = '#items';
export const REST = '#rest';

/** What a framework hands to handlers as the request. */
const REQUEST = /^@\w*req$/;

/** `object.property`, over everything `object` can be. */
export const readMember = (m: Machine, object: Value, property: string, span: Span): Value =>
  withDoubt(heldIn(m, object, property, span), object);

function heldIn(m: Machine, object: Value, property: string, span: Span): Value {
  let found: Value | undefined;
  for (const ref of object.refs) {
    const value = memberOf(m, ref, property, span, object);
    if (value) found = found ? join(found, value) : value;
  }
  if (found) return found;
  if (object.marks.length > 0 && !CONTENTLESS.has(property)) return partOf(m, object, property, span);
  if (property === 'length' && typeof object.consts?.[0] === 'string' && object.consts.length === 1)
    return constant(object.consts[0].length);
  return UNKNOWN;
}

function memberOf(m: Machine, ref: Ref, property: string, span: Span, whole: Value): Value | undefined {
  switch (ref.kind) {
    case 'object':
      return objectMember(m, ref.object, property, span, 0);
    case 'external':
      return externalMember(m, ref.path, property, span, whole);
    case 'module':
      return moduleMember(m, ref.file, property);
    case 'class':
      return staticMember(m, ref.cls, property, span) ?? objectMember(m, statics(m, ref.cls.key), property, span, 0);
    case 'function':
      if (property === 'prototype') return prototypeOf(m, ref.node.key);
      return (
        objectMember(m, statics(m, ref.node.key), property, span, 0) ??
        // A module that is a function is its own default to whoever imports it in the other form.
        (property === 'default' ? reference(ref) : undefined)
      );
    default:
      return undefined;
  }
}

function statics(m: Machine, key: string): HeapObject {
  const [ref] = functionObject(m, key).refs;
  return ref?.kind === 'object' ? ref.object : m.object('object');
}

function prototypeOf(m: Machine, key: string): Value {
  const home = statics(m, key);
  const cell = cellOf(home, 'prototype');
  if (!cell.initial) {
    m.traces++;
    cell.initial = reference({ kind: 'object', object: m.object('object') });
  }
  return m.state.get(cell) ?? UNKNOWN;
}

export function cellOf(object: HeapObject, key: string): Cell {
  let cell = object.cells.get(key);
  if (!cell) object.cells.set(key, (cell = new Cell(object.id)));
  return cell;
}

function objectMember(m: Machine, object: HeapObject, property: string, span: Span, depth: number): Value | undefined {
  const own = object.cells.get(property);
  const held = own && m.state.get(own);
  if (held) return reanchor(held, m.at.file, span);
  if (object.ambient && !(CONTENTLESS.has(property) && isContent(object.ambient, property)))
    return ambientMember(m, object, property, span);
  if (object.shape === 'array') return property === 'length' ? lengthOf(m, object) : undefined;
  const fromClass = object.cls && instanceMember(m, object, object.cls, property, span);
  if (fromClass) return fromClass;
  const inherited = object.proto && depth < 8 ? objectMember(m, object.proto, property, span, depth + 1) : undefined;
  if (inherited) return bind(inherited, { refs: [{ kind: 'object', object }], marks: [] });
  return heldUnderAny(m, object, property, span);
}

/** What may be there under any name: what was put in under an unknown one, and what was copied from outside. */
function heldUnderAny(m: Machine, object: HeapObject, property: string, span: Span): Value | undefined {
  const [rest, copied] = [REST, COPIED].map((key) => {
    const cell = object.cells.get(key);
    return cell && m.state.get(cell);
  });
  if (!copied) return rest;
  const found = readMember(m, copied, property, span);
  return rest ? join(rest, found) : found;
}

/** A text or a file says how long it is; a record of named values may have one of that name. */
const isContent = (value: Value, property: string): boolean =>
  property === 'length' ||
  value.scalar === 'string' ||
  value.marks.some((mark) => !isWholeOf(mark.identity) || mark.origin.kind === 'file');

function lengthOf(m: Machine, object: HeapObject): Value {
  const items = object.cells.get(ITEMS);
  const known = items && m.state.get(items)?.items;
  return known ? constant(known.length) : UNKNOWN;
}

/** The place of a member that only exists because the whole object is outside data. */
function ambientMember(m: Machine, object: HeapObject, property: string, span: Span): Value {
  const shape = shapeOf(object.shaped, property);
  if (shape === 'none' || object.admits?.(property) === false) return UNDEFINED;
  const cell = cellOf(object, property);
  cell.initial = m.ambient(
    (object.ambient?.marks ?? [])
      .filter((mark) => m.at.dialect.uploadsKeepSentNames || mark.origin.kind !== 'file' || !SERVER_MADE.has(property))
      .map((mark) => part(m, mark, property, true)),
    shape,
  );
  return reanchor(cell.initial, m.at.file, span);
}

function externalMember(m: Machine, path: string, property: string, span: Span, whole: Value): Value | undefined {
  const model = m.at.models.memberModel(path, property);
  return (
    ofRoot(m, path, property, model) ??
    (model && modelled(m, path, property, model, span, whole)) ??
    ofUnknown(m, path, property, whole)
  );
}

/** What the registration of the handler says of the request. */
function ofRoot(m: Machine, path: string, property: string, model: MemberRow | undefined): Value | undefined {
  const { method, route } = m.root;
  if (property === 'method' && method !== undefined && REQUEST.test(path)) return constant(method);
  return model?.source && property === 'path' && route !== undefined ? constant(route) : undefined;
}

function modelled(
  m: Machine,
  path: string,
  property: string,
  model: MemberRow,
  span: Span,
  whole: Value,
): Value | undefined {
  if (model.source && model.path)
    return { ...external(model.path), marks: handedIn(m, model.path, model.source, span, property, true).marks };
  if (model.source) return handedIn(m, `${path}.${property}`, model.source, span, property, true);
  const within = model.part && recordIn(m, whole, property, model.part);
  if (within) return reanchor(within, m.at.file, span);
  if (model.folder) return { ...external(path), marks: whole.marks.map((mark) => inside(m, mark, FOLDER)) };
  if (model.clears !== undefined) return named(m, whole, `${path}.${property}`, model.clears, span);
  if (model.constant !== undefined) return constant(model.constant);
  return model.path ? external(model.path) : undefined;
}

/** A piece that is shown by the name of what it is a piece of. */
const inside = (m: Machine, mark: Mark, of: string): Mark => ({ ...part(m, mark, of, false), name: mark.name });

/** A text that an object of a library gives of itself. */
function named(m: Machine, whole: Value, path: string, clears: number, span: Span): Value {
  return marked(
    whole.marks.map((mark) => sparedByCall(m, inside(m, mark, path), clears, path, span)),
    'string',
  );
}

function ofUnknown(m: Machine, path: string, property: string, whole: Value): Value {
  if (property === 'default' && !path.startsWith('@')) return external(path);
  const marks = CONTENTLESS.has(property)
    ? []
    : whole.marks.map((mark) => part(m, mark, property, mark.identity.whole === true));
  return external(path.endsWith(`.${property}.${property}`) ? path : `${path}.${property}`, marks);
}

function moduleMember(m: Machine, file: string, property: string): Value {
  const definitions = m.program.member({ kind: 'module', file }, property);
  if (definitions.length > 0) return definitionsToValue(m, definitions);
  const cell = m.parts.runModule(m, file)?.vars.get(property);
  return (cell && m.state.get(cell)) ?? UNKNOWN;
}

function staticMember(m: Machine, cls: ClassNode, property: string, span: Span): Value | undefined {
  const definitions = m.program.member({ kind: 'class', cls }, property);
  if (definitions.length > 0) return definitionsToValue(m, definitions);
  for (const base of cls.cls.bases) {
    for (const path of m.program.externalPaths(base, cls.scope))
      return externalMember(m, path, property, span, UNKNOWN);
  }
  return undefined;
}

/** Methods, accessors and fields of the class, then of its bases. */
function instanceMember(
  m: Machine,
  object: HeapObject,
  cls: ClassNode,
  property: string,
  span: Span,
): Value | undefined {
  const self: Value = { refs: [{ kind: 'object', object }], marks: [] };
  const member = findMember(m, cls, property, 0);
  if (!member) return externalBase(m, cls, property, span);
  if (member.node) {
    const ref = { kind: 'function', node: member.node, self } as const;
    if (!member.getter) return reference(ref);
    return m.parts.invoke(m, ref, { positional: [], named: new Map() }, self, span);
  }
  return member.value ?? UNDEFINED;
}

function externalBase(m: Machine, cls: ClassNode, property: string, span: Span): Value | undefined {
  let found: Value | undefined;
  for (const path of externalBases(m.program, cls)) {
    const value = cleaned(m, cls, path, property, span);
    if (value) return value;
    if (m.at.models.memberModel(`${path}()`, property)) return externalMember(m, `${path}()`, property, span, UNKNOWN);
    found ??= externalMember(m, `${path}()`, property, span, UNKNOWN);
  }
  return found;
}

/** What a form or serializer of the program lets through. */
function cleaned(m: Machine, cls: ClassNode, path: string, property: string, span: Span): Value | undefined {
  const by = cleanedBy(path, property);
  if (!by) return undefined;
  const key = `${cls.key}.${property}`;
  const known = m.root.sources.has(key);
  const value = handedIn(m, key, by.source, span, property, true);
  if (known) return value;
  assumeCleaned(m, cls, value, span);
  for (const member of cls.cls.members)
    if (member.fn && member.name.startsWith(by.prefix)) runCleaner(m, cls, member, { ...by, value, property });
  return value;
}

interface Cleaned {
  value: Value;
  property: string;
  prefix: string;
  handed: boolean;
}

/** A method of the form that looks at one field: what it gives is the field's value. */
function runCleaner(m: Machine, cls: ClassNode, { name, fn, span }: ClassMember, cleaned: Cleaned): void {
  const node = fn && m.program.nodeOf(fn, cls.file);
  const [data] = cleaned.value.refs;
  if (!node || data?.kind !== 'object') return;
  const field = name.slice(cleaned.prefix.length);
  const object = m.object('instance', { cls });
  m.state.set(cellOf(object, cleaned.property), cleaned.value);
  const self: Value = reference({ kind: 'object', object });
  const given = cleaned.handed ? [{ value: m.member(cleaned.value, field, span), span }] : [];
  const answer = m.parts.invoke(m, { kind: 'function', node }, { positional: given, named: new Map() }, self, span);
  m.state.set(cellOf(data.object, field), answer);
}

function bind(value: Value, self: Value): Value {
  return { ...value, refs: value.refs.map((ref) => (ref.kind === 'function' ? { ...ref, self } : ref)) };
}
