import { writeKey } from './collections';
import { STRUCTURED } from '../../../knowledge/flow/families';
import type { Span } from '../../read/ir';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { constant, mapMarks, marked, reference, single, UNKNOWN, type Value } from './value';

/** The positional argument at a place. */
export const argumentAt = (args: Arguments, index: number): Value => args.positional[index]?.value ?? UNKNOWN;

/** A value as a text: what it was made of is gone. */
export function text(value: Value): Value {
  const known = single(value);
  if (typeof known === 'string' || typeof known === 'number') return constant(String(known));
  return {
    ...mapMarks(value, (mark) => ({ ...mark, bits: mark.bits & ~STRUCTURED })),
    refs: [],
    consts: undefined,
    scalar: 'string',
  };
}

export function isError(value: Value): boolean {
  return value.refs.some((ref) => ref.kind === 'external' && (ref.path === '@error' || ref.path === '@failure'));
}
/**
 * What an exception of any kind says of itself; one that was expected by its name says what its author meant to say.
 */
export function spoken(m: Machine, error: Value, span: Span | undefined): Value | undefined {
  const any = error.refs.some((ref) => ref.kind === 'external' && ref.path === '@error');
  return any && span ? { ...marked(m.source('error-text', span).marks, 'string') } : undefined;
}

export function objectFrom(m: Machine, element: Value | undefined): Value {
  const object = m.object('object');
  const value = reference({ kind: 'object', object });
  if (element && (element.marks.length > 0 || element.refs.length > 0 || element.consts))
    writeKey(m, value, undefined, element);
  return value;
}
