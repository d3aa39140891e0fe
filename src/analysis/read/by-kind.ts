/** What is done with each kind of node. Where a switch would have as many branches as a language has kinds. */
export type ByKind<N extends { kind: string }, By, In, R> = {
  readonly [K in N['kind']]: (by: By, node: Extract<N, { kind: K }>, at: In) => R;
};

type Row<N, By, In, R> = (by: By, node: N, at: In) => R;

/** The row for a node; undefined where the table leaves its kind out. */
export function rowFor<N extends { kind: string }, By, In, R>(rows: ByKind<N, By, In, R>, node: N): Row<N, By, In, R>;
export function rowFor<N extends { kind: string }, By, In, R>(
  rows: Partial<ByKind<N, By, In, R>>,
  node: N,
): Row<N, By, In, R> | undefined;
export function rowFor<N extends { kind: string }, By, In, R>(
  rows: Partial<ByKind<N, By, In, R>>,
  node: N,
): Row<N, By, In, R> | undefined {
  return rows[node.kind as N['kind']] as Row<N, By, In, R> | undefined;
}
