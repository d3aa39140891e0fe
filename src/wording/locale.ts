/** The language of everything in this folder: lists, numbers and plurals follow it. */
const LOCALE = 'en-GB';

const LISTS = {
  and: new Intl.ListFormat(LOCALE, { type: 'conjunction' }),
  or: new Intl.ListFormat(LOCALE, { type: 'disjunction' }),
};
const PLURALS = new Intl.PluralRules(LOCALE);
const NUMBERS = new Intl.NumberFormat(LOCALE);

/** `a`, `a and b`, `a, b and c`. */
export const all = (items: readonly string[], word: keyof typeof LISTS = 'and'): string => LISTS[word].format(items);

/** The same of at most so many different ones; the others are counted. */
export function allUpTo(most: number, items: readonly string[], word: keyof typeof LISTS = 'and'): string {
  const unique = [...new Set(items)];
  if (unique.length <= most) return all(unique, word);
  return all([...unique.slice(0, most - 1), `${number(unique.length - most + 1)} more`], word);
}

/** `1,234`. */
export const number = (value: number): string => NUMBERS.format(value);

/** `1 route`, `3 routes`, `2 libraries`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${number(value)} ${PLURALS.select(value) === 'one' ? one : many}`;
