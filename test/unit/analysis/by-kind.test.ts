import { describe, expect, it } from 'vitest';
import { type ByKind, rowFor } from '../../../src/analysis/read/by-kind';

type Node = { kind: 'name'; name: string } | { kind: 'sum'; parts: Node[] } | { kind: 'gap' };

const SHOWN: ByKind<Node, (node: Node) => string, string, string> = {
  name: (_show, { name }, mark) => `${mark}${name}`,
  sum: (show, { parts }) => parts.map(show).join(' + '),
  gap: () => '…',
};

describe('a table by kind', () => {
  const show = (node: Node): string => rowFor(SHOWN, node)(show, node, '$');

  it('hands each node to the row of its kind', () => {
    expect(show({ kind: 'sum', parts: [{ kind: 'name', name: 'a' }, { kind: 'gap' }] })).toBe('$a + …');
  });

  it('has no row for a kind that it leaves out', () => {
    const some: Partial<typeof SHOWN> = { name: SHOWN.name };
    expect(rowFor(some, { kind: 'gap' } as Node)).toBeUndefined();
  });
});
