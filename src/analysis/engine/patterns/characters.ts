/** Sets of characters, as ranges of code units in order. */
export type Ranges = readonly (readonly [number, number])[];

const LAST = 0xffff;

const one = (char: string): readonly [number, number] => [char.charCodeAt(0), char.charCodeAt(0)];
const span = (from: string, to: string): readonly [number, number] => [from.charCodeAt(0), to.charCodeAt(0)];

export const ANYTHING: Ranges = [[0, LAST]];
const DIGITS: Ranges = [span('0', '9')];
const WORDS: Ranges = [span('0', '9'), span('A', 'Z'), one('_'), span('a', 'z')];
const SPACES: Ranges = [[9, 13], one(' '), [0xa0, 0xa0], [0x2028, 0x2029]];
export const ENDS_OF_LINES: Ranges = [one('\n'), one('\r'), [0x2028, 0x2029]];

/** In order, without overlaps. */
export function merged(ranges: Ranges): Ranges {
  const found: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}

export function inverted(ranges: Ranges): Ranges {
  const found: [number, number][] = [];
  let next = 0;
  for (const [from, to] of merged(ranges)) {
    if (from > next) found.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST) found.push([next, LAST]);
  return found;
}

const NAMED: Readonly<Record<string, Ranges>> = { d: DIGITS, w: WORDS, s: SPACES };
const CONTROL: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', 0: '\0' };

/** What `\d`, `\W`, `\x41` and their like stand for; `length` of the text behind the backslash. */
export function escaped(text: string): { ranges: Ranges; length: number } | undefined {
  const [char = ''] = text;
  const named = NAMED[char.toLowerCase()];
  if (named) return { ranges: char === char.toLowerCase() ? named : inverted(named), length: 1 };
  const code = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(text);
  if (code) {
    const value = Number.parseInt(code[1] ?? code[2] ?? '', 16);
    return { ranges: [[value, value]], length: code[0].length };
  }
  const control = CONTROL[char];
  if (control !== undefined) return { ranges: [one(control)], length: 1 };
  return char === '' || /[a-zA-Z1-9]/.test(char) ? undefined : { ranges: [one(char)], length: 1 };
}

export const literal = (char: string): Ranges => [one(char)];

/** The same with letters in either case. */
export function anyCase(ranges: Ranges): Ranges {
  const shifted = (from: number, to: number, by: number): Ranges =>
    ranges.flatMap(([a, b]): Ranges => {
      const [low, high] = [Math.max(a, from), Math.min(b, to)];
      return low <= high ? [[low + by, high + by]] : [];
    });
  return merged([...ranges, ...shifted(65, 90, 32), ...shifted(97, 122, -32)]);
}
