import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { IrCache, pruneCache } from '../../../../src/analysis/read/parse/cache';
import type { ParseJob } from '../../../../src/analysis/read/parse/jobs';
import { parseFile } from '../../../../src/analysis/languages/parse-file';
import { tempFolder } from '../temp-folder';

function jobOf(root: string, path: string): ParseJob {
  const sha256 = createHash('sha256')
    .update(readFileSync(join(root, path)))
    .digest('hex');
  return { path, absolute: join(root, path), sha256, language: 'javascript' };
}

const entriesOf = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('an entry of the cache', () => {
  it('is made again when it is no tree, cut short, or the entry of something else', async () => {
    const root = tempFolder({ 'a.js': 'f(1)', 'b.js': 'g(2)' });
    const cacheDir = join(root, 'cache');
    const cache = new IrCache(cacheDir, 'v1');
    const [a, b] = [jobOf(root, 'a.js'), jobOf(root, 'b.js')];
    const whole = Buffer.from((await parseFile(a, cache)).json!);
    const [entry] = entriesOf(cacheDir);
    await parseFile(b, cache);
    const other = entriesOf(cacheDir).find((path) => path !== entry)!;
    const good = readFileSync(entry!);
    const bad = [
      readFileSync(other),
      good.subarray(0, good.length - 5),
      gzipSync(whole),
      gzipSync(gunzipSync(good).subarray(0, -1)),
      Buffer.alloc(0),
    ];
    for (const content of bad) {
      writeFileSync(entry!, content);
      expect(cache.read(a.sha256, 'javascript')).toBeUndefined();
      expect(Buffer.from((await parseFile(a, cache)).json!)).toEqual(whole);
      expect(readFileSync(entry!)).toEqual(good);
    }
    // Whole, but no tree: nothing of ours writes that.
    for (const json of [
      '{}',
      '[]',
      'null',
      '{"path":"a.js","language":"python","body":[],"syntaxErrors":[]}',
      '{"path":"a.js","language":"javascript","body":[1],"syntaxErrors":[]}',
    ]) {
      rmSync(entry!);
      cache.write(a.sha256, 'javascript', Buffer.from(json));
      expect(cache.read(a.sha256, 'javascript')).toBeUndefined();
    }
  });

  it('reads and writes through no link', async () => {
    const root = tempFolder({ 'a.js': 'f(1)', 'outside/mine.txt': 'mine' });
    const cacheDir = join(root, 'cache');
    const a = jobOf(root, 'a.js');
    const shelf = join(cacheDir, a.sha256.slice(0, 2));
    mkdirSync(cacheDir);
    symlinkSync(join(root, 'outside'), shelf, 'junction');
    expect((await parseFile(a, new IrCache(cacheDir, 'v1'))).json).toBeDefined();
    expect(readdirSync(join(root, 'outside'))).toEqual(['mine.txt']);
    rmSync(shelf);
    await parseFile(a, new IrCache(cacheDir, 'v1'));
    const [entry] = entriesOf(cacheDir);
    renameSync(entry!, join(root, 'outside/moved'));
    symlinkSync(join(root, 'outside/moved'), entry!);
    expect(new IrCache(cacheDir, 'v1').read(a.sha256, 'javascript')).toBeUndefined();
  });
});

describe('pruning the cache', () => {
  const nameOf = (letter: string, last = '.json.gz'): string =>
    `${letter.repeat(2)}/${letter.repeat(64)}-javascript-0123456789ab${last}`;

  it('drops what was not used for longest', () => {
    const [old, newer, newest] = [nameOf('a'), nameOf('b'), nameOf('c')];
    const root = tempFolder({ [old]: 'x'.repeat(100), [newer]: 'x'.repeat(100), [newest]: 'x'.repeat(100) });
    [old, newer, newest].forEach((name, index) => utimesSync(join(root, name), index + 1, index + 1));
    pruneCache(root, 250);
    expect(entriesOf(root).sort()).toEqual([join(root, newer), join(root, newest)]);
  });

  it('deletes nothing that it did not name itself, and nothing through a link', () => {
    const files = {
      'notes.txt': 'x',
      'aa/notes.txt': 'x',
      'bb/sub/x': 'x',
      [nameOf('c').replace('cc/', 'deep/')]: 'x',
      [nameOf('d').slice(3)]: 'x',
      'outside/x': 'x',
    };
    const outside = tempFolder({ [nameOf('e').slice(3)]: 'mine', [nameOf('f', '.json.gz.1-0.tmp').slice(3)]: 'mine' });
    const root = tempFolder({
      ...files,
      [nameOf('a')]: 'x',
      [nameOf('a', '.json.gz.77-0.tmp')]: 'x',
      [nameOf('b', '.json.gz.78-0.tmp')]: 'x',
    });
    symlinkSync(outside, join(root, 'ee'), 'junction');
    symlinkSync(outside, join(root, 'ff'), 'junction');
    symlinkSync(join(outside, nameOf('e').slice(3)), join(root, nameOf('b')));
    utimesSync(join(root, nameOf('a', '.json.gz.77-0.tmp')), 1, 1);
    pruneCache(root, 0);
    const left = entriesOf(root)
      .map((path) => path.slice(root.length + 1).replaceAll('\\', '/'))
      .filter((path) => !/^(ee|ff)\//.test(path))
      .sort();
    expect(left).toEqual([...Object.keys(files), nameOf('b', '.json.gz.78-0.tmp')].sort());
    expect(readdirSync(outside)).toHaveLength(2);
    expect(lstatSync(join(root, nameOf('b'))).isSymbolicLink()).toBe(true);
  });
});
