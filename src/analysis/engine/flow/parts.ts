import type { Shape } from '../../../knowledge/flow/schemas';
import type { Span } from '../../read/ir';
import type { Machine } from './machine';
import type { Mark } from './mark';
import type { Value } from './value';
import { reanchor } from './handed-in';

/** Parts of what was sent. */

const HOST_PARTS = new Set(['host', 'hostname', 'origin', 'netloc', 'protocol', 'scheme']);

/** Items and pieces are called what they are taken from. */
const UNNAMED = /^(?:\d+|\[\]|\{\}|\{name\}|piece|opening|match|part|same \d+|cut at [\s\S]*)$/;

/** Of a closed record nothing comes back that was not declared. */
export function shapeOf(shape: Shape | undefined, property: string): Shape | 'none' | undefined {
  if (shape?.kind === 'list') return shape.item;
  if (shape?.kind !== 'object' || UNNAMED.test(property)) return undefined;
  return shape.fields.get(property) ?? (shape.closed ? 'none' : undefined);
}

/** `field`: it is a field of what was sent, not a piece of a text. */
export function part(m: Machine, mark: Mark, property: string, field = false): Mark {
  if (mark.origin.kind === 'header' && /^referr?er$/i.test(property))
    return part(m, { ...mark, origin: { ...mark.origin, kind: 'referrer' } }, property, field);
  return {
    ...mark,
    identity: m.identity(mark.identity, property, HOST_PARTS.has(property), field && !UNNAMED.test(property)),
    name: UNNAMED.test(property) ? mark.name : property,
  };
}

/** A piece of outside text or data without a shape of its own. */
export function partOf(m: Machine, value: Value, property: string, span: Span): Value {
  return reanchor({ refs: [], marks: value.marks.map((mark) => part(m, mark, property)) }, m.at.file, span);
}
