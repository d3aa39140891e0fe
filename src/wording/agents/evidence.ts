/** What is wrong with a claim that is left out because the code does not show it. `what` names the claim. */

interface Lines {
  start: number;
  end: number;
}

export const notReadable = (what: string, path: string): string =>
  `${what}: ${path} is not a readable file of the workspace`;

export const otherLength = (what: string, path: string, lines: number, { start, end }: Lines): string =>
  `${what}: ${path} has ${lines} lines, not ${start}-${end}`;

export const noStep = (what: string, path: string, line: number): string =>
  `${what}: the quoted step is not found at ${path}:${line}`;

export const noQuote = (path: string, { start, end }: Lines): string =>
  `evidence: the quote is not found at ${path}:${start}-${end}`;

export const forNextPhase = 'files for phase 5';
