/** A part of a text. Offsets in UTF-16 units, end exclusive. */
export interface Stretch {
  start: number;
  end: number;
}

/**
 * The parts of a text in which something can stand that holds `mark`: so many units before it and
 * behind it. Parts that meet are one. A pattern that reaches no farther finds in them what it finds in
 * the whole text, and most texts have none.
 */
export function stretchesAround(text: string, mark: string, before: number, behind: number): Stretch[] {
  const found: Stretch[] = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
    const end = Math.min(text.length, at + behind);
    const last = found.at(-1);
    if (last && at - before <= last.end) last.end = end;
    else found.push({ start: Math.max(0, at - before), end });
  }
  return found;
}
