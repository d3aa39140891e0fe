import { visibleLine } from './hidden';

/** Longer names are cut: a diagram has to stay readable. */
const MOST = 60;
const SAFE = /[^A-Za-z0-9 .,/_\-\u0080-\u{10ffff}]/gu;

/**
 * A quoted Mermaid label. All ASCII punctuation that Mermaid, its entities, its icons or the Markdown around it could
 * take for syntax is written as a numeric entity; a label is never empty, which Mermaid does not parse.
 */
export function label(value: string): string {
  const signs = Array.from(visibleLine(value.replace(/\s+/g, ' ').trim()));
  const short = signs.length > MOST ? [...signs.slice(0, MOST - 1), '…'] : signs;
  return `"${short.join('').replace(SAFE, (char) => `#${char.charCodeAt(0)};`) || ' '}"`;
}
