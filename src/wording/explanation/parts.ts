import { allUpTo } from '../locale';
import type { CodeSpan } from '../../artifacts/code-span';

/** A sentence, and what belongs below it. Names and code of the folder stand between backticks. */
export interface Line {
  text: string;
  /** The place it speaks of. */
  at?: { file: string; line: number };
  under?: Line[];
}

/** A headline and what it is about. */
export interface Section {
  title: string;
  lines: Line[];
}

export const line = (text: string, at?: CodeSpan | { file: string; line: number }, under: Line[] = []): Line => ({
  text,
  ...(at ? { at: { file: at.file, line: at.line } } : {}),
  ...(under.length > 0 ? { under } : {}),
});

export const placeWords = ({ file, line: at }: { file: string; line: number }): string => `${file}:${at}`;

/** Code of the folder between backticks: what is one itself is left out of it. */
const MOST_CODE = 120;
export const quoted = (code: string): string => quotedUpTo(MOST_CODE, code);

export function quotedUpTo(most: number, code: string): string {
  const flat = code.replace(/\s+/g, ' ').replaceAll('`', "'").trim();
  return `\`${flat.length > most ? `${flat.slice(0, most - 1)}…` : flat}\``;
}

/** `a`, `a and b`, `a, b and c`; beyond `most` the rest is counted. */
export const allOf = (items: readonly string[], word: 'and' | 'or' = 'and', most = 6): string =>
  allUpTo(most, items, word);

/** A function by its name; many have none. */
export const functionWords = (name: string): string =>
  name === '' || /^[<(]|anonymous/.test(name) ? 'a function without a name' : quoted(name);

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
