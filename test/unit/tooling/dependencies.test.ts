import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { missingPackages } from '../../../scripts/dependencies.mjs';

let root = '';
const write = (file: string, packages: object): void => writeFileSync(join(root, file), JSON.stringify({ packages }));
const WANTED = {
  '': { name: 'app' },
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/@esbuild/win32-x64': { version: '1.0.0', optional: true },
};

describe('what an install has to bring', () => {
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'dependencies-'));
    mkdirSync(join(root, 'node_modules'));
    write('package-lock.json', WANTED);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is everything on a fresh clone and after an interrupted install', () => {
    expect(missingPackages(root)).toEqual(['node_modules/zod']);
  });

  it('is a package of another version', () => {
    write('node_modules/.package-lock.json', { 'node_modules/zod': { version: '4.6.6' } });
    expect(missingPackages(root)).toEqual(['node_modules/zod']);
  });

  it("is nothing when all are there, other platforms' packages aside", () => {
    write('node_modules/.package-lock.json', {
      'node_modules/zod': { version: '4.6.7' },
      'node_modules/extra': { version: '1.0.0' },
    });
    expect(missingPackages(root)).toEqual([]);
  });
});
