import { posix } from 'node:path';
import { START_SCRIPT, TEST_SCRIPT } from '../../knowledge/zones';
import { fieldsOf, parseJson } from '../../safety/documents/bounded-json';
import { DocumentError } from '../../safety/documents/document-error';
import type { TextSource } from '../read/text-source';

const MOST = 512 * 1024;
/** A path or module of the program in a command line. */
const WORD = /[\w@./:-]+/g;

/** The fields of a package; none of one that is made to do harm, which is named where its dependencies are read. */
function packageOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return fieldsOf(parseJson(text).value);
  } catch (error) {
    if (error instanceof DocumentError) return {};
    throw error;
  }
}

function stringsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 5) return [];
  return Object.values(value).flatMap((inner) => stringsIn(inner, depth + 1));
}

function scriptsOf(scripts: unknown, called: RegExp): string[] {
  return Object.entries(fieldsOf(scripts))
    .filter(([name]) => called.test(name))
    .flatMap(([, command]) => (typeof command === 'string' ? [command] : []));
}

/** What a package says is its program: its entries and the scripts that start it. */
function ofPackage(text: string): string[] {
  const { main, module, bin, exports, browser, scripts } = packageOf(text);
  return [
    ...[main, module, bin, exports, browser].flatMap((value) => stringsIn(value)),
    ...scriptsOf(scripts, START_SCRIPT),
  ];
}

const testsOfPackage = (text: string): string[] => scriptsOf(packageOf(text)['scripts'], TEST_SCRIPT);

/** The commands an image, a process file or a unit runs. */
function ofCommands(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => /^\s*(CMD|ENTRYPOINT|command:|web:|worker:|release:|ExecStart=|[\w-]+:\s)/.test(line));
}

type Readers = readonly (readonly [RegExp, (text: string) => string[]])[];
const MANIFEST = /(^|\/)package\.json$/;
const READERS: Readers = [
  [MANIFEST, ofPackage],
  [/(^|\/)((dockerfile|containerfile)[^/]*|procfile|[^/]*compose[^/]*\.ya?ml|[^/]+\.service)$/i, ofCommands],
];

/** `app.main:app`, `python -m shop.server`, `node ./src/index.js`. */
function candidates(word: string, directory: string): string[] {
  const plain = word
    .replace(/^\/(app|usr\/src\/app|srv|code|src|opt\/[\w-]+)\//, '')
    .replace(/^\.\//, '')
    .replace(/:.*$/, '');
  const dotted = /^[A-Za-z_][\w.]*$/.test(plain)
    ? [
        `${plain.replaceAll('.', '/')}.py`,
        `${plain.replaceAll('.', '/')}/__main__.py`,
        `${plain.replaceAll('.', '/')}/__init__.py`,
      ]
    : [];
  const ends = ['', '.js', '.ts', '.mjs', '.cjs', '/index.js', '/index.ts', '/src/index.ts'].map((end) => plain + end);
  return [...ends, ...dotted].flatMap((path) => [posix.join(directory, path), path]);
}

/** Files that manifests start or ship as the program. `known` are the files that were read as code. */
export const startedFiles = (paths: readonly string[], known: ReadonlySet<string>, texts: TextSource): Set<string> =>
  named(READERS, paths, known, texts);

/** Files that manifests start to test the program. */
export const testedWith = (paths: readonly string[], known: ReadonlySet<string>, texts: TextSource): Set<string> =>
  named([[MANIFEST, testsOfPackage]], paths, known, texts);

function named(readers: Readers, paths: readonly string[], known: ReadonlySet<string>, texts: TextSource): Set<string> {
  const found = new Set<string>();
  for (const path of paths) {
    const reader = readers.find(([pattern]) => pattern.test(path))?.[1];
    const text = reader ? texts.text(path) : '';
    if (!reader || text === '' || text.length > MOST) continue;
    const words = reader(text).flatMap((command) => command.match(WORD) ?? []);
    for (const word of words.slice(0, 2_000))
      for (const candidate of candidates(word, posix.dirname(path) === '.' ? '' : posix.dirname(path)))
        if (known.has(candidate)) found.add(candidate);
  }
  return found;
}
