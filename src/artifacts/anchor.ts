import { createHash } from 'node:crypto';
import { normalLines } from '../safety/text/normal-lines';

/** Indentation, line ends and blank lines do not change what a piece of code is. */
function normaliseSnippet(text: string): string {
  return normalLines(text)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Hash by which a piece of code is found again after an edit moved it. */
export const anchorOf = (snippet: string): string =>
  createHash('sha256').update(normaliseSnippet(snippet)).digest('hex');
