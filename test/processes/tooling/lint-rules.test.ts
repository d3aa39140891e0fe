import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A house in miniature: what is right and what is wrong, by file. */
const FILES: Record<string, string> = {
  'src/artifacts/gap.ts': 'export interface Gap { id: string }\nexport const GAP = 1;\n',
  'src/knowledge/cwe.ts':
    "import type { Gap } from '../artifacts/gap';\nexport const cwe = (gap: Gap): string => gap.id;\n",
  'src/analysis/read/file.ts': 'export const file = 1;\n',
  'src/analysis/engine/flow.ts':
    "import { file } from '../read/file';\nimport { cwe } from '../../knowledge/cwe';\nexport const flow = [file, cwe];\n",
  'src/analysis/frameworks/routes.ts': "export { flow } from '../engine/flow';\n",
  'src/analysis/analyze.ts': "export { flow } from './frameworks/routes';\n",
  'src/session/run-state.ts':
    "import type { Gap } from '../artifacts/gap';\nexport const state = (gap: Gap): string => gap.id;\n",
  'src/session/journal.ts': "export { state } from './run-state';\nexport const journal = 1;\n",
  'src/pipeline/run.ts':
    "import { journal } from '../session/journal';\nimport { flow } from '../analysis/analyze';\nexport const run = [journal, flow];\n",
  'src/protocol/messages.ts': "import type { Gap } from '../artifacts/gap';\nexport type Message = Gap;\n",
  'src/editor/tree.ts':
    "import * as vscode from 'vscode';\nimport { run } from '../pipeline/run';\nexport const tree = [vscode.version, run];\n",
  'webview/main.ts':
    "import { state } from '../src/session/run-state';\nimport type { Message } from '../src/protocol/messages';\nexport const main = (message: Message): string => state(message);\n",

  'src/artifacts/upward.ts': "export { cwe } from '../knowledge/cwe';\n",
  'src/analysis/upward.ts': "export { run } from '../pipeline/run';\n",
  'src/analysis/engine/upward.ts': "export { flow } from '../frameworks/routes';\n",
  'src/analysis/read/upward.ts': "export { flow } from '../engine/flow';\n",
  'src/reasoning/reads-code.ts': "export { flow } from '../analysis/analyze';\n",
  'src/report/sideways.ts': "export { journal } from '../session/journal';\n",
  'src/session/sideways.ts': "export { flow } from '../analysis/analyze';\n",
  'src/cli.ts': "export { tree } from './editor/tree';\n",
  'src/agents/vscode.ts': "import * as vscode from 'vscode';\nexport const version = vscode.version;\n",
  'src/agents/lazy-vscode.ts': "export const load = (): Promise<unknown> => import('vscode');\n",
  'src/pipeline/lazy-upward.ts': "export const load = (): Promise<unknown> => import('../editor/tree');\n",
  'src/analysis/engine/names-a-library.ts':
    "export const isSession = (path: string): boolean => path === 'flask.session';\n",
  'src/analysis/engine/names-in-a-pattern.ts': 'export const PATH = /^(?:express|koa)\\(\\)\\.use$/;\n',
  'src/analysis/engine/names-a-framework.ts': 'export const djangoGuards = (id: string): string => `django:${id}`;\n',
  'src/analysis/engine/names-a-language.ts': "export const isPython = (id: string): boolean => id === 'python';\n",
  'src/analysis/engine/names-a-module.ts':
    "export const JOIN = 'path.join';\nexport const SPAWN = /^child_process\\.exec$/;\n",
  'src/analysis/engine/plain-words.ts':
    "export const next = (path: string, request: string): string => `${path}/${request}`;\nexport const WORDS = /^(?:query|path|request|process|session)$/;\nexport const nested = 'nested flow'.length;\n",
  'src/reasoning/types-one.ts': "import type { Two } from './types-two';\nexport type One = Two | 1;\n",
  'src/reasoning/types-two.ts': "import type { One } from './types-one';\nexport type Two = One[] | 2;\n",
  'src/reasoning/itself.ts':
    "import { itself as other } from './itself';\nexport const itself = (): unknown => other;\n",
  'src/reasoning/reads-a-message.ts':
    'export const isSql = (fact: { message: string }): boolean => /SQL/.test(fact.message);\n',
  'src/report/cuts-a-description.ts':
    "export const first = (gap: { description: string }): string => gap.description.replace(/ of .*$/, '');\n",
  'src/reasoning/begins-a-recommendation.ts':
    "export const is = (gap: { recommendation: string }): boolean => gap.recommendation.startsWith('Use');\n",
  'src/pipeline/matches-a-basis.ts':
    'const ROLE = /role (\\w+)/;\nexport const role = (guard?: { basis: string }): unknown => guard?.basis.match(ROLE);\n',
  'src/report/shows-a-message.ts':
    'export const shown = (fact: { message: string; id: string }): string => `${fact.message} ${fact.id.replace(/-/g, "")}`;\n',
  'src/analysis/engine/nests-choices.ts':
    "export const of = (n: number): string => (n > 1 ? 'many' : n === 1 ? 'one' : 'none');\n",
  'src/analysis/engine/branches.ts': `export function of(n: number): number {\n${'  if (n > 1) return n;\n'.repeat(16)}  return 0;\n}\n`,
  'src/analysis/engine/long-lines.ts': `export const all = [${'one, '.repeat(30)}];\nexport const one = 1;\n`,
  'src/analysis/engine/dense.ts': 'export const x = 1; export const y = 2;\n',
  'src/analysis/engine/endless.ts': 'export const x = 1;\n' + 'void x;\n'.repeat(250),
  'src/analysis/says-why.ts':
    "export const LARGE = 'Code files above 1 MB are not read.';\nexport const of = (rule: string): string => `ignored by ${rule}`;\n",
  'src/analysis/lists-names.ts': "export const NAMES = 'passthrough loose catchall';\n",
  'src/reasoning/composes-a-sentence.ts':
    'export const said = (route: string): string => `Limits ${route}.`;\nexport const why = (n: number): string => `${n} accept anything`;\n',
  'src/pipeline/asks-a-question.ts': "export const question = 'Is the purpose right?';\n",
  'src/reasoning/holds-a-sentence.ts': "export const why = 'The attack works reliably.';\n",
  'src/reasoning/hands-on-facts.ts':
    "import type { Limits } from '../messages/limits';\nexport const root = (file: string): string => `csrf ${file}`;\nexport const said = (limits: Limits): string => limits.gap.id;\nexport const missing = (): never => {\n  throw new Error('no facts for this folder');\n};\n",
  'src/reasoning/words-itself.ts': "export { limits } from '../wording/limits';\n",
  'src/messages/limits.ts': "import type { Gap } from '../artifacts/gap';\nexport interface Limits { gap: Gap }\n",
  'src/messages/upward.ts': "export { limits } from '../wording/limits';\n",
  'src/wording/limits.ts': 'export const limits = (route: string): string => `Limits ${route}.`;\n',
  'src/reasoning/reads-a-file.ts':
    'export const text = (tools: { readFile(path: string): string }): string => tools.readFile("a.js");\n',
  'src/reasoning/opens-a-file.ts': "import { existsSync } from 'node:fs';\nexport const is = existsSync('a.js');\n",
  'src/reasoning/quotes.ts':
    'export const quote = (tools: { readFile(path: string): string }): string => tools.readFile("a.js");\n',
  'src/analysis/parses-a-manifest.ts':
    "import { parse } from 'jsonc-parser';\nexport const value: unknown = parse('{}');\n",
  'src/analysis/finds-in-a-manifest.ts': "export { findNodeAtLocation } from 'jsonc-parser';\n",
  'src/safety/documents/json.ts': "import { parse } from 'jsonc-parser';\nexport const value: unknown = parse('{}');\n",
  'src/stray.ts': 'export const stray = 1;\n',
  'webview/schemas.ts': "export { GAP } from '../src/artifacts/gap';\n",
  'webview/disk.ts': "export { journal } from '../src/session/journal';\n",
  'src/reasoning/one.ts': "import { two } from './two';\nexport const one = (): unknown => two;\n",
  'src/reasoning/two.ts': "import { three } from './three';\nexport const two = (): unknown => three;\n",
  'src/reasoning/three.ts': "import { one } from './one';\nexport const three = (): unknown => one;\n",
  'src/knowledge/loose.ts': 'export const loose = (value: any): unknown => value;\nconst unused = 1;\n',
};

const EXPECTED: Record<string, string[]> = {
  'src/artifacts/upward.ts': ['boundaries/dependencies'],
  'src/analysis/upward.ts': ['boundaries/dependencies'],
  'src/analysis/engine/upward.ts': ['boundaries/dependencies'],
  'src/analysis/read/upward.ts': ['boundaries/dependencies'],
  'src/reasoning/reads-code.ts': ['boundaries/dependencies'],
  'src/report/sideways.ts': ['boundaries/dependencies'],
  'src/session/sideways.ts': ['boundaries/dependencies'],
  'src/cli.ts': ['boundaries/dependencies'],
  'src/agents/vscode.ts': ['no-restricted-imports'],
  'src/agents/lazy-vscode.ts': ['no-restricted-syntax'],
  'src/pipeline/lazy-upward.ts': ['boundaries/dependencies'],
  'src/analysis/engine/names-a-library.ts': ['house/no-library-names'],
  'src/analysis/engine/names-in-a-pattern.ts': ['house/no-library-names'],
  'src/analysis/engine/names-a-framework.ts': ['house/no-library-names'],
  'src/analysis/engine/names-a-language.ts': ['house/no-library-names'],
  'src/analysis/engine/names-a-module.ts': ['house/no-library-names'],
  'src/reasoning/types-one.ts': ['house/no-cycles'],
  'src/reasoning/types-two.ts': ['house/no-cycles'],
  'src/reasoning/itself.ts': ['house/no-cycles'],
  'src/reasoning/reads-a-message.ts': ['house/no-reading-of-sentences'],
  'src/report/cuts-a-description.ts': ['house/no-reading-of-sentences'],
  'src/reasoning/begins-a-recommendation.ts': ['house/no-reading-of-sentences'],
  'src/pipeline/matches-a-basis.ts': ['house/no-reading-of-sentences'],
  'src/analysis/engine/nests-choices.ts': ['no-nested-ternary'],
  'src/analysis/engine/branches.ts': ['complexity'],
  'src/analysis/engine/long-lines.ts': ['max-len'],
  'src/analysis/engine/dense.ts': ['max-statements-per-line'],
  'src/analysis/engine/endless.ts': ['max-lines'],
  'src/analysis/says-why.ts': ['house/no-composed-sentences'],
  'src/reasoning/composes-a-sentence.ts': ['house/no-composed-sentences'],
  'src/pipeline/asks-a-question.ts': ['house/no-composed-sentences'],
  'src/reasoning/holds-a-sentence.ts': ['house/no-composed-sentences'],
  'src/reasoning/words-itself.ts': ['boundaries/dependencies'],
  'src/messages/upward.ts': ['boundaries/dependencies'],
  'src/reasoning/reads-a-file.ts': ['no-restricted-syntax'],
  'src/reasoning/opens-a-file.ts': ['no-restricted-syntax'],
  'src/analysis/parses-a-manifest.ts': ['no-restricted-imports'],
  'src/stray.ts': ['boundaries/no-unknown-files'],
  'webview/schemas.ts': ['boundaries/dependencies'],
  'webview/disk.ts': ['boundaries/dependencies'],
  'src/reasoning/one.ts': ['house/no-cycles'],
  'src/reasoning/two.ts': ['house/no-cycles'],
  'src/reasoning/three.ts': ['house/no-cycles'],
  'src/knowledge/loose.ts': ['@typescript-eslint/no-explicit-any', '@typescript-eslint/no-unused-vars'],
};

let root = '';
const found: Record<string, string[]> = {};

async function lintHouse(): Promise<void> {
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: join(process.cwd(), 'eslint.config.mjs'),
    // The miniature has no tsconfig; the rules tested here need no types.
    overrideConfig: [
      { files: ['**/*.ts'], ...(tseslint.configs.disableTypeChecked as object) },
      { files: ['**/*.ts'], settings: { 'boundaries/root-path': root } },
    ],
  });
  for (const result of await eslint.lintFiles(['**/*.ts'])) {
    const file = result.filePath.slice(root.length + 1);
    found[file] = [...new Set(result.messages.map((message) => message.ruleId ?? message.message))].sort();
  }
}

describe('lint rules', () => {
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'house-'));
    await lintHouse();
  }, 600_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  for (const file of Object.keys(FILES)) {
    const rules = EXPECTED[file] ?? [];
    it(`${file}: ${rules.length === 0 ? 'allowed' : rules.join(', ')}`, () => {
      expect(found[file]).toEqual(rules);
    });
  }
});
