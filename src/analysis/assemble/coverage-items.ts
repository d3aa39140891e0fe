import { posix } from 'node:path';
import type { UnreadFact } from '../../artifacts/coverage';
import type { FileFact, Inventory } from '../../artifacts/inventory';
import type { PlainlyUnread, WhyUnread } from '../../artifacts/unread';
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
  item?: UnreadFact;
}

const SKIPPED: Partial<Record<NonNullable<FileFact['skipped']>, PlainlyUnread>> = {
  minified: 'minified',
  'too-large': 'code-too-large',
  unreadable: 'unreadable',
  encoding: 'misleading-encoding',
  binary: 'not-text',
};

const LINKS: Partial<Record<NonNullable<FileFact['skipped']>, PlainlyUnread>> = {
  'outside-link': 'link-outside',
  'link-loop': 'link-loop',
  special: 'special-file',
};

const MADE_BY: Record<NonNullable<FileFact['madeBy']>, PlainlyUnread> = {
  generator: 'generated',
  library: 'library-copy',
  minifier: 'minified',
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

function unreadAs(file: FileFact, language: string): WhyUnread {
  if (file.unread?.kind === 'infrastructure') return { is: 'secrets-only', name: language };
  if (file.unread?.kind === 'script' && language === 'HTML with scripts') return { is: 'page-scripts' };
  return { is: 'language', name: language };
}

type WhyOf = (path: string) => WhyUnread | undefined;

interface Verdict {
  counts: CodeFile['counts'];
  group?: UnreadFact['group'];
  why?: WhyUnread;
  line?: number;
}

/** Code that could be read, and was parsed. */
function readVerdict(file: FileFact, whyOf: WhyOf): Verdict {
  const limit = whyOf(file.path);
  const { unparsed } = file;
  if (unparsed && unparsed.lines * 2 > file.lines)
    return {
      counts: 'unread',
      group: 'production',
      why: { is: 'mostly-unparsed' },
      line: unparsed.first,
    };
  if (unparsed)
    return {
      counts: 'read',
      group: 'partial',
      why: { is: 'partly-unparsed' },
      line: unparsed.first,
    };
  if (limit !== undefined) return { counts: 'read', group: 'partial', why: limit };
  if (MARKUP.has(file.language ?? '')) return { counts: 'read', group: 'partial', why: { is: 'markup' } };
  return { counts: 'read' };
}

function scriptVerdict(file: FileFact, language: string, whyOf: WhyOf): Verdict {
  if (file.analyzed) return { counts: 'not' };
  return { counts: 'not', group: 'script', why: whyOf(file.path) ?? unreadAs(file, language) };
}

function ownVerdict(file: FileFact, language: string, whyOf: WhyOf): Verdict {
  if (file.role === 'config' && file.language !== undefined) return scriptVerdict(file, language, whyOf);
  if (file.unread && file.unread.kind !== 'language')
    return { counts: 'not', group: 'script', why: unreadAs(file, language) };
  if ((file.skipped === 'minified' || file.skipped === 'too-large') && isCopy(file.path))
    return { counts: 'not', group: 'generated', why: { is: SKIPPED[file.skipped] ?? 'minified' } };
  if (file.skipped !== undefined)
    return { counts: 'unread', group: 'production', why: { is: SKIPPED[file.skipped] ?? 'not-read' } };
  if (file.unread) return { counts: 'unread', group: 'production', why: unreadAs(file, language) };
  if (!file.analyzed) return { counts: 'unread', group: 'production', why: whyOf(file.path) ?? { is: 'not-parsed' } };
  return readVerdict(file, whyOf);
}

function verdictOf(file: FileFact, language: string, whyOf: WhyOf): Verdict {
  const isProgram = file.language !== undefined || file.unread?.kind === 'language' || file.unread?.kind === 'notebook';
  if (file.role === 'test')
    return isProgram ? { counts: 'not', group: 'test', why: { is: 'test' } } : { counts: 'not' };
  if (file.role === 'docs')
    return isProgram ? { counts: 'not', group: 'example', why: { is: 'example' } } : { counts: 'not' };
  if (file.madeBy && file.madeBy !== 'minifier')
    return {
      counts: 'not',
      group: 'generated',
      why: file.unread ? unreadAs(file, language) : { is: MADE_BY[file.madeBy] },
    };
  return ownVerdict(file, language, whyOf);
}

/**
 * What is to be said about a listed file; undefined for what is neither code nor a place that may hold some.
 * `whyOf`: what a limit says about the path.
 */
export function codeFileOf(
  file: FileFact,
  whyOf: WhyOf,
  languages: LanguageSet = KNOWN_LANGUAGES,
): CodeFile | undefined {
  const link = file.skipped && LINKS[file.skipped];
  if (link !== undefined)
    return {
      path: file.path,
      language: '',
      lines: 0,
      counts: 'not',
      item: { path: file.path, why: { is: link }, group: 'link' },
    };
  if ((file.language === undefined && !file.unread) || DECLARATIONS.test(file.path)) return undefined;
  const language = file.unread?.name ?? languages.nameOf(file.language ?? '');
  const { counts, group, why, line } = verdictOf(file, language, whyOf);
  const item =
    group && why ? { path: file.path, why, group, language, ...(line !== undefined && { line }) } : undefined;
  return { path: file.path, language, lines: file.lines, counts, ...(item && { item }) };
}

const CAUSES: Record<LeftOut['cause'], (rule: string) => Pick<UnreadFact, 'group' | 'why'>> = {
  ignored: (rule) => ({ group: 'ignored', why: { is: 'ignored-by', name: rule } }),
  excluded: (rule) => ({ group: 'ignored', why: { is: 'excluded-by', name: rule } }),
  'build-output': () => ({ group: 'output', why: { is: 'build-output' } }),
  'tool-output': () => ({ group: 'output', why: { is: 'tool-output' } }),
  'too-deep': () => ({ group: 'production', why: { is: 'folder-too-deep' } }),
  crowded: () => ({ group: 'production', why: { is: 'folder-crowded' } }),
  'too-many': () => ({
    group: 'production',
    why: { is: 'too-many-files' },
  }),
};

/** Code in a place that was not entered. A folder (with a slash at its end) stands for code that was not counted. */
export function leftOutFile({ path, cause, rule = '' }: LeftOut): CodeFile {
  const { group, why } = CAUSES[cause](rule);
  const known = languageOf(path);
  const language = known ? known.name : (unreadCodeByName(path)?.name ?? 'unknown');
  return {
    path,
    language,
    lines: 0,
    counts: group === 'production' ? 'unread' : 'not',
    item: { path, why, group, language },
  };
}

/**
 * A folder or name that the system does not let us read. Rule files, and what is no
 * code by its name, are not in the share.
 */
export function unreadablePlace({ path, why }: Inventory['unreadable'][number]): CodeFile {
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
    item: { path, why, group },
  };
}
