// The house rules. The first part says who may import whom; a unit test proves that it fires.
import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';
import { noComposedSentences } from './scripts/lint/no-composed-sentences.mjs';
import { noCycles } from './scripts/lint/no-cycles.mjs';
import { noLibraryNames } from './scripts/lint/no-library-names.mjs';
import { noReadingOfSentences } from './scripts/lint/no-reading-of-sentences.mjs';

/** Rules of our own. */
const house = {
  rules: {
    'no-composed-sentences': noComposedSentences,
    'no-cycles': noCycles,
    'no-library-names': noLibraryNames,
    'no-reading-of-sentences': noReadingOfSentences,
  },
};

/** The rooms of the house. Order matters: the first pattern that matches a file names its room. */
const ROOMS = {
  extension: 'src/extension.ts',
  cli: ['src/cli.ts', 'src/cli/**'],
  'run-state': [
    'src/session/run-state.ts',
    'src/session/reduce.ts',
    'src/session/reducing/**',
    'src/session/run-words.ts',
  ],
  editor: 'src/editor/**',
  pipeline: 'src/pipeline/**',
  agents: 'src/agents/**',
  read: 'src/analysis/read/**',
  engine: 'src/analysis/engine/**',
  languages: 'src/analysis/languages/**',
  frameworks: 'src/analysis/frameworks/**',
  documents: 'src/analysis/documents/**',
  analysis: 'src/analysis/**',
  reasoning: 'src/reasoning/**',
  messages: 'src/messages/**',
  knowledge: 'src/knowledge/**',
  artifacts: 'src/artifacts/**',
  session: 'src/session/**',
  report: 'src/report/**',
  wording: 'src/wording/**',
  protocol: 'src/protocol/**',
  webview: 'webview/**',
  safety: 'src/safety/**',
};

const BELOW_AGENTS = ['reasoning', 'analysis', 'wording', 'messages', 'knowledge', 'artifacts'];
const INSIDE_ANALYSIS = ['documents', 'frameworks', 'languages', 'engine', 'read'];
const BELOW_PIPELINE = ['agents', ...BELOW_AGENTS, 'session', 'run-state', 'report', 'wording'];
const BELOW_EDITOR = ['pipeline', ...BELOW_PIPELINE];

/** Arrows, all one way: a room may import itself, `safety` and the rooms listed here, nothing else of ours. */
const MAY_IMPORT = {
  extension: ['editor', 'protocol', ...BELOW_EDITOR],
  cli: BELOW_EDITOR,
  editor: ['protocol', ...BELOW_EDITOR],
  pipeline: BELOW_PIPELINE,
  agents: BELOW_AGENTS,
  analysis: [...INSIDE_ANALYSIS, 'knowledge', 'artifacts'],
  documents: ['engine', 'read', 'knowledge', 'artifacts'],
  frameworks: ['engine', 'read', 'knowledge', 'artifacts'],
  languages: ['engine', 'read', 'knowledge', 'artifacts'],
  engine: ['read', 'knowledge', 'artifacts'],
  read: ['knowledge', 'artifacts'],
  reasoning: ['messages', 'knowledge', 'artifacts'],
  messages: ['knowledge', 'artifacts'],
  knowledge: ['artifacts'],
  artifacts: [],
  session: ['artifacts', 'run-state'],
  'run-state': ['artifacts'],
  report: ['knowledge', 'artifacts', 'wording'],
  wording: ['messages', 'knowledge', 'artifacts'],
  protocol: [],
  webview: ['protocol', 'run-state'],
  safety: [],
};

/** The schemas stay out of the panel's bundle: these rooms get the inferred types alone. */
const MAY_IMPORT_TYPES = { protocol: ['artifacts', 'run-state'], webview: ['artifacts'] };

const inRoom = (room) => ({ file: { categories: room } });
const allowed = (from, to, kind) => ({
  from: inRoom(from),
  allow: { to: { file: { categories: { anyOf: to } } }, ...(kind ? { dependency: { kind } } : {}) },
});

const policies = [
  // Libraries and Node are free to use everywhere; `vscode` is ruled separately below.
  { allow: { to: { module: { origin: { anyOf: ['external', 'core'] } } } } },
  ...Object.entries(MAY_IMPORT).map(([from, to]) => allowed(from, [from, 'safety', ...to])),
  ...Object.entries(MAY_IMPORT_TYPES).map(([from, to]) => allowed(from, to, 'type')),
];

const structure = {
  files: ['src/**/*.ts', 'webview/**/*.ts'],
  plugins: { boundaries, house },
  settings: {
    'boundaries/files': Object.entries(ROOMS).map(([category, pattern]) => ({ category, pattern, stopMatching: true })),
    'boundaries/legacy-templates': false,
    'import/resolver': { typescript: { alwaysTryTypes: true } },
  },
  rules: {
    'boundaries/dependencies': [
      'error',
      {
        default: 'disallow',
        checkUnknownLocals: true,
        message:
          '{{ from.file.categories }} must not import {{ dependency.source }}: arrows go one way, and only to files that exist',
        policies,
      },
    ],
    'boundaries/no-unknown-files': 'error',
    'house/no-cycles': 'error',
    'house/no-reading-of-sentences': 'error',
    'no-console': 'error',
  },
};

/** Short means simple: one statement a line, few branches a function, one idea a file. */
const density = {
  files: ['src/**/*.ts', 'webview/**/*.ts'],
  rules: {
    'no-nested-ternary': 'error',
    complexity: ['error', 15],
    'max-len': [
      'error',
      { code: 120, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true },
    ],
    'max-statements-per-line': ['error', { max: 1 }],
    'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
  },
};

const VSCODE = { name: 'vscode', message: 'Only src/editor and src/extension.ts know VS Code.' };
const BOUNDED = 'A document of the folder may be made to do harm: src/safety/documents reads it within limits.';
const PARSERS = [
  { name: 'jsonc-parser', importNames: ['parse', 'parseTree', 'visit', 'createScanner'], message: BOUNDED },
  { name: 'smol-toml', message: BOUNDED },
];
const notImported = (...paths) => ({ 'no-restricted-imports': ['error', { paths }] });

const documentsAreBounded = [
  { files: ['src/editor/**/*.ts', 'src/extension.ts'], rules: notImported(...PARSERS) },
  { files: ['src/safety/documents/*.ts'], rules: notImported(VSCODE) },
];

const onlyTheEditorKnowsVscode = {
  files: ['src/**/*.ts', 'webview/**/*.ts'],
  ignores: ['src/editor/**', 'src/extension.ts'],
  rules: {
    ...notImported(VSCODE, ...PARSERS),
    'no-restricted-syntax': [
      'error',
      {
        selector:
          ":matches(ImportExpression[source.value='vscode'], CallExpression[callee.name='require'][arguments.0.value='vscode'])",
        message: VSCODE.message,
      },
    ],
  },
};

/** What a call of a library means is data: the engine works for languages and frameworks it was not written with. */
const engineNamesNoLibrary = {
  files: ['src/analysis/engine/**/*.ts'],
  plugins: { house },
  rules: { 'house/no-library-names': 'error' },
};

/** Reasoning judges by facts. What stands in files is quoted, or is prose about the product, and read in two places. */
const reasoningReadsNoSource = {
  files: ['src/reasoning/**/*.ts'],
  ignores: ['src/reasoning/quotes.ts', 'src/reasoning/context/statements.ts'],
  rules: {
    'no-restricted-syntax': [
      'error',
      {
        selector: 'CallExpression[callee.property.name=/^(readFile|readFileSync|searchFiles)$/]',
        message: 'Reasoning reads facts, no source text; src/reasoning/quotes.ts fetches quotes.',
      },
      {
        selector: 'ImportDeclaration[source.value=/^(node:)?fs/]',
        message: 'Reasoning reads facts, no files.',
      },
    ],
  },
};

/** Reasoning and the run decide what is said; how it is said, src/wording alone knows. */
const sentencesStandInWording = {
  files: ['src/reasoning/**/*.ts', 'src/agents/**/*.ts', 'src/pipeline/**/*.ts'],
  plugins: { house },
  rules: { 'house/no-composed-sentences': 'error' },
};

/** Facts hold no sentences either; what tables of calls hold are lists of names. */
const factsHoldNoSentences = {
  files: ['src/analysis/**/*.ts'],
  plugins: { house },
  rules: { 'house/no-composed-sentences': ['error', { listsOfNames: true }] },
};

const terminal = { files: ['src/cli.ts', 'src/cli/**/*.ts'], rules: { 'no-console': 'off' } };

const typed = {
  files: ['**/*.ts', '**/*.mts'],
  extends: [tseslint.configs.strictTypeChecked],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  rules: {
    '@typescript-eslint/no-unused-vars': [
      'error',
      { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
    ],
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    // Shapes that are not mistakes in this code base.
    '@typescript-eslint/no-confusing-void-expression': 'off',
    '@typescript-eslint/no-non-null-assertion': 'error',
    '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
    '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
    eqeqeq: 'error',
    'no-empty': ['error', { allowEmptyCatch: false }],
    'no-eval': 'error',
    'no-new-func': 'error',
  },
};

const tests = {
  files: ['test/**/*.ts', 'test/**/*.mts'],
  rules: {
    // A test that indexes past the end fails, which is what a test is for.
    '@typescript-eslint/no-non-null-assertion': 'off',
    '@typescript-eslint/no-unsafe-member-access': 'off',
    '@typescript-eslint/no-unsafe-assignment': 'off',
    '@typescript-eslint/require-await': 'off',
  },
};

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'out/**',
      'node_modules/**',
      'test/fixtures/**',
      'test/cases/*/**',
      'test-results/**',
      'coverage/**',
    ],
  },
  typed,
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.base],
    rules: { 'no-unused-vars': 'error', eqeqeq: 'error', 'prefer-const': 'error' },
  },
  structure,
  density,
  onlyTheEditorKnowsVscode,
  ...documentsAreBounded,
  engineNamesNoLibrary,
  reasoningReadsNoSource,
  sentencesStandInWording,
  factsHoldNoSentences,
  terminal,
  tests,
);
