import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unredactedPath } from '../../../../src/safety/files/redacted-path';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'threatline-path-'));
  mkdirSync(join(root, 'for-a-customer'));
  writeFileSync(join(root, 'for-a-customer', 'key-81hfT0pL.js'), '');
  writeFileSync(join(root, 'other.js'), '');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a path from which a secret was left out', () => {
  it.each([
    ['for-a-customer/key-[redacted].js', 'for-a-customer/key-81hfT0pL.js'],
    ['[redacted]customer/[redacted]', 'for-a-customer/key-81hfT0pL.js'],
    ['other.js', 'other.js'],
    ['no-[redacted].js', 'no-[redacted].js'],
    ['nowhere/[redacted].js', 'nowhere/[redacted].js'],
    ['../[redacted]', '../[redacted]'],
  ])('%s leads to %s', async (path, expected) => {
    expect(await unredactedPath(root, path)).toBe(expected);
  });
});
