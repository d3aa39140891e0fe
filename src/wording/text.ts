import { allUpTo, counted } from './locale';

/** Small helpers for sentences. */

/** `a`, `a and b`, `a, b and c`; what is beyond `max` is counted. */
export const listed = (items: readonly string[], max = 4): string => allUpTo(max, items);

/** `1 route`, `3 routes`, `2 libraries`. */
export const count = counted;

export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]+(?![A-Za-z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

/** At most `max` characters, cut at a word. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > max / 2 ? space : max - 1).trimEnd()}…`;
}

/** A text of at most `max` characters on one line. */
export function cut(value: string, max: number): string {
  const line = value.replace(/\s+/g, ' ').trim();
  return line.length > max ? `${line.slice(0, max - 1).trimEnd()}…` : line;
}

/** A sentence as part of another one: without its full stop. */
export const clause = (text: string): string => (text.endsWith('.') ? text.slice(0, -1) : text);

/** Sentences one after the other; an empty one is none. */
export const together = (texts: readonly string[]): string => texts.filter((text) => text !== '').join(' ');

/** Ends in a full stop, exactly one. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
