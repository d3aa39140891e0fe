/** A language the analysis reads. A new one is an entry here and one lowering module in `analysis/lower/registry.ts`. */
export interface LanguageInfo {
  /** Name used in facts and reports. */
  id: string;
  /** Lowercase, with the dot. */
  extensions: readonly string[];
  /** Grammars by preference, names of the `.wasm` files without extension. The next one is tried when one leaves syntax errors. */
  grammars: readonly string[];
  /** First line patterns (`#!`) of files without extension. */
  interpreters: readonly RegExp[];
  /** The code stands in `<script>` elements. */
  embedded?: boolean;
}

export const LANGUAGES: readonly LanguageInfo[] = [
  {
    id: 'javascript',
    extensions: ['.js', '.jsx', '.mjs', '.cjs', '.es6', '.jsm', '.xsjs'],
    // Flow annotations and stray types in .js files: the TypeScript grammar reads most of them.
    grammars: ['tree-sitter-javascript', 'tree-sitter-tsx'],
    interpreters: [/\bnode(js)?\b/],
  },
  { id: 'typescript', extensions: ['.ts', '.mts', '.cts'], grammars: ['tree-sitter-typescript'], interpreters: [/\b(ts-node|tsx|deno|bun)\b/] },
  { id: 'tsx', extensions: ['.tsx'], grammars: ['tree-sitter-tsx'], interpreters: [] },
  { id: 'vue', extensions: ['.vue'], grammars: ['tree-sitter-typescript', 'tree-sitter-tsx'], interpreters: [], embedded: true },
  { id: 'svelte', extensions: ['.svelte'], grammars: ['tree-sitter-typescript'], interpreters: [], embedded: true },
  { id: 'python', extensions: ['.py', '.pyw'], grammars: ['tree-sitter-python'], interpreters: [/\bpython[\d.]*\b/] },
];

const BY_EXTENSION = new Map(LANGUAGES.flatMap((language) => language.extensions.map((extension) => [extension, language] as const)));

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

/** Source code that is counted but not analysed: what it holds is unknown, and that has to be said. */
const UNREAD_SOURCES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Go: '.go', Java: '.java', Kotlin: '.kt .kts', Scala: '.scala', Groovy: '.groovy', Clojure: '.clj .cljs', Ruby: '.rb .erb .rake', PHP: '.php .phtml', 'C#': '.cs .cshtml .razor',
    'Visual Basic': '.vb', 'F#': '.fs', C: '.c .h', 'C++': '.cc .cpp .cxx .hpp .hh', Rust: '.rs', Swift: '.swift', 'Objective-C': '.m .mm', Dart: '.dart', Elixir: '.ex .exs', Erlang: '.erl', Haskell: '.hs',
    Lua: '.lua', Perl: '.pl .pm', R: '.r', Shell: '.sh .bash .zsh', PowerShell: '.ps1 .psm1', Solidity: '.sol', Zig: '.zig', CoffeeScript: '.coffee', Apex: '.cls .trigger', COBOL: '.cob .cbl',
  }).flatMap(([language, extensions]) => extensions.split(' ').map((extension) => [extension, language] as const)),
);

/** The language of a source file the analysis does not read, or undefined when it is no source file known here. */
export function unreadLanguageOf(path: string): string | undefined {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? undefined : UNREAD_SOURCES.get(path.slice(dot).toLowerCase());
}
