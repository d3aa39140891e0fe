import { posix } from 'node:path';
import type { FileFact } from '../../../artifacts/inventory';
import type { WhyUnread } from '../../../artifacts/unread';
import { BINARY_EXTENSIONS, LOCK_FILES } from '../../../knowledge/files';
import { KNOWN_LANGUAGES, type LanguageInfo, type LanguageSet } from '../../../knowledge/languages';
import { type UnreadCode, unreadCodeByName, unreadCodeOf } from '../../../knowledge/unread-code';
import { decodeText, isText } from '../../../safety/files/decode';
import { type ReadFile, ReadFailure, readFile } from '../../../safety/files/guarded-read';
import { isMinified, makerOf, roleOf } from './classify';

/** Larger code files are written by machines, or take as long as all the others together. */
export const MAX_CODE = 1024 * 1024;

function countLines(text: string): number {
  let lines = text === '' || text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function languageIn(path: string, text: string, languages: LanguageSet): LanguageInfo | undefined {
  const byName = languages.of(path);
  if (byName || posix.extname(path) !== '') return byName;
  return languages.ofScript(text.slice(0, 200).split('\n', 1)[0] ?? '');
}

/**
 * Codecs of Python in which the bytes of a comment or string can be code: those with escapes, those that do not hold
 * ASCII (EBCDIC), and those in which a backslash can be half of a character.
 */
const DECLARED_CODEC = /^(?:[^\n]*\n)?[ \t\f]*#[^\n]*?coding[:=][ \t]*([-\w.]+)/;
const OPAQUE_CODEC =
  /^(?:utf[-_]?(?:7|16|32)\b.*|(?:raw[-_])?unicode[-_]escape|rot[-_]?13|hz|iso[-_]?2022.*|punycode|idna|base64|hex|zlib|bz2|quopri|uu|(?:cp|ibm)?_?-?(?:037|273|424|500|875|1026|1140)|(?:s|x)[-_]?jis.*|shift[-_]?jis.*|(?:cp|ms)?_?-?(?:932|936|949|950)|ms[-_]?kanji|big5.*|gbk|gb18030.*|johab|cp1361|uhc)$/i;

const isOpaque = (language: LanguageInfo, text: string): boolean =>
  language.id === 'python' && OPAQUE_CODEC.test(DECLARED_CODEC.exec(text.slice(0, 400))?.[1] ?? '');

type Base = Pick<FileFact, 'path' | 'size' | 'sha256' | 'lines' | 'analyzed'>;

/** A file in a language the analysis reads. */
function codeFact(base: Base, language: LanguageInfo, role: FileFact['role'], file: ReadFile, text: string): FileFact {
  const code = { ...base, language: language.id, role };
  if (!isText(file.bytes)) return { ...code, lines: 0, skipped: 'binary' };
  if (!file.complete) return { ...code, skipped: 'too-large' };
  if (isOpaque(language, text)) return { ...code, skipped: 'encoding' };
  const madeBy = role === 'generated' ? makerOf(base.path, text) : undefined;
  if (!isMinified(text)) return { ...code, analyzed: true, ...(madeBy && { madeBy }) };
  const isOwn = role === 'source';
  return {
    ...code,
    role: isOwn ? 'generated' : role,
    skipped: 'minified',
    ...(isOwn && { madeBy: 'minifier' as const }),
  };
}

/** A file in a language or format the analysis does not read. */
function unreadFact(base: Base, unread: UnreadCode, role: FileFact['role'], text: string): FileFact {
  const madeBy = role === 'generated' ? makerOf(base.path, text) : undefined;
  return { ...base, role, unread, ...(madeBy && { madeBy }) };
}

/** The facts of a file whose content is known; `packages` as for `roleOf`. */
export function describeFile(
  path: string,
  file: ReadFile,
  packages?: ReadonlySet<string>,
  languages: LanguageSet = KNOWN_LANGUAGES,
): FileFact {
  const base = { path, size: file.size, sha256: file.sha256, lines: 0, analyzed: false };
  const byName = languages.of(path) !== undefined || unreadCodeByName(path) !== undefined;
  if (BINARY_EXTENSIONS.has(posix.extname(path).toLowerCase()) || (!byName && !isText(file.bytes)))
    return { ...base, skipped: 'binary', role: 'other' };
  const text = decodeText(file.bytes);
  const counted = { ...base, lines: file.complete ? countLines(text) : 0 };
  if (LOCK_FILES.has(posix.basename(path).toLowerCase())) return { ...counted, skipped: 'lock-file', role: 'config' };
  const language = languageIn(path, text, languages);
  const unread = language ? undefined : unreadCodeOf(path, text);
  const role = roleOf(path, language !== undefined || unread?.kind === 'language', text, packages);
  if (language) return codeFact(counted, language, role, file, text);
  return unread ? unreadFact(counted, unread, role, text) : { ...counted, role };
}

export interface FileReport {
  fact: FileFact;
  unreadable?: WhyUnread;
}

/** Reads and describes a file. Never throws: what cannot be read is a fact, too. */
export function factOf(absolute: string, path: string, packages?: ReadonlySet<string>): FileReport {
  try {
    return { fact: describeFile(path, readFile(absolute, MAX_CODE), packages) };
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    return {
      fact: unreadableFact(path, packages),
      unreadable: error.code === 'ENOENT' ? { is: 'vanished' } : { is: 'no-access', name: error.code },
    };
  }
}

function unreadableFact(path: string, packages: ReadonlySet<string> | undefined): FileFact {
  const language = KNOWN_LANGUAGES.of(path);
  const unread = language ? undefined : unreadCodeByName(path);
  const role = roleOf(path, language !== undefined || unread?.kind === 'language', '', packages);
  return {
    path,
    size: 0,
    sha256: '',
    lines: 0,
    ...(language && { language: language.id }),
    ...(unread && { unread }),
    analyzed: false,
    skipped: 'unreadable',
    role,
  };
}
