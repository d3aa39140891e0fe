import { terminalLine } from '../safety/text/terminal';
import type { ExplanationText } from '../wording/explanation/explanation';
import { type Line, placeWords } from '../wording/explanation/parts';

function withPlace({ text, at }: Line): string {
  return at ? `${text.replace(/[.:]$/, '')}  [${placeWords(at)}]` : text;
}

const linesOf = (lines: readonly Line[], depth: number): string[] =>
  lines.flatMap((one) => [
    `${'  '.repeat(depth)}${depth > 1 ? '- ' : ''}${terminalLine(withPlace(one))}`,
    ...linesOf(one.under ?? [], depth + 1),
  ]);

/** Answers for a terminal: headlines, and what is below them indented. */
export const explanationText = (answers: readonly ExplanationText[]): string =>
  answers
    .map(({ title, about, sections }) =>
      [
        terminalLine(title),
        ...linesOf(about, 1),
        ...sections.flatMap((section) => ['', section.title, ...linesOf(section.lines, 1)]),
      ].join('\n'),
    )
    .join('\n\n');
