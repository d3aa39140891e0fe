const SKIPPED: ReadonlySet<string> = new Set(['span', 'signature', 'comments', 'syntaxErrors', 'tooDeep']);

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
      for (const key in node) if (!SKIPPED.has(key)) pushInto(open, node[key]);
    }
  }
}

function pushInto(open: object[], value: unknown): void {
  if (typeof value === 'object' && value !== null) open.push(value);
}
