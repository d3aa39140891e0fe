import { type Value, HOLE } from './value';

/** What is known of a value as a text. */

/** The value as text: what is known of it, or a hole. */
export function textOf(value: Value): string {
  return value.text ?? HOLE;
}
