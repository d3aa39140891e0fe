import { REDACTED } from '../safety/secrets/mark';
import { normalLines } from '../safety/text/normal-lines';
import type { LineRange } from './enums';

/** Line ends and trailing blanks do not make two quotes different. */
const normalise = (text: string): string =>
  normalLines(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();

/** Whether the parts of a quote follow each other in the text; what was redacted between them may be anything. */
function holdsInOrder(text: string, parts: string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return true;
}

export const isInside = (range: LineRange, totalLines: number): boolean =>
  range.start >= 1 && range.end >= range.start && range.end <= totalLines;

/** Whether `quote` stands in these lines of a file. An empty quote stands nowhere. */
export function isQuoted(lines: readonly string[], range: LineRange, quote: string): boolean {
  if (!isInside(range, lines.length)) return false;
  const text = normalise(lines.slice(range.start - 1, range.end).join('\n'));
  const parts = normalise(quote).split(REDACTED);
  return parts.some((part) => part.trim() !== '') && holdsInOrder(text, parts);
}

/** The lines of a file as everyone counts them. */
export function linesOf(text: string): string[] {
  const lines = normalLines(text).split('\n');
  return lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
