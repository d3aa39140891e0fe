import { LIBRARY_TEMPLATE } from '../../../knowledge/flow/sink-names';
import type { Expr, Property } from '../../read/ir';
import {
  arrayLike,
  arrayOf,
  copyEntry,
  copyInto,
  elementOf,
  iterated,
  itemsOf,
  objectsOf,
  readIndex,
  writeKey,
} from './collections';
import { noteMarkup } from './sinks';
import { sparedByCall } from './spared';
import type { Machine } from './machine';
import { textOf } from './text-of';
import { clearsOf, inFacts, settled, truthFacts } from './guards';
import { facts } from './check-facts';
import { concat } from './operators';
import { allYes } from './quantifiers';
import { isAlive } from './mark';
import { constant, marked, reference, text, UNKNOWN, type Value } from './value';
import { join, joinAll, joinMarks } from './join';
import { bits, hasFamily, STRUCTURED } from '../../../knowledge/flow/families';
import { leadsToPrototype, POLLUTION } from '../../../knowledge/flow/prototypes';

/** Expressions that make something of the values of others. */

/** Things one look-up may stand for. */
const MAX_KEYED = 12;

export type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

export function index(m: Machine, expr: Of<'index'>): Value {
  const object = m.evaluate(expr.object);
  const key = m.evaluate(expr.index);
  const value = readIndex(m, object, key, expr.span);
  // A table of constants looked up by outside data gives one of its constants.
  const looked =
    object.marks.length === 0 && value.marks.length === 0 && key.marks.length > 0
      ? { ...value, facts: foundFacts(object, key) }
      : value;
  // Going through an object's own keys leads to its own properties.
  const own = new Set(object.marks.map((mark) => mark.identity));
  const chosen = key.marks.filter(
    ({ bits: left, identity }) =>
      hasFamily(left & ~m.state.clearedBits(identity), 'prototype-pollution') &&
      !(identity.any === 'name' && identity.parent && own.has(identity.parent)),
  );
  return chosen.length > 0 && m.at.dialect.hasPrototypes
    ? { ...looked, refs: [{ kind: 'keyed' as const, marks: chosen }, ...looked.refs].slice(0, MAX_KEYED) }
    : looked;
}

/** Something under the key: it is one of the table's own. Nothing: it is none of them. */
function foundFacts(table: Value, key: Value): Value['facts'] {
  const found = inFacts(key, true);
  const listed = objectsOf(table).some((object) => [...object.cells.keys()].some(leadsToPrototype));
  return listed ? facts(found.whenTrue, clearsOf(key, POLLUTION)) : found;
}

export function slice(m: Machine, expr: Of<'slice'>): Value {
  const object = m.evaluate(expr.object);
  const [from, to, step] = expr.parts.map((part) => (part ? m.evaluate(part) : undefined));
  const known = [from, to].every((part) => part === undefined || typeof part.consts?.[0] === 'number') && !step;
  const start = from?.consts?.[0] as number | undefined;
  const end = to?.consts?.[0] as number | undefined;
  if (known && object.consts?.length === 1 && typeof object.consts[0] === 'string')
    return constant(object.consts[0].slice(start, end));
  const items = itemsOf(m, object);
  if (items) return known ? arrayOf(m, items.slice(start, end)) : arrayLike(m, joinAll(items));
  return { ...object, consts: undefined, text: undefined, facts: undefined };
}

export function template(m: Machine, expr: Of<'template'>): Value {
  const parts = expr.parts.map((part) => m.evaluate(part));
  if (expr.tag) return taggedTemplate(m, expr, parts);
  return parts.reduce((built, part) => concat(m, built, part), constant(''));
}

/** A tag gets the values apart from the text: libraries use that to bind parameters. */
function taggedTemplate(m: Machine, expr: Of<'template'>, parts: readonly Value[]): Value {
  const tag = expr.tag ? m.evaluate(expr.tag) : UNKNOWN;
  const values = parts.filter((_, at) => expr.parts[at]?.kind !== 'literal');
  const built = parts.reduce((whole, part) => concat(m, whole, part), constant(''));
  const positional = [{ value: UNKNOWN, span: expr.span }, ...values.map((value) => ({ value, span: expr.span }))];
  if (tag.refs.some((ref) => ref.kind === 'function')) return m.call(tag, { positional, named: new Map() }, expr.span);
  return expr.tag?.kind === 'member' &&
    expr.tag.property === 'raw' &&
    expr.tag.object.kind === 'name' &&
    expr.tag.object.name === 'String'
    ? built
    : {
        ...UNKNOWN,
        marks: built.marks.map((mark) =>
          sparedByCall(m, mark, bits('sql-injection', 'command-injection'), LIBRARY_TEMPLATE, expr.span),
        ),
      };
}

export function objectLiteral(m: Machine, expr: Of<'object'>): Value {
  const object = m.object('object');
  const value = reference({ kind: 'object', object });
  for (const property of expr.properties) writeProperty(m, value, object, property);
  return value;
}

function writeProperty(m: Machine, value: Value, object: Parameters<typeof copyInto>[1], property: Property): void {
  if (property.kind === 'spread') return copyInto(m, object, m.evaluate(property.value));
  const key = property.key ?? (property.computed && m.evaluate(property.computed).consts?.[0]?.toString());
  let held = m.evaluate(property.value);
  if (property.kind === 'method' || property.value.kind === 'function')
    held = {
      ...held,
      refs: held.refs.map((ref) => (ref.kind === 'function' && !ref.node.fn.arrow ? { ...ref, self: value } : ref)),
    };
  writeKey(m, value, key, property.kind === 'getter' ? UNKNOWN : m.step(held, property.span));
}

export function arrayLiteral(m: Machine, expr: Of<'array'>): Value {
  const items: Value[] = [];
  let open = false;
  for (const item of expr.items) {
    const value = m.evaluate(item);
    const spread = item.kind === 'spread' ? itemsOf(m, value) : undefined;
    if (item.kind !== 'spread') items.push(m.step(value, item.span));
    else if (spread) items.push(...spread);
    else {
      items.push(elementOf(m, value, item.span));
      open = true;
    }
  }
  return open ? arrayLike(m, joinAll(items)) : arrayOf(m, items);
}

export function comprehension(m: Machine, expr: Of<'comprehension'>): Value {
  // What the conditions say holds for the items that are taken, not for what comes after.
  const asked: Value[] = [];
  const copy = m.object('object');
  const { result, state } = m.branch(() => {
    for (const clause of expr.clauses) {
      const iterable = m.evaluate(clause.iterable);
      const item = iterated(m, iterable, clause.iterable.span);
      m.parts.assign(m, clause.target, item, true);
      for (const condition of clause.conditions) {
        const answer = m.evaluate(condition);
        m.assume(answer, truthFacts(answer), true, condition.span);
        if (item.marks.every((mark) => mark.loose)) asked.push(answer);
      }
    }
    const value = m.step(kept(m, m.evaluate(expr.element)), expr.element.span);
    if (!expr.key) return value;
    const key = m.evaluate(expr.key);
    const held = reference({ kind: 'object', object: copy });
    return copyEntry(m, held, key, value) ? UNKNOWN : join(value, marked(kept(m, key).marks));
  });
  m.state.absorb(state);
  // Where something was taken, what was asked of it was answered with yes.
  if (!expr.key) return { ...arrayLike(m, result), facts: allYes(asked) };
  if (result !== UNKNOWN) writeKey(m, reference({ kind: 'object', object: copy }), undefined, result);
  return reference({ kind: 'object', object: copy });
}

/** The value with what the checks of the present path have ruled out of it. */
export function kept(m: Machine, value: Value): Value {
  if (value.marks.length === 0) return value;
  const marks = value.marks.map((mark) => settled(m, mark)).filter(isAlive);
  return { ...value, marks };
}

export function element(m: Machine, expr: Of<'element'>): Value {
  const parts = expr.attributes.map((attribute) => {
    const value = m.evaluate(attribute.value);
    noteMarkup(m, expr.tag, attribute, value);
    return value;
  });
  for (const child of expr.children) parts.push(m.evaluate(child));
  // Markup escapes what is put into it.
  const marks = parts.reduce<Value['marks']>((all, part) => joinMarks(all, part.marks), []);
  return text(
    parts.length === 1 && parts[0] ? textOf(parts[0]) : '\uFFFC',
    marks.map((mark) => sparedByCall(m, mark, STRUCTURED | bits('cross-site-scripting'), `<${expr.tag}>`, expr.span)),
  );
}

export function others(m: Machine, parts: readonly Expr[]): Value {
  const values = parts.map((part) => m.evaluate(part));
  return marked(values.reduce<Value['marks']>((all, value) => joinMarks(all, value.marks), []));
}
