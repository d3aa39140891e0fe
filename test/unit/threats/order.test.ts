import { describe, expect, it } from 'vitest';
import { inOrder } from '../../../src/reasoning/threats/order';

const draft = (key: string, score: number, environmental: number, proof: string) => ({
  key,
  proof,
  status: 'open',
  businessContext: { targetsCrownJewel: false },
  cvss: { overall: { score, priorityRank: 0 }, environmental: { score: environmental }, base: { score: 9 } },
});

describe('threats of one rating', () => {
  it('are ordered by what is proved, then by what is at stake', () => {
    const drafts = [
      draft('a', 6.9, 9, 'likely'),
      draft('b', 6.9, 7, 'proved'),
      draft('c', 6.9, 8, 'proved'),
      draft('d', 7.1, 1, 'likely'),
    ] as unknown as Parameters<typeof inOrder>[0];
    expect(inOrder(drafts).map(({ weakness }) => weakness)).toEqual(['d', 'c', 'b', 'a']);
  });
});
