/** Characters that count for the hash of a line, from its start on. */
const BLOCK = 100;
const FACTOR = 37;
const TWO_32 = 2 ** 32;
/** Stands for the end of the file. */
const END = 65_535;

/** An unsigned number of 64 bits in two halves; plain numbers are faster here than big integers. */
interface Halves {
  high: number;
  low: number;
}

/** The remainder of a whole number below 2^53, negative ones as well; `%` takes several times as long. */
const half = (value: number): number => value - Math.floor(value / TWO_32) * TWO_32;

function timesFactor({ high, low }: Halves): Halves {
  const product = low * FACTOR;
  return { high: half(high * FACTOR + Math.floor(product / TWO_32)), low: half(product) };
}

/** `FACTOR` to the power of `BLOCK`, modulo 2^64. */
const LEAVING = Array.from({ length: BLOCK }).reduce<Halves>(timesFactor, { high: 0, low: 1 });

/** The hash after `entering` came into the window and `leaving` went out of it. */
function rolled(hash: Halves, entering: number, leaving: number): Halves {
  const grown = timesFactor(hash);
  const low = grown.low + entering - LEAVING.low * leaving;
  const high = grown.high + Math.floor(low / TWO_32) - LEAVING.high * leaving;
  return { high: half(high), low: half(low) };
}

function hex({ high, low }: Halves): string {
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}

/** What counts of a text: no spaces and tabs, every line end as one line feed, a mark at the end. */
function significant(text: string): number[] {
  const codes: number[] = [];
  const unix = text.replace(/\r\n?/g, '\n');
  for (let at = 0; at < unix.length; at += 1) {
    const code = unix.charCodeAt(at);
    if (code !== 0x20 && code !== 0x09) codes.push(code);
  }
  codes.push(END);
  return codes;
}

/**
 * The `primaryLocationLineHash` of every line, the first at index 0, as GitHub's CodeQL action computes it for results
 * without one: a rolling hash over 100 significant characters from the start of the line, and how many lines with the
 * same hash came before. The same for LF and CRLF.
 */
export function lineHashes(text: string): string[] {
  const codes = significant(text);
  const starts = codes.map((_, index) => index === 0 || codes[index - 1] === 0x0a);
  const seen = new Map<string, number>();
  const hashes: string[] = [];
  let hash: Halves = { high: 0, low: 0 };
  for (let end = 0; end < codes.length + BLOCK - 1; end += 1) {
    hash = rolled(hash, codes[end] ?? 0, codes[end - BLOCK] ?? 0);
    const start = end - BLOCK + 1;
    if (start < 0 || starts[start] !== true) continue;
    const value = hex(hash);
    const count = (seen.get(value) ?? 0) + 1;
    seen.set(value, count);
    hashes.push(`${value}:${count}`);
  }
  return hashes;
}
