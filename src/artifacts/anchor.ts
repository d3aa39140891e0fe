import { createHash } from 'node:crypto';

/** Indentation and blanks do not make other code of a line: a formatter may have been over it. */
export const anchorLine = (line: string): string => line.replace(/\s+/g, ' ').trim();

/** What a finding remembers of the lines it is about: SHA-256 (hex) of the normalised lines. */
export const anchorOf = (lines: readonly string[]): string => createHash('sha256').update(lines.map(anchorLine).join('\n')).digest('hex');
