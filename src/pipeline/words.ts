import { text } from '../safety/text/markdown';

/** Tokens of a text, as a rule of thumb: four characters each. */
export const tokensOf = (value: string): number => Math.ceil(value.length / 4);

/** A text of at most `max` characters on one line. */
export function cut(value: string, max: number): string {
  const line = value.replace(/\s+/g, ' ').trim();
  return line.length > max ? `${line.slice(0, max - 1).trimEnd()}…` : line;
}

/** `1 gap`, `2 gaps`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** Sections of a summary, of plain text; each list is cut so that the whole stays below 2,000 tokens. */
export function summaryMarkdown(title: string, sections: readonly (readonly [string, readonly string[]])[]): string {
  const render = (most: number): string => {
    const body = sections.map(([heading, lines]) => {
      const shown = lines.slice(0, most).map((line) => `- ${text(cut(line, 200))}`);
      const rest = lines.length > most ? [`- and ${lines.length - most} more`] : [];
      return `## ${heading}\n\n${[...shown, ...rest].join('\n') || 'None.'}`;
    });
    return `# ${title}\n\n${body.join('\n\n')}\n`;
  };
  return [12, 8, 5, 3, 1].map(render).find((markdown) => tokensOf(markdown) < 2000) ?? render(1);
}

export const tally = <T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
};
