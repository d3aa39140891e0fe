/**
 * A language the analysis reads: how its files are known. How they become the common tree, and what that means, is said
 * in `analysis/languages/registry.ts`.
 */
export interface LanguageInfo {
  /** Name used in facts. */
  id: string;
  /** What people call it; TypeScript with markup is TypeScript. */
  name: string;
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

export const LANGUAGES: readonly LanguageInfo[] = [
  {
    id: 'javascript',
    name: 'JavaScript',
    extensions: ['.js', '.jsx', '.mjs', '.cjs', '.es6', '.jsm', '.xsjs'],
    // Flow annotations and stray types in .js files: the TypeScript grammar reads most of them.
    grammars: ['tree-sitter-javascript', 'tree-sitter-tsx'],
    interpreters: [/\bnode(js)?\b/],
  },
  {
    id: 'typescript',
    name: 'TypeScript',
    extensions: ['.ts', '.mts', '.cts'],
    grammars: ['tree-sitter-typescript'],
    interpreters: [/\b(ts-node|tsx|deno|bun)\b/],
  },
  { id: 'tsx', name: 'TypeScript', extensions: ['.tsx'], grammars: ['tree-sitter-tsx'], interpreters: [] },
  {
    id: 'vue',
    name: 'Vue',
    extensions: ['.vue'],
    grammars: ['tree-sitter-typescript', 'tree-sitter-tsx'],
    interpreters: [],
    embedded: true,
  },
  {
    id: 'svelte',
    name: 'Svelte',
    extensions: ['.svelte'],
    grammars: ['tree-sitter-typescript'],
    interpreters: [],
    embedded: true,
  },
  {
    id: 'python',
    name: 'Python',
    extensions: ['.py', '.pyw', '.py3', '.wsgi'],
    grammars: ['tree-sitter-python'],
    interpreters: [/\bpython[\d.]*\b/],
  },
];

/** A set of languages, asked by the names of files. */
export class LanguageSet<L extends LanguageInfo = LanguageInfo> {
  private readonly byExtension: ReadonlyMap<string, L>;

  constructor(readonly all: readonly L[]) {
    this.byExtension = new Map(
      all.flatMap((language) => language.extensions.map((extension) => [extension, language] as const)),
    );
  }

  /** The language of a file by its name, or undefined when the analysis does not read it. */
  of(path: string): L | undefined {
    const dot = path.lastIndexOf('.');
    return dot < 0 ? undefined : this.byExtension.get(path.slice(dot).toLowerCase());
  }

  /** The language of a script without a known extension, by its `#!` line. */
  ofScript(firstLine: string): L | undefined {
    if (!firstLine.startsWith('#!')) return undefined;
    return this.all.find((language) => language.interpreters.some((interpreter) => interpreter.test(firstLine)));
  }

  /** What people call a language; the id of one that is not in the set. */
  nameOf(id: string): string {
    return this.all.find((language) => language.id === id)?.name ?? id;
  }
}

/** The languages that the analysis reads of a folder. */
export const KNOWN_LANGUAGES = new LanguageSet(LANGUAGES);

export const languageOf = (path: string): LanguageInfo | undefined => KNOWN_LANGUAGES.of(path);
