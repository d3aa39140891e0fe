import type { FileIr } from '../../read/ir';

const SKIPPED: ReadonlySet<string> = new Set(['span', 'signature', 'syntaxErrors', 'tooDeep']);

/** Kinds of nodes with nothing inside, which are most. */
const LEAVES: ReadonlySet<unknown> = new Set(['name', 'literal', 'bind', 'this', 'super', 'regex', 'import']);

/** One node of a tree, of any sort: they are told apart by what they have. */
export type AnyNode = Readonly<Record<string, unknown>>;

/** Visits every node below `root`, of whatever sort, those of types and decorators included. */
export function eachNode(root: object, visit: (node: AnyNode) => void): void {
  const open: object[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) for (const item of next as unknown[]) pushInto(open, item);
    else {
      const node = next as AnyNode;
      visit(node);
      if (LEAVES.has(node.kind)) continue;
      for (const key in node) if (!SKIPPED.has(key)) pushInto(open, node[key]);
    }
  }
}

function pushInto(open: object[], value: unknown): void {
  if (typeof value === 'object' && value !== null) open.push(value);
}

/** The kinds of nodes that somebody here asks about. */
const ASKED: ReadonlySet<unknown> = new Set([
  'assign',
  'binary',
  'call',
  'declare',
  'export',
  'if',
  'import',
  'index',
  'object',
  'objectPattern',
  'withDefault',
]);

const known = new WeakMap<FileIr, readonly AnyNode[]>();

/**
 * The nodes of a file that are of one of these kinds, or hold a function or a class, in the order in which `eachNode`
 * visits them: it goes through each file once for all who ask.
 */
export function askedNodes(file: FileIr): readonly AnyNode[] {
  let nodes = known.get(file);
  if (!nodes) {
    const found: AnyNode[] = [];
    eachNode(file.body, (node) => {
      if (ASKED.has(node.kind) || node.fn || node.cls) found.push(node);
    });
    known.set(file, (nodes = found));
  }
  return nodes;
}
