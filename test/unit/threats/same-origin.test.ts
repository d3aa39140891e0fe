import { describe, expect, it } from 'vitest';
import { united } from '../../../src/reasoning/threats/same-origin';

const groups = (...texts: string[]): string[][] => texts.map((text) => text.split(' '));
const together = (...texts: string[]): string[] =>
  united(groups(...texts), (group) => group.map((one) => one.charAt(0))).map((group) => group.join(' '));

describe('groups with a mark in common', () => {
  it('are one, at the place of the first', () => {
    expect(together('a1 b1', 'c1', 'b2')).toEqual(['a1 b1 b2', 'c1']);
    expect(together('a1', 'b1', 'c1')).toEqual(['a1', 'b1', 'c1']);
  });

  it('are one where another brings them together', () => {
    expect(together('a1', 'b1', 'c1', 'c2 a2')).toEqual(['a1 c1 c2 a2', 'b1']);
  });
});
