import { humanize } from './words';

/** Without case, and with blanks, underscores and hyphens as one. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();

export const same = (a: string, b: string): boolean => plain(a) === plain(b);
export const has = (list: readonly string[], item: string): boolean => list.some((other) => same(other, item));
export const minus = (list: readonly string[], item: string): string[] => list.filter((other) => !same(other, item));

/** A value already written as a phrase is left as it is; an identifier is made readable. */
export function phrase(value: string): string {
  if (/\s/.test(value)) return value.charAt(0).toUpperCase() + value.slice(1);
  return /^[A-Z]/.test(value) ? value : humanize(value);
}
