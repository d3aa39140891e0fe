import type { Expr, Pattern } from '../../read/ir';
import { arrayLike, arrayOf, copyEntry, copyInto, elementOf, itemsOf, readIndex, writeKey } from './collections';
import type { Machine } from './machine';
import { functionObject, isVariable, writeName } from './names';
import { noteAssignment, noteDynamicWrite, noteSession } from './sinks';
import { constant, mapMarks, reference, singleString, UNKNOWN, type Value } from './value';
import { ADDRESS_OBJECTS, SERVER_PARTS } from '../../../knowledge/flow/addresses';
import { join, joinMarks } from './join';
import { REMOTE_PLACE } from './family-bits';

/** Binds or writes `value` to a pattern. */
export function assign(m: Machine, target: Pattern, value: Value, declare: boolean): void {
  switch (target.kind) {
    case 'bind':
      if (!declare && !isVariable(m, target.name)) noteAssignment(m, UNKNOWN, '', target.name, value, target.span);
      return writeName(m, target.name, m.step(value, target.span), declare);
    case 'place':
      return writePlace(m, target.expr, value);
    case 'withDefault':
      return assign(m, target.target, withFallback(m, value, target.fallback), declare);
    case 'objectPattern':
      return destructureObject(m, target, value, declare);
    case 'arrayPattern':
      return destructureArray(m, target, value, declare);
  }
}

export function withFallback(m: Machine, value: Value, fallback: Expr): Value {
  const missing =
    value.consts?.every((one) => one === undefined) === true && value.refs.length === 0 && value.marks.length === 0;
  if (missing) return m.evaluate(fallback);
  if (value.consts && !value.consts.includes(undefined)) return value;
  return join(value, m.evaluate(fallback));
}

function writePlace(m: Machine, expr: Expr, value: Value): void {
  if (expr.kind === 'member') {
    const object = m.evaluate(expr.object);
    noteAssignment(m, object, expr.property, undefined, value, expr.span);
    writeMember(m, object, expr.property, m.step(value, expr.span));
    if (expr.object.kind === 'name') renameServer(m, expr.object.name, object, expr.property, value);
  } else if (expr.kind === 'index') {
    const object = m.evaluate(expr.object);
    const key = m.evaluate(expr.index);
    noteDynamicWrite(m, expr, object, key, value);
    noteSession(m, object, key, value, expr.span);
    const known = key.consts?.length === 1 && key.marks.length === 0 ? String(key.consts[0]) : undefined;
    if (known !== undefined) noteAssignment(m, object, known, undefined, value, expr.span);
    const held = m.step(value, expr.span);
    if (known !== undefined || !copyEntry(m, object, key, held)) writeMember(m, object, known, held);
  } else m.evaluate(expr);
}

/** `url.hostname = 'eu.example.net'`: from here on the address leads to the server that is written into it. */
function renameServer(m: Machine, name: string, address: Value, part: string, server: Value): void {
  const isAddress = address.refs.some((ref) => ref.kind === 'external' && ADDRESS_OBJECTS.test(ref.path));
  if (!isAddress || !SERVER_PARTS.has(part)) return;
  const settled = mapMarks(address, (mark) => ({ ...mark, bits: mark.bits & ~REMOTE_PLACE }));
  writeName(m, name, { ...settled, marks: joinMarks(settled.marks, server.marks) }, false);
}

/** Where members are kept that are written to a function or a class. */
function homeOf(ref: Value['refs'][number]): string | undefined {
  if (ref.kind === 'function') return ref.node.key;
  return ref.kind === 'class' ? ref.cls.key : undefined;
}

function writeMember(m: Machine, object: Value, key: string | undefined, value: Value): void {
  writeKey(m, object, key, value);
  for (const ref of object.refs) {
    const home = homeOf(ref);
    if (home !== undefined) writeKey(m, functionObject(m, home), key, value);
  }
}

function destructureObject(
  m: Machine,
  target: Extract<Pattern, { kind: 'objectPattern' }>,
  value: Value,
  declare: boolean,
): void {
  for (const property of target.properties) {
    const key = property.key ?? (property.computed && singleString(m.evaluate(property.computed)));
    let held = key === undefined ? elementOf(m, value, target.span) : m.member(value, key, property.target.span);
    if (property.fallback) held = withFallback(m, held, property.fallback);
    assign(m, property.target, held, declare);
  }
  if (target.rest) {
    const object = m.object('object');
    copyInto(m, object, value);
    assign(m, target.rest, value.marks.length > 0 ? value : reference({ kind: 'object', object }), declare);
  }
}

function destructureArray(
  m: Machine,
  target: Extract<Pattern, { kind: 'arrayPattern' }>,
  value: Value,
  declare: boolean,
): void {
  target.items.forEach((item, at) => {
    if (item) assign(m, item, readIndex(m, value, constant(at), target.span), declare);
  });
  if (target.rest) {
    const items = itemsOf(m, value);
    assign(
      m,
      target.rest,
      items ? arrayOf(m, items.slice(target.items.length)) : arrayLike(m, elementOf(m, value, target.span)),
      declare,
    );
  }
}
