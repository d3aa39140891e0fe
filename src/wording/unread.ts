import type { CountedUnread, NamedUnread, Part, PlainlyUnread, WhyUnread } from '../artifacts/unread';
import { all, number } from './locale';

const PLAIN: Readonly<Record<PlainlyUnread, string>> = {
  'build-output': 'Build output whose sources are read.',
  'cached-tree-damaged': 'The stored tree of this file is damaged. Clear the cache.',
  changed: 'The file changed while it was analysed.',
  'code-too-large': 'Code files above 1 MB are not read.',
  example: 'Code among documents and examples: listed, not judged.',
  'folder-crowded': 'The folder holds more than 200,000 entries and is not entered.',
  'folder-too-deep': 'Folders more than 10 levels down are not entered.',
  generated: 'Written by a generator, as its first lines say: weaknesses in it are not reported.',
  'ignore-rules-exhausted': 'There are too many ignore rules: the later ones are not applied.',
  'imported-misnamed': 'Code that is read imports it as code, but its name is not that of code; it is not read.',
  'library-copy': 'A copy of a library: weaknesses in it are not reported.',
  'link-loop': 'A link to a folder around itself is not followed.',
  'link-outside': 'A link out of the folder is not followed.',
  markup: 'The scripts of this file are read, its markup is not.',
  'memory-for-all': 'The memory did not suffice to read all code at once. Analyse this part of the folder by itself.',
  minified: 'Minified code is not read.',
  'misleading-encoding': 'The file declares an encoding in which comments can hold code; it is not read.',
  'mostly-unparsed': 'Most of the file could not be parsed.',
  'name-not-utf8': 'It could not be read: its name is not UTF-8.',
  'names-many-ways': "Modules hand on each other's names in so many ways that some names in it were not followed.",
  'not-parsed': 'The file could not be parsed.',
  'not-read': 'The file was not read.',
  'not-text': 'The file has the name of code and is no text.',
  'output-read-as-code':
    'The folder has the name of build output and was read as code: nothing shows that it is made from other files.',
  'page-scripts': 'The scripts in this page are not read.',
  'parse-nodes': 'The file has more syntax nodes than are read of one file.',
  'parse-steps': 'The file takes more steps to parse than its length allows.',
  'parser-ended': 'The parser ended unexpectedly with this file.',
  'parser-memory': 'The parser ran out of memory with this file.',
  'partly-unparsed': 'Syntax errors: what stands there may be missing.',
  'special-file': 'A device, pipe or socket is not read.',
  test: 'Test code: listed, not judged.',
  'too-many-files': 'There are more than 1,000,000 files; this folder is not entered.',
  'tool-output': 'Kept or made by a tool.',
  unreadable: 'The file could not be read.',
  vanished: 'It vanished while it was read.',
};

const NAMED: Readonly<Record<NamedUnread, (name: string) => string>> = {
  'dependencies-unknown': (why) => `Its dependencies are not known: ${why}.`,
  'excluded-by': (setting) => `Left out by the setting ${setting}.`,
  'flow-failed': (error) => `The data flow in it is not known because of an internal error (${error}).`,
  'ignore-rules-unread': (code) => `Its ignore rules could not be read (${code}) and are not applied.`,
  'ignored-by': (rule) => `Ignored by ${rule}.`,
  'imports-dependency': (path) =>
    `The file imports ${path} from a folder of installed dependencies by its path; what lies there is not read.`,
  language: (language) => `${language} is not read.`,
  'language-unknown': (path) => `${path} is in no language the analysis reads.`,
  'modules-unknown': (why) => `The names of modules it defines are not known: ${why}.`,
  'nests-too-deep': (error) => `The file nests too deep, or holds too much, to be read (${error}).`,
  'no-access': (code) => `It could not be read (${code}).`,
  'parser-stopped': (error) => `The parser stopped with this file: ${error}`,
  'reader-failed': (error) => `Its dependencies are not known: its reader failed (${error}).`,
  skipped: (kind) => `It is not read as code (${kind}).`,
  'secrets-only': (language) => `${language}: read for secrets only.`,
};

const COUNTED: Readonly<Record<CountedUnread, (count: number) => string>> = {
  'files-sampled': (files) => `Of about ${number(files)} files a sample was read.`,
  'folders-sampled': (files) => `About ${number(files)} files: folders below the fourth level were sampled.`,
  'imported-beyond': (most) =>
    `The file is left out by its place and imported by code that is read; more than ${number(most)} such files are not read.`,
  'lowering-steps': (steps) => `The file takes more than ${number(steps)} steps to read.`,
  'megabytes-beyond': (megabytes) =>
    `More than ${number(megabytes)} MB of code: not all of it is read at once. Analyse this part of the folder by itself.`,
  'nested-at-line': (line) => `Code nested too deep at line ${line} was left out.`,
  'parser-silent': (seconds) => `The parser gave no sign of life for ${number(seconds)} s with this file.`,
};

/** What a part looks for. */
const PARTS: Readonly<Record<Part, string>> = {
  access: 'who may do what to which data',
  dependencies: 'the dependencies',
  description: 'the controls, stores and services',
  'entry-points': 'the entry points and their guards',
  flows: 'the data flows',
  framework: 'the routes of',
  'javascript-routes': 'the routes of JavaScript frameworks',
  listeners: 'the listeners',
  met: 'what was met by the data flows',
  misuse: 'misused functions and settings',
  'not-understood': 'what is not understood',
  'python-handlers': 'the handlers of Python servers',
  'python-routes': 'the routes of Python frameworks',
  'raw-output': 'unencoded values in templates',
  registrations: 'the registrations',
  secrets: 'the secrets',
  templates: 'the templates that are rendered',
  zones: 'the zones',
};

const BUDGETS = { function: 'one function', 'entry-point': 'one entry point', file: 'one file' } as const;
const DEATHS = {
  memory: 'ran out of memory',
  crashed: 'stopped unexpectedly',
  timeout: 'gave no sign of life for ten minutes',
} as const;
const DEPENDENCIES = { direct: 'direct ', others: 'transitive ' } as const;

type Of<Is extends WhyUnread['is']> = Extract<WhyUnread, { is: Is }>;

const cut = ({ all, most, of }: Of<'dependencies-cut'>): string =>
  of === 'file'
    ? `Of its ${number(all)} dependencies the first ${number(most)} are read.`
    : `Of ${number(all)} ${DEPENDENCIES[of]}dependencies ${number(most)} are listed.`;

function died({ of, whole, detail }: Of<'died'>): string {
  const cause = `The analysis ${DEATHS[of]}${detail === undefined ? '' : ` (${detail})`}`;
  return whole ? `${cause}: no code was read.` : `${cause} while it worked on this: it was left out.`;
}

const noHandle = ({ path, others }: Of<'no-handle'>): string =>
  `${all(others > 0 ? [path, `${number(others)} more`] : [path])} could not be opened: too many files are open. Raise the limit (ulimit -n).`;

/** Why something was not read, not judged, or not followed to the end, in a sentence. */
export function unreadSentence(why: WhyUnread): string {
  switch (why.is) {
    case 'syntax-errors':
      return `Syntax errors in ${why.places === 1 ? 'one place' : `${number(why.places)} places`}, first at line ${why.line}: what stands there may be missing.`;
    case 'dependencies-cut':
      return cut(why);
    case 'steps':
      return `It takes too many steps to find ${PARTS[why.part]} in it: some may be missing.`;
    case 'flow-budget':
      return `The data flow in it was not followed to the end: the budget of ${BUDGETS[why.of]} was used up.`;
    case 'failed':
      return `Unknown because of an internal error: ${[PARTS[why.part], why.framework ?? ''].join(' ').trim()} (${why.error}).`;
    case 'died':
      return died(why);
    case 'no-handle':
      return noHandle(why);
    default:
      return simply(why);
  }
}

function simply(why: Extract<WhyUnread, { is: PlainlyUnread | NamedUnread | CountedUnread }>): string {
  if ('name' in why) return NAMED[why.is](why.name);
  return 'count' in why ? COUNTED[why.is](why.count) : PLAIN[why.is];
}
