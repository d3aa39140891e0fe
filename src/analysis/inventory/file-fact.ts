import { posix } from 'node:path';
import type { FileFact } from '../../artifacts/facts';
import { BINARY_EXTENSIONS, LOCK_FILES } from '../../knowledge/files';
import { languageOf, languageOfScript } from '../../knowledge/languages';
import { isMinified, roleOf } from './classify';
import { type ReadFile, ReadFailure, readFile } from '../../safety/files/guarded-read';

/** Larger code files are written by machines, or take as long as all the others together. */
export const MAX_CODE = 1024 * 1024;
const NUL_WITHIN = 8 * 1024;

function isBinary(path: string, bytes: Buffer): boolean {
  return BINARY_EXTENSIONS.has(posix.extname(path).toLowerCase()) || bytes.subarray(0, NUL_WITHIN).includes(0);
}

function countLines(text: string): number {
  let lines = text === '' || text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** UTF-8 with replacement characters, UTF-16 by its mark. Offsets and lines are those of the decoded text. */
export function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  return bytes.toString('utf8');
}

/** The facts of a file whose content is known; `packages` as for `roleOf`. */
export function describeFile(path: string, file: ReadFile, packages?: ReadonlySet<string>): FileFact {
  const name = posix.basename(path).toLowerCase();
  const base = { path, size: file.size, sha256: file.sha256, lines: 0, analyzed: false };
  const utf16 = file.bytes[0] === 0xff && file.bytes[1] === 0xfe;
  if (!utf16 && isBinary(path, file.bytes)) return { ...base, skipped: 'binary', role: 'other' };
  const text = decode(file.bytes);
  const lines = file.complete ? countLines(text) : 0;
  if (LOCK_FILES.has(name)) return { ...base, lines, skipped: 'lock-file', role: 'config' };
  const language = languageOf(path) ?? (posix.extname(name) === '' ? languageOfScript(text.slice(0, 200).split('\n', 1)[0] ?? '') : undefined);
  const role = roleOf(path, language !== undefined, text, packages);
  if (!language) return { ...base, lines, role };
  const code = { ...base, lines, language: language.id, role };
  if (!file.complete) return { ...code, skipped: 'too-large' };
  if (isMinified(text)) return { ...code, role: role === 'source' ? 'generated' : role, skipped: 'minified' };
  return { ...code, analyzed: true };
}

export interface FileReport {
  fact: FileFact;
  unreadable?: string;
}

/** Reads and describes a file. Never throws: what cannot be read is a fact, too. */
export function factOf(absolute: string, path: string, packages?: ReadonlySet<string>): FileReport {
  try {
    return { fact: describeFile(path, readFile(absolute, MAX_CODE), packages) };
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    const language = languageOf(path);
    return {
      fact: { path, size: 0, sha256: '', lines: 0, ...(language && { language: language.id }), analyzed: false, skipped: 'unreadable', role: roleOf(path, language !== undefined, '', packages) },
      unreadable: error.code === 'ENOENT' ? 'vanished while it was read' : error.code,
    };
  }
}
