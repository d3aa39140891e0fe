import { deepMarks } from './collections';
import type { Machine } from './machine';
import { type Value } from './value';

/** A container is printed with all that is in it. */
export function printed(m: Machine, value: Value): Value {
  return value.marks.length === 0 && value.refs.length > 0 ? { ...value, marks: deepMarks(m, value) } : value;
}
