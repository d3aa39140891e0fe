import { describe, expect, it } from 'vitest';
import { Contexts, NOTHING } from '../../../src/analysis/engine/flow/contexts';
import type { FunctionNode } from '../../../src/analysis/engine/link/definitions';

const node = (key: string): FunctionNode => ({ key }) as unknown as FunctionNode;

/** How many of a hundred calls, each from a root of its own, walk the body. */
function walked(root: { plain?: boolean }, pattern: string, contexts = new Contexts(), fn = node('a')): number {
  const calls = Array.from({ length: 100 }, () => contexts.admit(fn, { ...root }, () => pattern));
  return calls.filter(Boolean).length;
}

describe('how often a body is walked', () => {
  it('is once more for every request that hands data from outside to it', () => {
    expect(walked({}, '7')).toBe(100);
    expect(walked({ plain: true }, '7')).toBe(32);
  });

  it('starts anew for other arguments that hold data from outside', () => {
    const contexts = new Contexts();
    const fn = node('a');
    expect(walked({ plain: true }, '7', contexts, fn)).toBe(32);
    expect(walked({ plain: true }, '0 7', contexts, fn)).toBe(16);
  });

  it('is bounded where nothing from outside goes in, unless the body reads some by itself', () => {
    expect(walked({ plain: true }, NOTHING)).toBe(16);
    const contexts = new Contexts();
    const fn = node('a');
    contexts.metOutside(fn, () => NOTHING);
    expect(walked({ plain: true }, NOTHING, contexts, fn)).toBe(32);
    expect(walked({}, NOTHING)).toBe(100);
  });
});
