/** What a README says the project is: the first heading and the first paragraph of prose. */
export interface Introduction {
  title?: { text: string; line: number };
  paragraph?: { text: string; line: number };
}

const MAX_LINES = 200;
const MAX_LINE = 2_000;
const MAX_PARAGRAPH = 400;
/** Openings that introduce something else than the project. */
const BOILERPLATE =
  /^(click |use |run |install |clone |download |see |visit |follow |copy |check |read |you can |first,? |to (get|install|run|use|start|build|deploy) |if you |in order to |make sure |before |this project was (bootstrapped|generated|created)|table of contents|getting started|installation|license|copyright|note:|warning:|build status|contributing|npm (install|start)|pip install|docker |git clone|\$ )/i;

/** Takes Markdown or reStructuredText markup off a line, leaving its text. */
function textOf(line: string): string {
  return line
    .replace(/<[^<>]{0,500}>/g, '')
    .replace(/!\[[^[\]]{0,300}\](\([^()]{0,500}\)|\[[^[\]]{0,300}\])?/g, '')
    .replace(/\[([^[\]]{0,300})\](\([^()]{0,500}\)|\[[^[\]]{0,300}\])/g, '$1')
    .replace(/`{1,2}([^`<]{0,300})(<[^<>`]{0,300}>)?`{1,2}_{0,2}/g, '$1')
    .replace(/(\*\*|__|\*)([^*]{1,300}?)\1/g, '$2')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Sections that tell how to work with the project, not what it is. */
const HOW_TO =
  /\b(install|usage|how to|getting started|quick ?start|development|deploy|contribut|licen[cs]e|testing|tests|requirements|prerequisites|setup|configur|changelog|screenshots|demo|support|sponsors|credits|build|release|changes|security|contact|table of contents)/i;

const isUnderline = (line: string | undefined): boolean => /^(={3,}|-{3,}|~{3,}|\*{3,}|#{3,})\s*$/.test(line ?? '');
/** Markup that is no prose: lists, tables, quotes, directives, code, comments, link definitions. */
const isMarkup = (line: string): boolean =>
  /^\s*([-*+] |\d+[.)] |\||>|\.\. |:[a-z-]+:|<!--|\[[^\]]{1,200}\]:| {4}\S|\t)/i.test(line);
const isProse = (text: string): boolean =>
  text.length >= 15 &&
  (text.match(/[A-Za-z]{2,}/g)?.length ?? 0) >= 3 &&
  !BOILERPLATE.test(text) &&
  !/^https?:\S+$/.test(text);

function heading(lines: readonly string[], index: number): string | undefined {
  const line = lines[index] ?? '';
  const marked = /^#{1,2}\s+(.{1,200})$/.exec(line)?.[1]?.replace(/#+\s*$/, '');
  if (marked !== undefined) return textOf(marked);
  return isUnderline(lines[index + 1]) && line.trim() !== '' && !isMarkup(line) ? textOf(line) : undefined;
}

/** First sentences up to the limit. */
function firstSentences(text: string): string {
  if (text.length <= MAX_PARAGRAPH) return text;
  const end = text.lastIndexOf('. ', MAX_PARAGRAPH);
  return end > 40 ? text.slice(0, end + 1) : `${text.slice(0, text.lastIndexOf(' ', MAX_PARAGRAPH))}…`;
}

function joinParagraph(lines: readonly string[], start: number): { text: string; end: number } {
  const parts: string[] = [];
  let index = start;
  for (; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || isMarkup(line) || /^(#|```|~~~)/.test(line) || isUnderline(line)) break;
    parts.push(textOf(line));
  }
  return { text: firstSentences(parts.filter((part) => part !== '').join(' ')), end: index };
}

/** Reads the first 200 lines; all patterns are bounded, so that a hostile file costs linear time. */
export function readIntroduction(source: readonly string[]): Introduction {
  const lines = source.slice(0, MAX_LINES).map((line) => line.slice(0, MAX_LINE));
  const found: Introduction = {};
  let inCode = false;
  let howTo = false;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (/^\s*(```|~~~)/.test(line)) inCode = !inCode;
    if (inCode || line.trim() === '' || isUnderline(line)) continue;
    const title = heading(lines, index);
    if (title !== undefined) {
      if (found.title === undefined && title !== '') found.title = { text: title, line: index + 1 };
      else howTo = HOW_TO.test(title);
      continue;
    }
    if (howTo || isMarkup(line) || /^#/.test(line)) continue;
    const { text, end } = joinParagraph(lines, index);
    if (isProse(text)) return { ...found, paragraph: { text, line: index + 1 } };
    index = Math.max(index, end - 1);
  }
  return found;
}
