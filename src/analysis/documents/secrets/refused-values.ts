import type { Expr, FileIr, Stmt } from '../../read/ir';
import { type AnyNode, askedNodes, eachNode } from './each-node';
import { endOf } from './uses';

/** Calls that end the program, or tell whoever runs it that something is wrong. */
const COMPLAINS = /^(?:exit|_exit|quit|abort|fatal|critical|error|warn|warning|panic)$/;
/** Shorter texts are compared for other reasons. */
const SHORTEST = 6;

/**
 * Texts that the program refuses to run with, or warns of: what stands there until somebody sets the real one.
 * `if (secret === 'change-this-one') { log.error('…'); process.exit(1); }`
 */
export class RefusedValues {
  private found: ReadonlySet<string> | undefined;

  constructor(private readonly trees: readonly FileIr[]) {}

  /** Goes through all trees at the first question: most folders ask none. */
  has(text: string): boolean {
    this.found ??= refusedIn(this.trees);
    return this.found.has(text);
  }
}

function refusedIn(trees: readonly FileIr[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const tree of trees)
    for (const node of askedNodes(tree)) {
      if (node.kind !== 'if') continue;
      const texts = comparedTexts(node.test as Expr).filter((text) => text.length >= SHORTEST);
      if (texts.length > 0 && complains(node.then as Stmt[])) for (const text of texts) found.add(text);
    }
  return found;
}

function complains(body: readonly Stmt[]): boolean {
  let found = false;
  eachNode(body, (node: AnyNode) => {
    found ||= node.kind === 'throw' || (node.kind === 'call' && COMPLAINS.test(endOf(node.callee as Expr)));
  });
  return found;
}

/** What something is asked to be equal to, alone or together with more that has to hold. */
function comparedTexts(test: Expr): string[] {
  if (test.kind !== 'binary') return [];
  if (test.op === '&&' || test.op === '||') return [...comparedTexts(test.left), ...comparedTexts(test.right)];
  if (test.op === 'in') return test.right.kind === 'array' ? test.right.items.flatMap(textOf) : [];
  return test.op === '==' ? [...textOf(test.left), ...textOf(test.right)] : [];
}

const textOf = (expr: Expr): string[] =>
  expr.kind === 'literal' && typeof expr.value === 'string' ? [expr.value] : [];
