/**
 * A language the analysis reads. A new one is an entry here and a lowering in `analysis/languages/lowerings.ts`.
 */
export interface LanguageInfo {
  /** Name used in facts and reports. */
  id: string;
  /** Lowercase, with the dot. */
  extensions: readonly string[];
  /**
   * Grammars by preference, names of the `.wasm` files without extension. The next one
   * is tried when one leaves syntax errors.
   */
  grammars: readonly string[];
  /** First line patterns (`#!`) of files without extension. */
  interpreters: readonly RegExp[];
  /** The code stands in `<script>` elements. */
  embedded?: boolean;
}

/** What people call the languages of `LANGUAGES`; TypeScript with markup is TypeScript. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['javascript', 'JavaScript'],
  ['typescript', 'TypeScript'],
  ['tsx', 'TypeScript'],
  ['vue', 'Vue'],
  ['svelte', 'Svelte'],
  ['python', 'Python'],
]);

export const languageName = (id: string): string => NAMES.get(id) ?? id;

export const LANGUAGES: readonly LanguageInfo[] = [
  {
    id: 'javascript',
    extensions: ['.js', '.jsx', '.mjs', '.cjs', '.es6', '.jsm', '.xsjs'],
    // Flow annotations and stray types in .js files: the TypeScript grammar reads most of them.
    grammars: ['tree-sitter-javascript', 'tree-sitter-tsx'],
    interpreters: [/\bnode(js)?\b/],
  },
  {
    id: 'typescript',
    extensions: ['.ts', '.mts', '.cts'],
    grammars: ['tree-sitter-typescript'],
    interpreters: [/\b(ts-node|tsx|deno|bun)\b/],
  },
  { id: 'tsx', extensions: ['.tsx'], grammars: ['tree-sitter-tsx'], interpreters: [] },
  {
    id: 'vue',
    extensions: ['.vue'],
    grammars: ['tree-sitter-typescript', 'tree-sitter-tsx'],
    interpreters: [],
    embedded: true,
  },
  { id: 'svelte', extensions: ['.svelte'], grammars: ['tree-sitter-typescript'], interpreters: [], embedded: true },
  {
    id: 'python',
    extensions: ['.py', '.pyw', '.py3', '.wsgi'],
    grammars: ['tree-sitter-python'],
    interpreters: [/\bpython[\d.]*\b/],
  },
];

const BY_EXTENSION = new Map(
  LANGUAGES.flatMap((language) => language.extensions.map((extension) => [extension, language] as const)),
);

/** The language of a file by its name, or undefined when the analysis does not read it. */
export function languageOf(path: string): LanguageInfo | undefined {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? undefined : BY_EXTENSION.get(path.slice(dot).toLowerCase());
}

/** The language of a script without a known extension, by its `#!` line. */
export function languageOfScript(firstLine: string): LanguageInfo | undefined {
  if (!firstLine.startsWith('#!')) return undefined;
  return LANGUAGES.find((language) => language.interpreters.some((interpreter) => interpreter.test(firstLine)));
}
