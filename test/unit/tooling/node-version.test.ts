import { describe, expect, it } from 'vitest';
import { isNewEnough } from '../../../scripts/node.mjs';

describe('which Node runs the tools', () => {
  it.each([
    ['20.20.2', false],
    ['22.13.0', false],
    ['22.22.2', true],
    ['23.11.0', false],
    ['24.14.9', false],
    ['24.15.0', true],
    ['24.21.0', true],
    ['25.0.0', false],
    ['26.0.0', true],
  ])('%s: %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected);
  });
});
