import { posix } from 'node:path';
import type { UnreadItem } from '../../artifacts/coverage';
import type { FileFact, Inventory } from '../../artifacts/inventory';
import { ASSET_DIRECTORIES } from '../../knowledge/files';
import { KNOWN_LANGUAGES, languageOf, type LanguageSet } from '../../knowledge/languages';
import { unreadCodeByName } from '../../knowledge/unread-code';

type LeftOut = NonNullable<Inventory['leftOut']>[number];

/** A code file as coverage sees it: what it counts as, and what is to be said about it. */
export interface CodeFile {
  path: string;
  language: string;
  lines: number;
  /** In the share of production code: read, not read, or not in it. */
  counts: 'read' | 'unread' | 'not';
  item?: UnreadItem;
}

const SKIPPED: Partial<Record<NonNullable<FileFact['skipped']>, string>> = {
  minified: 'Minified code is not read.',
  'too-large': 'Code files above 1 MB are not read.',
  unreadable: 'The file could not be read.',
  encoding: 'The file declares an encoding in which comments can hold code; it is not read.',
  binary: 'The file has the name of code and is no text.',
};

const LINKS: Partial<Record<NonNullable<FileFact['skipped']>, string>> = {
  'outside-link': 'A link out of the folder is not followed.',
  'link-loop': 'A link to a folder around itself is not followed.',
  special: 'A device, pipe or socket is not read.',
};

const MADE_BY: Record<NonNullable<FileFact['madeBy']>, string> = {
  generator: 'Written by a generator, as its first lines say: weaknesses in it are not reported.',
  library: 'A copy of a library: weaknesses in it are not reported.',
  minifier: 'Minified code is not read.',
};

/** Of such files only the scripts are turned into code; of their markup, nothing is. */
const MARKUP: ReadonlySet<string> = new Set(['vue', 'svelte']);
const DECLARATIONS = /\.d\.[cm]?ts$/i;

/** Minified code where copies of browser libraries are kept, or with the name of a copy, is nobody's source. */
function isCopy(path: string): boolean {
  const folders = path.toLowerCase().split('/').slice(0, -1);
  return (
    /[.-](?:min|bundle|prod|umd|iife)\.[cm]?js$/i.test(path) || folders.some((folder) => ASSET_DIRECTORIES.has(folder))
  );
}

function unreadReason(file: FileFact, language: string): string {
  if (file.unread?.kind === 'infrastructure') return `${language}: read for secrets only.`;
  if (file.unread?.kind === 'script' && language === 'HTML with scripts')
    return 'The scripts in this page are not read.';
  return `${language} is not read.`;
}

type ReasonOf = (path: string) => string | undefined;

interface Verdict {
  counts: CodeFile['counts'];
  group?: UnreadItem['group'];
  reason?: string;
  line?: number;
}

/** Code that could be read, and was parsed. */
function readVerdict(file: FileFact, reasonOf: ReasonOf): Verdict {
  const limit = reasonOf(file.path);
  const { unparsed } = file;
  if (unparsed && unparsed.lines * 2 > file.lines)
    return {
      counts: 'unread',
      group: 'production',
      reason: 'Most of the file could not be parsed.',
      line: unparsed.first,
    };
  if (unparsed)
    return {
      counts: 'read',
      group: 'partial',
      reason: 'Syntax errors: what stands there may be missing.',
      line: unparsed.first,
    };
  if (limit !== undefined) return { counts: 'read', group: 'partial', reason: limit };
  if (MARKUP.has(file.language ?? ''))
    return { counts: 'read', group: 'partial', reason: 'The scripts of this file are read, its markup is not.' };
  return { counts: 'read' };
}

function scriptVerdict(file: FileFact, language: string, reasonOf: ReasonOf): Verdict {
  if (file.analyzed) return { counts: 'not' };
  return { counts: 'not', group: 'script', reason: reasonOf(file.path) ?? unreadReason(file, language) };
}

function ownVerdict(file: FileFact, language: string, reasonOf: ReasonOf): Verdict {
  if (file.role === 'config' && file.language !== undefined) return scriptVerdict(file, language, reasonOf);
  if (file.unread && file.unread.kind !== 'language')
    return { counts: 'not', group: 'script', reason: unreadReason(file, language) };
  if ((file.skipped === 'minified' || file.skipped === 'too-large') && isCopy(file.path))
    return { counts: 'not', group: 'generated', reason: SKIPPED[file.skipped] ?? MADE_BY.minifier };
  if (file.skipped !== undefined)
    return { counts: 'unread', group: 'production', reason: SKIPPED[file.skipped] ?? 'The file was not read.' };
  if (file.unread) return { counts: 'unread', group: 'production', reason: unreadReason(file, language) };
  if (!file.analyzed)
    return { counts: 'unread', group: 'production', reason: reasonOf(file.path) ?? 'The file could not be parsed.' };
  return readVerdict(file, reasonOf);
}

function verdictOf(file: FileFact, language: string, reasonOf: ReasonOf): Verdict {
  const isProgram = file.language !== undefined || file.unread?.kind === 'language' || file.unread?.kind === 'notebook';
  if (file.role === 'test')
    return isProgram ? { counts: 'not', group: 'test', reason: 'Test code: listed, not judged.' } : { counts: 'not' };
  if (file.role === 'docs')
    return isProgram
      ? { counts: 'not', group: 'example', reason: 'Code among documents and examples: listed, not judged.' }
      : { counts: 'not' };
  if (file.madeBy && file.madeBy !== 'minifier')
    return {
      counts: 'not',
      group: 'generated',
      reason: file.unread ? unreadReason(file, language) : MADE_BY[file.madeBy],
    };
  return ownVerdict(file, language, reasonOf);
}

/**
 * What is to be said about a listed file; undefined for what is neither code nor a place that may hold some.
 * `reasonOf`: what a limit says about the path.
 */
export function codeFileOf(
  file: FileFact,
  reasonOf: ReasonOf,
  languages: LanguageSet = KNOWN_LANGUAGES,
): CodeFile | undefined {
  const link = file.skipped && LINKS[file.skipped];
  if (link !== undefined)
    return {
      path: file.path,
      language: '',
      lines: 0,
      counts: 'not',
      item: { path: file.path, reason: link, group: 'link' },
    };
  if ((file.language === undefined && !file.unread) || DECLARATIONS.test(file.path)) return undefined;
  const language = file.unread?.name ?? languages.nameOf(file.language ?? '');
  const { counts, group, reason, line } = verdictOf(file, language, reasonOf);
  const item =
    group && reason !== undefined
      ? { path: file.path, reason, group, language, ...(line !== undefined && { line }) }
      : undefined;
  return { path: file.path, language, lines: file.lines, counts, ...(item && { item }) };
}

const CAUSES: Record<LeftOut['cause'], (rule: string) => { group: UnreadItem['group']; reason: string }> = {
  ignored: (rule) => ({ group: 'ignored', reason: `ignored by ${rule}` }),
  excluded: (rule) => ({ group: 'ignored', reason: `left out by the setting ${rule}` }),
  'build-output': () => ({ group: 'output', reason: 'Build output whose sources are read.' }),
  'tool-output': () => ({ group: 'output', reason: 'Kept or made by a tool.' }),
  'too-deep': () => ({ group: 'production', reason: 'Folders more than 10 levels down are not entered.' }),
  crowded: () => ({ group: 'production', reason: 'The folder holds more than 200,000 entries and is not entered.' }),
  'too-many': () => ({
    group: 'production',
    reason: 'There are more than 1,000,000 files; this folder is not entered.',
  }),
};

/** Code in a place that was not entered. A folder (with a slash at its end) stands for code that was not counted. */
export function leftOutFile({ path, cause, rule = '' }: LeftOut): CodeFile {
  const { group, reason } = CAUSES[cause](rule);
  const known = languageOf(path);
  const language = known ? known.name : (unreadCodeByName(path)?.name ?? 'unknown');
  return {
    path,
    language,
    lines: 0,
    counts: group === 'production' ? 'unread' : 'not',
    item: { path, reason, group, language },
  };
}

/**
 * A folder or name that the system does not let us read. Rule files, and what is no
 * code by its name, are not in the share.
 */
export function unreadablePlace({ path, reason }: Inventory['unreadable'][number]): CodeFile {
  const known = languageOf(path);
  const language = known ? known.name : 'unknown';
  const mayBeCode = known !== undefined || posix.extname(path) === '';
  const isRules = posix.basename(path) === '.gitignore' || path.endsWith('info/exclude');
  const group = mayBeCode && !isRules ? 'production' : 'link';
  return {
    path,
    language,
    lines: 0,
    counts: group === 'production' ? 'unread' : 'not',
    item: { path, reason: `It could not be read (${reason}).`, group },
  };
}
