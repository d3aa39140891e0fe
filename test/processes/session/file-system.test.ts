import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileSystem, fileSystemAt, nodeFileSystem } from '../../../src/session/file-system';
import { suspectPrefixes } from '../../../src/session/planted-links';

const linked = {
  code: 'linked',
  message: expect.stringContaining('is a link') as string,
  advice: expect.stringContaining('threatline.sessionRoot') as string,
};

describe('where no link is followed', () => {
  it('is from the first folder of ours on', () => {
    expect(suspectPrefixes('/home/u/app/.threat-model/sessions/s/phase-1/a.json', undefined, posix)).toEqual([
      '/home/u/app/.threat-model',
      '/home/u/app/.threat-model/sessions',
      '/home/u/app/.threat-model/sessions/s',
      '/home/u/app/.threat-model/sessions/s/phase-1',
      '/home/u/app/.threat-model/sessions/s/phase-1/a.json',
    ]);
    expect(suspectPrefixes('C:\\app\\.Threat-Model\\sessions', undefined, win32)).toEqual([
      'C:\\app\\.Threat-Model',
      'C:\\app\\.Threat-Model\\sessions',
    ]);
    expect(suspectPrefixes('/a/.claude/.output/threat-modeling', undefined, posix)).toEqual([
      '/a/.claude',
      '/a/.claude/.output',
      '/a/.claude/.output/threat-modeling',
    ]);
    expect(suspectPrefixes('\\\\host\\share\\app\\.threat-model\\x', undefined, win32)).toEqual([
      '\\\\host\\share\\app\\.threat-model',
      '\\\\host\\share\\app\\.threat-model\\x',
    ]);
  });

  it('is from the base on, the base itself included', () => {
    expect(suspectPrefixes('/var/models/s/a', '/var/models', posix)).toEqual([
      '/var/models',
      '/var/models/s',
      '/var/models/s/a',
    ]);
    expect(suspectPrefixes('D:\\models\\s\\a', 'D:\\models', win32)).toEqual([
      'D:\\models',
      'D:\\models\\s',
      'D:\\models\\s\\a',
    ]);
    expect(suspectPrefixes('/var/other/a', '/var/models', posix)).toEqual([]);
    expect(suspectPrefixes('/var/models', '/var/models', posix)).toEqual(['/var/models']);
  });

  it('is nothing of what the user named', () => {
    expect(suspectPrefixes('/private/tmp/x/a', undefined, posix)).toEqual([]);
    expect(suspectPrefixes('C:\\x\\a', undefined, win32)).toEqual([]);
    expect(suspectPrefixes('/', undefined, posix)).toEqual([]);
  });
});

describe('the disk of a session', () => {
  let top: string;
  let outside: string;
  let folder: string;

  beforeEach(() => {
    top = realpathSync(mkdtempSync(join(tmpdir(), 'disk-')));
    outside = join(top, 'outside');
    folder = join(top, 'app');
    mkdirSync(outside);
    mkdirSync(folder);
    writeFileSync(join(outside, 'mine.txt'), 'mine');
  });
  afterEach(() => rmSync(top, { recursive: true, force: true }));

  const link = (target: string, path: string): void =>
    symlinkSync(target, path, statSync(target).isDirectory() ? 'junction' : 'file');

  /** Everything that could read or change what a path leads to. */
  const uses: [string, (fs: FileSystem, path: string) => Promise<unknown>][] = [
    ['read', (fs, path) => fs.read(join(path, 'mine.txt'))],
    ['list', (fs, path) => fs.list(path)],
    ['makeDir', (fs, path) => fs.makeDir(join(path, 'new'))],
    ['write', (fs, path) => fs.write(join(path, 'mine.txt'), Buffer.from('theirs'))],
    ['write, exclusive', (fs, path) => fs.write(join(path, 'new.txt'), Buffer.from('theirs'), { exclusive: true })],
    ['append', (fs, path) => fs.openAppend(join(path, 'mine.txt'), 0)],
    ['rename out', (fs, path) => fs.rename(join(path, 'mine.txt'), join(folder, 'taken.txt'))],
    ['rename in', (fs, path) => fs.rename(join(folder, 'own.txt'), join(path, 'mine.txt'))],
    ['remove', (fs, path) => fs.remove(join(path, 'mine.txt'))],
    ['exists', (fs, path) => fs.exists(join(path, 'mine.txt'))],
    ['sync', (fs, path) => fs.syncDir(path)],
    ['stat', (fs, path) => fs.stat(join(path, 'mine.txt'))],
    ['second name out', (fs, path) => fs.link(join(path, 'mine.txt'), join(folder, 'taken.txt'))],
    ['second name in', (fs, path) => fs.link(join(folder, 'own.txt'), join(path, 'new.txt'))],
  ];

  const untouched = (): void => {
    expect(readdirSync(outside)).toEqual(['mine.txt']);
    expect(readFileSync(join(outside, 'mine.txt'), 'utf8')).toBe('mine');
  };

  describe.each(uses)('%s', (_name, use) => {
    it.each([
      '.threat-model',
      '.threat-model/sessions',
      '.threat-model/sessions/s',
      '.threat-model/sessions/s/phase-4/deep',
    ])('does not go through the link %s', async (path) => {
      const at = join(folder, path);
      mkdirSync(join(at, '..'), { recursive: true });
      writeFileSync(join(folder, 'own.txt'), 'own');
      link(outside, at);
      await expect(use(nodeFileSystem, at)).rejects.toMatchObject(linked);
      untouched();
    });

    it('does not go through a link below its base', async () => {
      mkdirSync(join(folder, 'models/s'), { recursive: true });
      writeFileSync(join(folder, 'own.txt'), 'own');
      link(outside, join(folder, 'models/s/phase-1'));
      await expect(use(fileSystemAt(join(folder, 'models')), join(folder, 'models/s/phase-1'))).rejects.toMatchObject(
        linked,
      );
      untouched();
    });
  });

  it('neither reads nor writes through a link that is the file', async () => {
    const at = join(folder, 'journal.jsonl');
    link(join(outside, 'mine.txt'), at);
    await expect(nodeFileSystem.read(at)).rejects.toMatchObject(linked);
    await expect(nodeFileSystem.write(at, Buffer.from('x'))).rejects.toMatchObject(linked);
    await expect(nodeFileSystem.openAppend(at, 0)).rejects.toMatchObject(linked);
    untouched();
  });

  it('takes a link itself away, and what it leads to stays', async () => {
    const at = join(folder, 'link');
    link(outside, at);
    expect(await nodeFileSystem.exists(at)).toBe(true);
    await nodeFileSystem.remove(at);
    expect(existsSync(at)).toBe(false);
    untouched();
  });

  it('replaces a link by a file, and what it leads to stays', async () => {
    const at = join(folder, 'config.json');
    link(join(outside, 'mine.txt'), at);
    await nodeFileSystem.write(join(folder, 'new'), Buffer.from('new'));
    await nodeFileSystem.rename(join(folder, 'new'), at);
    expect(lstatSync(at).isFile()).toBe(true);
    untouched();
  });

  it('takes a link to a folder of the user for that folder, but none in a folder of ours', async () => {
    link(outside, join(folder, 'mine'));
    expect(await nodeFileSystem.realPath(join(folder, 'mine'))).toBe(outside);
    mkdirSync(join(folder, '.threat-model/sessions'), { recursive: true });
    link(outside, join(folder, '.threat-model/sessions/s'));
    await expect(nodeFileSystem.realPath(join(folder, '.threat-model/sessions/s'))).rejects.toMatchObject(linked);
  });

  it('does not list a linked folder as a folder', async () => {
    mkdirSync(join(folder, 'models/real'), { recursive: true });
    link(outside, join(folder, 'models/linked'));
    expect(await nodeFileSystem.list(join(folder, 'models'))).toEqual([
      { name: 'linked', directory: false },
      { name: 'real', directory: true },
    ]);
  });

  it('removes no folder', async () => {
    mkdirSync(join(folder, 'models'));
    await expect(nodeFileSystem.remove(join(folder, 'models'))).rejects.toMatchObject({
      code: expect.stringMatching(/EISDIR|EPERM|EACCES/),
    });
    await expect(nodeFileSystem.remove(join(folder, 'absent'))).resolves.toBeUndefined();
  });

  it('reads regular files up to its limit only', async () => {
    mkdirSync(join(folder, 'dir'));
    await expect(nodeFileSystem.read(join(folder, 'dir'))).rejects.toThrow();
    writeFileSync(join(folder, 'huge'), '');
    truncateSync(join(folder, 'huge'), 256 * 1024 * 1024 + 1);
    await expect(nodeFileSystem.read(join(folder, 'huge'))).rejects.toMatchObject({ code: 'too large' });
  });

  it.skipIf(process.platform === 'win32')('neither reads nor waits for a pipe', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await expect(nodeFileSystem.read(join(folder, 'pipe'))).rejects.toMatchObject({ code: 'not a file' });
    await expect(nodeFileSystem.write(join(folder, 'pipe'), Buffer.from('x'))).rejects.toMatchObject({ code: 'ENXIO' });
  });

  it.skipIf(process.platform === 'win32')('keeps what it writes to its owner', async () => {
    await nodeFileSystem.makeDir(join(folder, 'a/b'));
    await nodeFileSystem.write(join(folder, 'a/b/c'), Buffer.from('x'));
    expect(statSync(join(folder, 'a/b')).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'a/b/c')).mode & 0o077).toBe(0);
  });
});
