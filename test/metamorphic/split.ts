import { posix } from 'node:path';
import type { SyntaxNode } from '../../src/analysis/read/parse/syntax-tree';
import { bindingsOf, isFunction, mentionsOf } from './bindings';
import { type Block, functionBlocks } from './move';
import type { Line, Program, Source } from './program';
import type { Random } from './random';
import { nodesOf, nodeText, ownLines, type Parsed, parseSource } from './syntax';

type Kind = 'commonjs' | 'esm' | 'python';

/** What every file can use without importing it. */
const GLOBALS = new Set(
  (
    'Promise JSON Object Array String Number Boolean Math Date Error RegExp Map Set Buffer console process setTimeout clearTimeout parseInt parseFloat isNaN encodeURIComponent decodeURIComponent fetch URL undefined require ' +
    'print len str int float list dict set tuple range open isinstance Exception ValueError KeyError TypeError enumerate zip sorted map filter bool bytes None True False sum min max'
  ).split(' '),
);

function kindOf(parsed: Parsed): Kind | undefined {
  if (parsed.python) return 'python';
  const imports = parsed.root.children.some((node) => node.type === 'import_statement');
  if (imports) return 'esm';
  return /\brequire\(/.test(parsed.text) ? 'commonjs' : undefined;
}

const IMPORTS = new Set(['import_statement', 'import_from_statement']);

/** `const a = require('a')`, with everything that follows in the expression. */
const isRequire = (parsed: Parsed, node: SyntaxNode): boolean =>
  /^(lexical_declaration|variable_declaration)$/.test(node.type) &&
  node.children.filter((child) => child.type === 'variable_declarator').length === 1 &&
  /^\w+\s+[^=]+=\s*require\(['"][^'"]+['"]\)[\w.]*;?$/.test(nodeText(parsed, node));

interface Import {
  names: string[];
  first: number;
  last: number;
}

function importsOf(parsed: Parsed, kind: Kind): Import[] {
  return parsed.root.children.flatMap((node): Import[] => {
    const imports = kind === 'commonjs' ? isRequire(parsed, node) : IMPORTS.has(node.type);
    const lines = imports ? ownLines(parsed, node) : undefined;
    const names = [...mentionsOf(parsed, node)].map(({ node: one }) => nodeText(parsed, one));
    return lines ? [{ names, ...lines }] : [];
  });
}

/** What the function needs from its file; undefined when it needs more than imports. */
function needs(parsed: Parsed, block: Block, imports: readonly Import[]): Import[] | undefined {
  const own = new Set(
    bindingsOf(parsed)
      .filter(({ scope }) => scope && scope.start >= block.node.start && scope.end <= block.node.end)
      .map(({ name }) => name),
  );
  const used = new Set([...mentionsOf(parsed, block.node)].map(({ node }) => nodeText(parsed, node)));
  const needed = new Set<Import>();
  for (const name of used) {
    if (own.has(name) || name === block.name || GLOBALS.has(name)) continue;
    const from = imports.find((one) => one.names.includes(name));
    if (!from) return undefined;
    needed.add(from);
  }
  const types = [...nodesOf(block.node)].some(({ node }) => node.type === 'type_identifier');
  return types ? undefined : [...needed];
}

function newPath(path: string, kind: Kind): string {
  const extension = posix.extname(path);
  const base = path.slice(0, -extension.length);
  return `${base}${kind === 'python' ? '_part' : '-part'}${extension}`;
}

function importLine(kind: Kind, name: string, path: string, program: Program): string {
  const module = posix.basename(path, posix.extname(path));
  if (kind === 'commonjs') return `const { ${name} } = require('./${module}');`;
  if (kind === 'esm')
    return `import { ${name} } from './${/\.[cm]?tsx?$/.test(path) ? module : posix.basename(path)}';`;
  const inPackage = program.has(posix.join(posix.dirname(path), '__init__.py'));
  return `from ${inPackage ? '.' : ''}${module} import ${name}`;
}

function partOf(kind: Kind, source: Source, block: Block, imports: readonly Import[]): Line[] {
  const copied = imports.flatMap((one) => source.slice(one.first, one.last + 1).map(({ text }) => ({ text })));
  const [head, ...body] = source.slice(block.first, block.last + 1);
  const first = head && kind === 'esm' ? { ...head, text: `export ${head.text}` } : head;
  const exported = kind === 'commonjs' ? [{ text: `module.exports = { ${block.name} };` }] : [];
  return [...copied, { text: '' }, ...(first ? [first] : []), ...body, ...exported, { text: '' }];
}

/** The line behind directives and the first comments, where an import may stand. */
const importPlace = (parsed: Parsed, imports: readonly Import[]): number =>
  imports.at(0)?.first ?? (parsed.text.startsWith('#!') ? 1 : 0);

/** Moves one function of a file to a new file beside it, which it is imported from. */
async function splitFile(path: string, program: Program, random: Random): Promise<Map<string, Source> | undefined> {
  const source = program.get(path) ?? [];
  const parsed = await parseSource(path, source);
  const kind = parsed && kindOf(parsed);
  const target = kind && newPath(path, kind);
  if (!parsed || !kind || !target || program.has(target)) return undefined;
  const imports = importsOf(parsed, kind);
  for (const block of random.shuffled(functionBlocks(parsed))) {
    const needed = isFunction(parsed, block.node) ? needs(parsed, block, imports) : undefined;
    if (!needed) continue;
    const imported = { text: importLine(kind, block.name, target, program) };
    const place = kind === 'python' ? block.first : importPlace(parsed, imports);
    const rest = source.flatMap((line, at) => [
      ...(at === place ? [imported] : []),
      ...(at >= block.first && at <= block.last ? [] : [line]),
    ]);
    return new Map([
      [path, rest],
      [target, partOf(kind, source, block, needed)],
    ]);
  }
  return undefined;
}

/** Splits every file that can be. */
export async function splitFiles(program: Program, random: Random): Promise<Program> {
  const result = new Map(program);
  for (const path of [...program.keys()].sort())
    for (const [file, source] of (await splitFile(path, result, random)) ?? []) result.set(file, source);
  return result;
}
