import type { Expr, Span } from '../../read/ir';
import type { SyntaxNode } from '../../read/parse/syntax-tree';
import type { Lowerer } from './lowerer';
import { field } from './nodes';

/**
 * Longer chains of one operator are folded to a balanced tree, so that 5,000 concatenated strings do not nest 5,000
 * deep.
 */
const LONG_CHAIN = 50;

/**
 * Longer chains of several operators keep their operands only: who follows values needs no more, and nothing nests
 * deep.
 */
const LONGEST_CHAIN = 200;

interface ChainLink {
  op: string;
  right: Expr;
  span: Span;
}

/**
 * Folds `first op right op right …` from the left; long chains of one associative operator to a balanced tree of the
 * same order.
 */
function foldChain(first: Expr, links: readonly ChainLink[]): Expr {
  const op = links[0]?.op;
  const even =
    links.length > LONG_CHAIN &&
    (op === '+' || op === '&&' || op === '||' || op === '??') &&
    links.every((link) => link.op === op);
  if (op !== undefined && even) return balanced([first, ...links.map((link) => link.right)], op);
  const last = links.at(-1);
  if (links.length > LONGEST_CHAIN && last)
    return { kind: 'other', syntax: 'long-chain', parts: [first, ...links.map((link) => link.right)], span: last.span };
  return links.reduce<Expr>(
    (left, { op: operator, right, span }) => ({ kind: 'binary', op: operator, left, right, span }),
    first,
  );
}

/** `first && second && …`, each with its own span. Undefined of nothing. */
export function conjunction(items: readonly Expr[]): Expr | undefined {
  return items.length === 0 ? undefined : balanced(items, '&&');
}

function balanced(items: readonly Expr[], op: string): Expr {
  const [only] = items;
  if (items.length === 1 && only) return only;
  const middle = items.length >> 1;
  const left = balanced(items.slice(0, middle), op);
  const right = balanced(items.slice(middle), op);
  const span = {
    line: left.span.line,
    column: left.span.column,
    endLine: right.span.endLine,
    endColumn: right.span.endColumn,
  };
  return { kind: 'binary', op, left, right, span };
}

/** Lowers binary operators of one node type, which grammars nest to the left, in a loop instead of by recursion. */
export function binaryChain(node: SyntaxNode, operators: Readonly<Record<string, string>>, low: Lowerer): Expr {
  const links: ChainLink[] = [];
  let left: SyntaxNode | undefined = node;
  while (left?.type === node.type) {
    const op = low.text(field(left, 'operator'));
    links.push({ op: operators[op] ?? op, right: low.expr(field(left, 'right')), span: low.span(left) });
    left = field(left, 'left');
  }
  return foldChain(low.expr(left), links.reverse());
}
