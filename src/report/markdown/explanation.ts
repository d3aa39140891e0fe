import { code, link, text } from '../../safety/text/markdown';
import type { ExplanationText } from '../../wording/explanation/explanation';
import { type Line, placeWords } from '../../wording/explanation/parts';
import { blocks } from './text';

/** Gives the target of a link to a line, where pages can link. */
export type LinkTo = (file: string, line: number) => string;

function placed({ text: words, at }: Line, target: LinkTo | undefined): string {
  if (!at) return text(words);
  const where = target ? link(placeWords(at), target(at.file, at.line)) : code(placeWords(at));
  return `${text(words)} (${where})`;
}

const items = (lines: readonly Line[], target: LinkTo | undefined, depth = 0): string[] =>
  lines.flatMap((one) => [
    `${'    '.repeat(depth)}- ${placed(one, target)}`,
    ...items(one.under ?? [], target, depth + 1),
  ]);

/** Answers as a page. Everything that comes from the analysed code is escaped. */
export const explanationPage = (answers: readonly ExplanationText[], target?: LinkTo): string =>
  `${blocks(
    ...answers.flatMap(({ title, about, sections }) => [
      `# ${text(title)}`,
      ...about.map((one) => placed(one, target)),
      ...sections.flatMap((section) => [`## ${section.title}`, items(section.lines, target).join('\n')]),
    ]),
  )}\n`;
