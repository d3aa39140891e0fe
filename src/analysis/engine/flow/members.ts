import { SERVER_MADE } from '../../../knowledge/flow/uploads';
import type { Span } from '../../read/ir';
import type { ClassNode } from '../link/definitions';
import { cellOf, COPIED, ITEMS, REST } from './cells';
import { withDoubt } from './check-facts';
import { findMember } from './class-members';
import { externalBases } from './class-shapes';
import { cleaned } from './cleaned-fields';
import { CONTENTLESS, externalMember } from './external-members';
import { reanchor } from './handed-in';
import { join } from './join';
import type { Machine } from './machine';
import { isWholeOf } from './mark';
import { definitionsToValue, functionObject } from './names';
import { part, partOf, shapeOf } from './parts';
import { constant, type HeapObject, type Ref, reference, UNDEFINED, UNKNOWN, type Value } from './value';

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

function bind(value: Value, self: Value): Value {
  return { ...value, refs: value.refs.map((ref) => (ref.kind === 'function' ? { ...ref, self } : ref)) };
}
