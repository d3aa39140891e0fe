import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { patiently } from '../../../safety/files/patience';
import { withQuickMemory } from './quick-memory';

/** The parser's own files cannot be found or loaded: the installation is broken, not the analysed code. */
export class GrammarError extends Error {
  readonly reason = 'grammar-missing';
}

const RUNTIME = 'web-tree-sitter';

/**
 * In the product the grammars lie in `wasm/` beside the bundle; from sources they come out of the grammars' packages.
 */
function wasmFile(name: string): string {
  const beside = join(__dirname, 'wasm', `${name}.wasm`);
  if (existsSync(beside)) return beside;
  const owner = name === 'tree-sitter-tsx' ? 'tree-sitter-typescript' : name;
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', owner, `${name}.wasm`);
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder)
      throw new GrammarError(
        `The grammar file ${name}.wasm is missing beside ${__dirname}. Install the extension again.`,
      );
  }
}

async function bytesOf(name: string): Promise<Uint8Array> {
  const path = wasmFile(name);
  try {
    return await patiently(() => readFile(path));
  } catch (error) {
    throw new GrammarError(`The grammar file ${path} cannot be read: ${(error as Error).message}`);
  }
}

let runtime: Promise<void> | undefined;
const parsers = new Map<string, Promise<Parser>>();

async function startRuntime(): Promise<void> {
  // The parser makes this object its own: its memory, and what reads and writes it, are members then.
  const module = { wasmBinary: await bytesOf(RUNTIME) };
  await Parser.init(module);
  withQuickMemory(module);
}

async function createParser(grammar: string): Promise<Parser> {
  runtime ??= startRuntime();
  await runtime;
  const parser = new Parser();
  parser.setLanguage(await Language.load(await bytesOf(grammar)));
  return parser;
}

/** The parser of a grammar, loaded when first asked for. One per thread and grammar. Rejects with GrammarError. */
export function parserFor(grammar: string): Promise<Parser> {
  let parser = parsers.get(grammar);
  if (!parser) {
    parser = createParser(grammar);
    parsers.set(grammar, parser);
  }
  return parser;
}
