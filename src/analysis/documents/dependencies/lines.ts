/** Bare or quoted keys, up to the `=` or the dot of a dotted key. */
const KEY = /^\s*(?:"([^"]{1,300})"|'([^']{1,300})'|([\w-]{1,300}))\s*[=.]/;
const QUOTED = /"([^"\\\n]{1,2000})"|'([^'\n]{1,2000})'/g;

function add(places: Map<string, number[]>, key: string | undefined, line: number): void {
  if (key === undefined) return;
  const known = places.get(key);
  if (known) known.push(line);
  else places.set(key, [line]);
}

/** First number from `from` on; the list ascends. */
function firstFrom(lines: readonly number[] | undefined, from: number): number | undefined {
  if (!lines) return undefined;
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return lines[low];
}

/**
 * Finds the lines of things in manifests whose parser keeps no positions: 1-based. Everything
 * is looked up in one pass over the text.
 */
export class LineFinder {
  private readonly headers = new Map<string, number[]>();
  private readonly keys = new Map<string, number[]>();
  private readonly strings = new Map<string, number[]>();

  constructor(text: string) {
    text.split(/\r\n?|\n/).forEach((line, index) => this.note(line, index + 1));
  }

  private note(line: string, number: number): void {
    if (line.trimStart().startsWith('[')) add(this.headers, line.trim(), number);
    const key = KEY.exec(line);
    add(this.keys, key?.[1] ?? key?.[2] ?? key?.[3], number);
    for (const match of line.matchAll(QUOTED)) add(this.strings, match[1] ?? match[2], number);
  }

  /** The line after the first one that is the table header, else the first line. */
  section(header: string): number {
    const at = this.header(header);
    return at === undefined ? 1 : at + 1;
  }

  header(header: string): number | undefined {
    return firstFrom(this.headers.get(header), 1);
  }

  /** The line that sets this key, bare or quoted, or a part of it. */
  key(name: string, from: number): number | undefined {
    return firstFrom(this.keys.get(name), from);
  }

  /** The line that holds exactly this text in quotes. */
  quoted(text: string, from: number): number | undefined {
    return firstFrom(this.strings.get(text), from);
  }
}
