import { fromVisible, visibleLine } from './hidden';

const MARKUP = /[\\`*_{}[\]<>#|~!$]|&(?=#?\w+;)/g;
const BLOCK_START = /^(?:[-+=]|\d+(?=[.)]))/;
/** What a viewer may turn into a link by itself: addresses, `www.`, mail addresses, mentions. */
const LINKISH = /([^\s()<>[\]{}"'|\\]*(?:\/\/|@(?=\S)|www\.)[^\s()<>[\]{}"'|\\]*[^\s()<>[\]{}"'|\\.,;:!?]|\/\/|www\.)/i;

const escaped = (value: string): string => value.replace(MARKUP, '\\$&');

/** Code spans that touched would be read as one: a space keeps them apart, and from a backtick before them. */
const joined = (pieces: readonly string[]): string =>
  pieces.reduce(
    (before, piece) => (before.endsWith('`') && piece.startsWith('`') ? `${before} ${piece}` : before + piece),
    '',
  );

/** No viewer makes a link of what stands in a code span; an escape does not stop all of them. */
const words = (value: string): string[] =>
  value.split(LINKISH).map((part, index) => (index % 2 === 1 ? code(part) : escaped(part)));

const startOf = (markdown: string): string =>
  markdown.replace(BLOCK_START, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));

const flat = (value: string): string => visibleLine(value.replace(/\s*[\r\n]\s*|\t/g, ' ').trim());

/**
 * Text that others wrote, as running Markdown on one line: it adds no link, image, markup, block or table cell. Names
 * between backticks stay code, which holds no markup.
 */
export function text(value: string): string {
  const parts = flat(value).split(/(`[^`]+`)/);
  return startOf(joined(parts.flatMap((part, index) => (index % 2 === 1 ? [code(part.slice(1, -1))] : words(part)))));
}

const longestRun = (value: string): number => Math.max(0, ...(value.match(/`+/g) ?? []).map((run) => run.length));

/**
 * Inline code that no backtick in the value can end. A bar after a backslash is
 * shown as an escape: no table could hold it.
 */
export function code(value: string): string {
  const line = visibleLine(value).replace(/\\\|/g, '\\\\u{7c}');
  if (line.trim() === '') return '` `';
  const ticks = '`'.repeat(longestRun(line) + 1);
  const pad = /^[` ]|[` ]$/.test(line) ? ' ' : '';
  return `${ticks}${pad}${line}${pad}${ticks}`;
}

/** Lines of code in a fence longer than any within. `language` is one of ours. */
export function fenced(lines: readonly string[], language = ''): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [
    `${ticks}${language}`,
    ...lines.map((line) => visibleLine(line.replace(/\r$/, '').replaceAll('\t', '    '))),
    ticks,
  ].join('\n');
}

/** Brackets and backticks in a label are entities: even escaped they end a link for some parsers. Links do not nest. */
const label = (value: string): string =>
  escaped(flat(value)).replace(/\\([[\]`])/g, (_, sign: string) => `&#${sign.charCodeAt(0)};`);

/** A link; the label is plain text, the target a URI reference whose parts are percent-encoded. */
export const link = (shown: string, target: string): string =>
  `[${label(shown) || ' '}](<${target.replace(/[<>\\\s]/g, (char) => encodeURIComponent(char))}>)`;

const cell = (value: string | number): string => String(value).replace(/(?<!\\)\|/g, '\\|');

/** A table; the cells are Markdown already. Nothing at all when there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly (string | number)[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const PIECE = /(`+)(?:(?!`)[\s\S])(?:[\s\S]*?[^`])??\1(?!`)|\\[\s\S]|[\s\S]/gu;

/**
 * At most about `max` characters of Markdown on one line, cut between two signs: never within an escape or a code span.
 */
export function cut(markdown: string, max: number): string {
  if (markdown.length <= max) return markdown;
  let kept = '';
  for (const [piece] of markdown.matchAll(PIECE)) {
    if (kept.length + piece.length > max - 1) break;
    kept += piece;
  }
  return `${kept.trimEnd()}…`;
}

function plainPiece(piece: string): string {
  if (piece.startsWith('\\') && piece.length === 2) return piece.slice(1);
  const ticks = /^`+/.exec(piece)?.[0].length ?? 0;
  if (ticks === 0 || piece.length <= ticks) return piece;
  const inner = piece.slice(ticks, -ticks);
  return /^ .*[^ ].* $/.test(inner) ? inner.slice(1, -1) : inner;
}

/** The value that {@link text} or {@link code} was given; the backticks of names are gone. */
export const plainOf = (markdown: string): string =>
  fromVisible([...markdown.matchAll(PIECE)].map(([piece]) => plainPiece(piece)).join(''));

/** The values of all code spans of a line, in order. */
export const codeSpansOf = (markdown: string): string[] =>
  [...markdown.matchAll(PIECE)].flatMap(([piece]) =>
    piece.length > 2 && piece.startsWith('`') ? [fromVisible(plainPiece(piece))] : [],
  );
