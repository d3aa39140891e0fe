import { languageOf } from '../../src/knowledge/languages';
import { parserFor } from '../../src/analysis/read/parse/grammar';
import { parseText, type SyntaxNode } from '../../src/analysis/read/parse/syntax-tree';
import { type Source, textOf } from './program';

export interface Parsed {
  text: string;
  root: SyntaxNode;
  python: boolean;
  /** Offset of the start of each line. */
  starts: readonly number[];
}

/** Only what parses without an error can be changed without changing what it means. Undefined for all else. */
export async function parseSource(path: string, source: Source): Promise<Parsed | undefined> {
  const language = languageOf(path);
  if (!language || language.embedded) return undefined;
  const text = textOf(source);
  for (const grammar of language.grammars) {
    const tree = parseText(await parserFor(grammar), text);
    if (typeof tree !== 'string' && tree.errors.length === 0)
      return { text, root: tree.root, python: language.id === 'python', starts: startsOf(text) };
  }
  return undefined;
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** 0-based. */
export function lineAt(parsed: Parsed, offset: number): number {
  let low = 0;
  let high = parsed.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((parsed.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

export const nodeText = (parsed: Parsed, node: SyntaxNode): string => parsed.text.slice(node.start, node.end);
export const field = (node: SyntaxNode, name: string): SyntaxNode | undefined =>
  node.children.find((child) => child.field === name);

/** All nodes with those they stand in, the nearest last. */
export function* nodesOf(
  root: SyntaxNode,
  above: readonly SyntaxNode[] = [],
): Generator<{ node: SyntaxNode; above: readonly SyntaxNode[] }> {
  yield { node: root, above };
  const inner = [...above, root];
  for (const child of root.children) yield* nodesOf(child, inner);
}

/** First and last line (0-based) of a node that has these lines for itself; undefined when it shares them. */
export function ownLines(parsed: Parsed, node: SyntaxNode): { first: number; last: number } | undefined {
  const first = lineAt(parsed, node.start);
  const last = lineAt(parsed, Math.max(node.start, node.end - 1));
  const before = parsed.text.slice(parsed.starts[first], node.start);
  const end = parsed.text.indexOf('\n', node.end - 1);
  const after = parsed.text.slice(node.end, end < 0 ? undefined : end);
  return before.trim() === '' && /^[\s;]*$/.test(after) ? { first, last } : undefined;
}
