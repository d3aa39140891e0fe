/** What is done with each kind of node. Where a switch would have as many branches as a language has kinds. */
export type ByKind<N extends { kind: string }, By, In, R> = {
  readonly [K in N['kind']]: (by: By, node: Extract<N, { kind: K }>, at: In) => R;
};

/** The row for a node; undefined where the table leaves its kind out. */
export function rowFor<N extends { kind: string }, By, In, R>(
  rows: Partial<ByKind<N, By, In, R>>,
  node: N,
): ((by: By, node: N, at: In) => R) | undefined {
  return rows[node.kind as N['kind']] as ((by: By, node: N, at: In) => R) | undefined;
}
