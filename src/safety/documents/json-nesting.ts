import { createScanner } from 'jsonc-parser';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** The index behind the string that begins at `start`; the end of the text when it never ends. */
function afterString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}

/** Whether strict JSON nests deeper than `most`. Says nothing about what is not JSON. Linear. */
export function nestsDeeper(json: string, most: number): boolean {
  let depth = 0;
  for (let at = 0; at < json.length;) {
    const unit = json.charCodeAt(at);
    if (unit === QUOTE) {
      at = afterString(json, at);
      continue;
    }
    if (OPENING.has(unit)) depth += 1;
    else if (CLOSING.has(unit)) depth -= 1;
    if (depth > most) return true;
    at += 1;
  }
  return false;
}

/** Values of jsonc-parser's `SyntaxKind`, a const enum that cannot be imported here. */
const TOKEN = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 } as const;
const OPENER_OF: ReadonlyMap<number, number> = new Map([
  [TOKEN.closeBrace, TOKEN.openBrace],
  [TOKEN.closeBracket, TOKEN.openBracket],
]);

/**
 * Whether the tolerant parser, which recurses, would go deeper than `most` levels. Reads the same tokens as it does,
 * and like it leaves a level only at the bracket that belongs to it: `[}[}` nests.
 */
export function recursesDeeper(text: string, most: number): boolean {
  const scanner = createScanner(text, true);
  const next = (): number => scanner.scan();
  const open: number[] = [];
  for (let token = next(); token !== TOKEN.end; token = next()) {
    const opener = OPENER_OF.get(token);
    if (token === TOKEN.openBrace || token === TOKEN.openBracket) open.push(token);
    else if (opener !== undefined && open.at(-1) === opener) open.pop();
    if (open.length > most) return true;
  }
  return false;
}
