import type { Sayable } from '../messages/say';

/** Names and ids made of words, and their order. */

/** Lower-case words joined by dashes, at most `max` characters, cut at a word. */
export function kebab(text: string, max = 60): string {
  const whole = text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (whole.length <= max) return whole === '' ? 'unnamed' : whole;
  const cut = whole.slice(0, max);
  return cut.slice(0, Math.max(cut.lastIndexOf('-'), max / 2)).replace(/-+$/, '');
}

/** Lower-case words joined by underscores, the form of crown jewel ids. */
export function snake(text: string): string {
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return words === '' ? 'application_data' : words.slice(0, 60);
}

/** Words of an identifier or a path, lower case: `bankAccount_no` gives bank, account, no. */
export function words(identifier: string): string[] {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

export function byText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

/** Each text once. What is said is the same when it is said of the same: nothing else may come along. */
export const eachOnce = (texts: readonly Sayable[]): Sayable[] => [
  ...new Map(texts.map((text) => [JSON.stringify(text), text])).values(),
];

/** Whether two texts are the same: what is said of the same is. */
export const isSame = (left: Sayable, right: Sayable): boolean => JSON.stringify(left) === JSON.stringify(right);
