/** Content of a string literal, offsets into the text. */
export interface Literal {
  start: number;
  end: number;
  /** Offset behind the closing quotation mark. */
  next: number;
}

const LONGEST = 20_000;
/** Letters that languages put before a string; then the mark, escaped when the code itself stands in a string. */
const OPENING = /(?:[bBrRfFuUL]{0,2}|[@$]{1,2}|\$)?(\\{0,3})("""|'''|["'`])/y;

/** Offset of the closing mark; -1 when the line or the text to look at ends before. */
function closing(text: string, from: number, escape: string, mark: string): number {
  const multiline = mark.length === 3 || mark === '`';
  const most = Math.min(text.length, from + LONGEST);
  const whole = escape + mark;
  for (let at = from; at < most; at++) {
    if (text.startsWith(whole, at)) return at;
    const character = text.charAt(at);
    if (character === '\n' && !multiline) return -1;
    // The character behind a backslash means nothing.
    if (character === '\\') at++;
  }
  return -1;
}

/** The string literal that begins at an offset. One that is cut off by the end of the text counts. */
export function literalAt(text: string, at: number): Literal | undefined {
  OPENING.lastIndex = at;
  const opening = OPENING.exec(text);
  if (!opening) return undefined;
  const [whole, escape = '', mark = ''] = opening;
  const start = at + whole.length;
  const end = closing(text, start, escape, mark);
  if (end !== -1) return { start, end, next: end + escape.length + mark.length };
  const ends = mark.length === 3 || mark === '`' || !text.includes('\n', start);
  if (ends && text.length - start <= LONGEST) return { start, end: text.length, next: text.length };
  return undefined;
}
