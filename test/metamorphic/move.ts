import type { SyntaxNode } from '../../src/analysis/read/parse/syntax-tree';
import type { Line, Source } from './program';
import type { Random } from './random';
import { field, nodesOf, nodeText, ownLines, type Parsed, parseSource } from './syntax';

export interface Block {
  name: string;
  node: SyntaxNode;
  first: number;
  last: number;
}

const DEFAULTS = /^(default_parameter|typed_parameter|typed_default_parameter)$/;

/** In Python a function runs its defaults and annotations where it stands. */
const isPlain = (node: SyntaxNode): boolean =>
  !field(node, 'return_type') &&
  !(field(node, 'parameters')?.children ?? []).some((child) => DEFAULTS.test(child.type));

/** Functions at the top of a file that may stand anywhere in it, with lines of their own. */
export function functionBlocks(parsed: Parsed): Block[] {
  const type = parsed.python ? 'function_definition' : 'function_declaration';
  return parsed.root.children.flatMap((node): Block[] => {
    const lines = node.type === type && (!parsed.python || isPlain(node)) ? ownLines(parsed, node) : undefined;
    const name = field(node, 'name');
    return lines && name ? [{ name: nodeText(parsed, name), node, ...lines }] : [];
  });
}

/** Blocks that follow each other, with nothing but blank lines and comments between them. */
function runs(parsed: Parsed, blocks: readonly Block[]): Block[][] {
  const all: Block[][] = [];
  for (const block of blocks) {
    const before = all.at(-1);
    const last = before?.at(-1);
    const between = parsed.root.children.some(
      (node) => last && node.start >= last.node.end && node.end <= block.node.start,
    );
    if (before && last && !between) before.push(block);
    else all.push([block]);
  }
  return all;
}

/** Puts functions of a file in another order. */
export async function reorderFunctions(path: string, source: Source, random: Random): Promise<Source> {
  const parsed = await parseSource(path, source);
  if (!parsed) return source;
  const blocks = functionBlocks(parsed);
  if (new Set(blocks.map((block) => block.name)).size < blocks.length) return source;
  const content = new Map<Block, Block>();
  for (const run of parsed.python ? runs(parsed, blocks) : [blocks]) {
    const order = random.shuffled(run);
    run.forEach((block, at) => content.set(block, order[at] ?? block));
  }
  const result: Line[] = [];
  for (let line = 0; line < source.length; line += 1) {
    const block = blocks.find((one) => one.first === line);
    const moved = block && content.get(block);
    if (!block || !moved) {
      result.push(source[line] ?? { text: '' });
      continue;
    }
    result.push(...source.slice(moved.first, moved.last + 1));
    line = block.last;
  }
  return result;
}

const BODIES = new Set(['program', 'module', 'statement_block', 'block']);
const NOTES = ['a note', 'see the manual', 'kept as it was', 'TODO: tidy up'];

/** Puts comments and blank lines before statements. */
export async function addComments(path: string, source: Source, random: Random): Promise<Source> {
  const parsed = await parseSource(path, source);
  if (!parsed) return source;
  const places = new Set<number>();
  for (const { node, above } of nodesOf(parsed.root)) {
    const parent = above.at(-1);
    const lines = parent && BODIES.has(parent.type) && random.chance(0.3) ? ownLines(parsed, node) : undefined;
    // Directives and docstrings have to come first.
    if (lines && !/^(expression_statement|hash_bang_line)$/.test(node.type)) places.add(lines.first);
  }
  return source.flatMap((line, at): Line[] => {
    if (!places.has(at)) return [line];
    const indent = /^\s*/.exec(line.text)?.[0] ?? '';
    const note = random.chance(0.3) ? '' : `${indent}${parsed.python ? '#' : '//'} ${random.pick(NOTES)}`;
    return [{ text: note }, line];
  });
}
