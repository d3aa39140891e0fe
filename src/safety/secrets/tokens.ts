import { spanOf, type SecretSpan } from './span';
import { TOKEN_FORMATS, type TokenFormat } from './token-formats';

/** No token has fewer characters without a break between words; a text without such a run holds none. */
const RUN = /[A-Za-z0-9_/+=-]{12}/;
/** What documentation puts where a token goes. */
const SHOWN_AS_EXAMPLE = /x{6}|X{6}|\.{3}|\*{3}|<|your[_-]/;

/**
 * Hints by what they begin with, the longest first. One look at a text for all formats:
 * there are many, and most texts have none.
 */
const BY_START = new Map<number, string[]>();
/** Places of the table that BY_START has, so that it is asked for these alone. */
const STARTS = new Uint8Array(1 << 15);
const startOf = (first: number, second: number, third: number): number =>
  ((first << 10) ^ (second << 5) ^ third) & (STARTS.length - 1);
const SHORTEST_HINT = 2;
const ASCII = 128;

for (const hint of new Set(TOKEN_FORMATS.flatMap(({ hints }) => hints))) {
  // What follows a hint of two characters may be anything.
  const thirds = hint.length > SHORTEST_HINT ? [hint.charCodeAt(2)] : Array.from({ length: ASCII }, (_, code) => code);
  for (const third of thirds) {
    const start = startOf(hint.charCodeAt(0), hint.charCodeAt(1), third);
    STARTS[start] = 1;
    BY_START.set(
      start,
      [...(BY_START.get(start) ?? []), hint].sort((one, other) => other.length - one.length),
    );
  }
}

/** Positions of the formats whose hint it is, or whose hint it holds. */
const OF_HINT = new Map(
  [...BY_START.values()]
    .flat()
    .map((seen): [string, number[]] => [
      seen,
      TOKEN_FORMATS.flatMap(({ hints }, at) => (hints.some((hint) => seen.includes(hint)) ? [at] : [])),
    ]),
);

function hintAt(text: string, at: number, start: number): string | undefined {
  return BY_START.get(start)?.find((hint) => text.startsWith(hint, at));
}

/** The hints that stand in a text; of those that overlap the first, of those at one place the longest. */
function hintsIn(text: string): Set<string> {
  const seen = new Set<string>();
  // No token ends with its hint: what begins in the last two characters is none.
  const last = text.length - 3;
  // The first two of three characters were looked at before: each is read once.
  let first = text.charCodeAt(0);
  let second = text.charCodeAt(1);
  for (let at = 0; at <= last; at += 1) {
    const third = text.charCodeAt(at + 2);
    const start = startOf(first, second, third);
    const hint = STARTS[start] === 0 ? undefined : hintAt(text, at, start);
    first = second;
    second = third;
    if (hint === undefined) continue;
    seen.add(hint);
    at += hint.length - 1;
    first = text.charCodeAt(at + 1);
    second = text.charCodeAt(at + 2);
  }
  return seen;
}

function formatsFor(text: string): TokenFormat[] {
  const seen = hintsIn(text);
  if (seen.size === 0) return [];
  const formats = new Set([...seen].flatMap((hint) => OF_HINT.get(hint) ?? []));
  return [...formats].sort((one, other) => one - other).flatMap((at) => TOKEN_FORMATS[at] ?? []);
}

/** Credentials known by the form their vendor gives them. */
export function tokensIn(text: string): SecretSpan[] {
  const formats = formatsFor(text);
  if (formats.length === 0 || !RUN.test(text)) return [];
  const found: SecretSpan[] = [];
  for (const { name, pattern, grade } of formats) {
    for (const match of text.matchAll(pattern)) {
      if (SHOWN_AS_EXAMPLE.test(match[0])) continue;
      const secret = match[1] ?? match[0];
      const start = match.index + match[0].lastIndexOf(secret);
      found.push(
        ...spanOf(text, start, start + secret.length, { kind: 'token', what: name, name: '', ...(grade && { grade }) }),
      );
    }
  }
  return found;
}
