import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(__dirname, '../../..');
/** What a file of machine code is called, and how it begins: ELF, PE, Mach-O in all its forms, archives of objects. */
const NATIVE_NAME = /\.(node|dll|exe|so|dylib|a|o|lib|com|bin)(\.\d+)*$/i;
const NATIVE_STARTS = [
  '7f454c46',
  '4d5a',
  'feedface',
  'feedfacf',
  'cefaedfe',
  'cffaedfe',
  'cafebabe',
  '213c617263683e',
];

function isNative(path: string): boolean {
  const start = Buffer.alloc(8);
  const handle = openSync(path, 'r');
  readSync(handle, start);
  closeSync(handle);
  const hex = start.toString('hex');
  return NATIVE_STARTS.some((magic) => hex.startsWith(magic));
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('the package runs on every platform', () => {
  it('holds no machine code by name', () => {
    const listed = readFileSync(join(ROOT, 'scripts/vsix-files.txt'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(listed.length).toBeGreaterThan(10);
    expect(listed.filter((path) => NATIVE_NAME.test(path))).toEqual([]);
  });

  it('holds no machine code by content', () => {
    // The worker and the grammars are built for the tests; the rest when the package was made.
    const built = filesIn(join(ROOT, 'dist'));
    expect(existsSync(join(ROOT, 'dist/worker.js'))).toBe(true);
    expect(built.filter((path) => NATIVE_NAME.test(path) || isNative(path))).toEqual([]);
  });

  it('would notice some', () => {
    expect(['a.node', 'libx.so.1', 'x.DLL', 'x.dylib'].every((name) => NATIVE_NAME.test(name))).toBe(true);
    expect(isNative(process.execPath)).toBe(true);
  });
});
