import type { Span } from '../../read/ir';
import { ALL, bits } from '../../../knowledge/flow/families';
import { ANYTHING, type Shape } from '../../../knowledge/flow/schemas';
import { sentIn } from './sent-in';
import { ITEM, SAME } from './identities';
import type { Machine } from './machine';
import type { Identity } from './mark';
import type { Clear, Value } from './value';

/** What a validation that passed says about the data it looked at. */

const MASS = bits('mass-assignment');
const MAX_DEPTH = 5;

/** Families ruled out for the data as a whole: what none of its parts can do any more. */
function wholeClears(shape: Shape, depth = 0): number {
  if (depth > MAX_DEPTH) return 0;
  switch (shape.kind) {
    case 'value':
      return shape.clears;
    case 'list':
      return wholeClears(shape.item, depth + 1) & ~MASS;
    case 'object': {
      if (!shape.closed) return 0;
      const inner =
        shape.fields.size === 0
          ? 0
          : [...shape.fields.values()].reduce((mask, field) => mask & wholeClears(field, depth + 1), ALL);
      return inner | MASS;
    }
  }
}

/** What is ruled out for the data in `value`, and for each of its named parts, once it has the shape. */
export function clearsOfShape(m: Machine, value: Value, shape: Shape, span: Span, depth = 0): Clear[] {
  if (depth > MAX_DEPTH) return [];
  const own = value.marks.flatMap((mark) => clearsAt(m, mark.identity, shape, depth));
  if (shape.kind !== 'object') return own;
  const inner = [...shape.fields].flatMap(([name, field]) =>
    value.refs.flatMap((ref) => {
      if (ref.kind === 'object' && !ref.object.ambient) {
        const cell = ref.object.cells.get(name);
        const held = cell && m.state.get(cell);
        return held ? clearsOfShape(m, held, field, span, depth + 1) : [];
      }
      // A request is validated through its parts.
      if (ref.kind === 'external' && ref.path.startsWith('@') && value.marks.length === 0)
        return clearsOfShape(m, m.member({ refs: [ref], marks: [] }, name, span), field, span, depth + 1);
      return [];
    }),
  );
  return [...own, ...inner];
}

function clearsAt(m: Machine, identity: Identity, shape: Shape, depth: number): Clear[] {
  if (depth > MAX_DEPTH) return [];
  const mask = wholeClears(shape);
  const own: Clear[] = mask === 0 ? [] : [{ identity, bits: mask }];
  if (shape.kind === 'list') return [...own, ...clearsAt(m, m.identity(identity, ITEM), shape.item, depth + 1)];
  if (shape.kind === 'object')
    return [
      ...own,
      ...[...shape.fields].flatMap(([name, field]) =>
        clearsAt(m, m.identity(identity, name, false, true), field, depth + 1),
      ),
    ];
  return own;
}

/** The same without a say on unknown keys: what a check that drops keys from its result establishes for its input. */
export function withoutMass(clears: readonly Clear[]): Clear[] {
  return clears.map((clear) => ({ ...clear, bits: clear.bits & ~MASS })).filter((clear) => clear.bits !== 0);
}

/** Data that passed one of several schemas. */
export function eitherShape(shapes: readonly Shape[]): Shape {
  const [first, ...others] = shapes;
  if (!first) return ANYTHING;
  if (others.length === 0) return first;
  const objects = shapes.flatMap((shape) => (shape.kind === 'object' ? [shape] : []));
  if (objects.length === shapes.length) return eitherObject(objects);
  return { kind: 'value', clears: shapes.reduce((mask, shape) => mask & wholeClears(shape), ALL) };
}

type ObjectShape = Extract<Shape, { kind: 'object' }>;

/** A key that some do not declare is refused by those that are closed, and anything in the others. */
function eitherObject(shapes: readonly ObjectShape[]): Shape {
  const fields = new Map<string, Shape>();
  for (const name of new Set(shapes.flatMap((shape) => [...shape.fields.keys()])))
    fields.set(
      name,
      eitherShape(shapes.flatMap((shape) => shape.fields.get(name) ?? (shape.closed ? [] : [ANYTHING]))),
    );
  return { kind: 'object', fields, closed: shapes.every((shape) => shape.closed) };
}

/** Data that passed all of several schemas: each gives its part. */
export function everyShape(shapes: readonly Shape[]): Shape {
  const objects = shapes.flatMap((shape) => (shape.kind === 'object' ? [shape] : []));
  if (objects.length < shapes.length || objects.length === 0)
    return { kind: 'value', clears: shapes.reduce((mask, shape) => mask | wholeClears(shape), 0) };
  const fields = new Map<string, Shape>();
  for (const shape of objects)
    for (const [name, field] of shape.fields) {
      const before = fields.get(name);
      fields.set(name, before ? everyShape([before, field]) : field);
    }
  return { kind: 'object', fields, closed: objects.every((shape) => shape.closed) };
}

/** What a parser gives back: the data anew, with only what the schema lets through. */
export function parsed(m: Machine, given: Value, shape: Shape, span: Span): Value {
  const sent = given.marks.length === 0 ? sentIn(m, given) : undefined;
  const value = sent && sent.length > 0 ? m.ambient(sent) : given;
  if (value.marks.length === 0) {
    m.establish(clearsOfShape(m, value, shape, span), span);
    return value;
  }
  const marks = value.marks.map((mark) => ({ ...mark, identity: m.identity(mark.identity, `${SAME}${m.id()}`) }));
  const copy = m.ambient(marks, shape);
  m.establish(clearsOfShape(m, copy, shape, span), span);
  return copy;
}
