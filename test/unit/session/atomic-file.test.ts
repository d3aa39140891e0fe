import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../../src/session/file-system';
import { isTemporary, renamePatiently, temporaryFor, writeAllAtomically } from '../../../src/session/atomic-file';

const errno = (code: string): Error => Object.assign(new Error(code), { code });

/** A disk that refuses so many times, and a clock that counts. */
function scene(platform: NodeJS.Platform, code: string, refusals: number) {
  const waits: number[] = [];
  const renamed: string[] = [];
  const pauses = { wait: (milliseconds: number) => Promise.resolve(void waits.push(milliseconds)) };
  const fs = {
    rename: (from: string, to: string): Promise<void> => {
      if (waits.length < refusals) return Promise.reject(errno(code));
      renamed.push(`${from} ${to}`);
      return Promise.resolve();
    },
  };
  return { waits, renamed, rename: () => renamePatiently(fs, 'a', 'b', { platform, pauses }) };
}

describe('a rename', () => {
  it.each([
    ['win32', 'EPERM'],
    ['win32', 'EBUSY'],
    ['win32', 'EACCES'],
    ['linux', 'EPERM'],
    ['linux', 'EBUSY'],
    ['linux', 'EMFILE'],
    ['linux', 'ENFILE'],
    ['linux', 'EAGAIN'],
    ['darwin', 'EINTR'],
  ] as const)('is tried again while something holds the file (%s, %s)', async (platform, code) => {
    const { rename, waits, renamed } = scene(platform, code, 5);
    await rename();
    expect(waits).toHaveLength(5);
    expect(renamed).toEqual(['a b']);
  });

  it('is given up after as many tries on every machine', async () => {
    const { rename, waits, renamed } = scene('win32', 'EBUSY', 100);
    await expect(rename()).rejects.toMatchObject({ code: 'EBUSY' });
    expect(waits).toHaveLength(12);
    expect(renamed).toEqual([]);
  });

  it('is not tried again for a reason that does not pass', async () => {
    for (const { rename, waits } of [
      scene('win32', 'ENOSPC', 1),
      scene('linux', 'EACCES', 1),
      scene('darwin', 'EROFS', 1),
      scene('linux', 'ENOENT', 1),
    ]) {
      await expect(rename()).rejects.toThrow();
      expect(waits).toEqual([]);
    }
  });
});

describe('names of temporary files', () => {
  it('are recognised, each is used once', () => {
    const [one, two] = [temporaryFor('/s/config.json'), temporaryFor('/s/config.json')];
    expect(one).not.toBe(two);
    expect(isTemporary(one.slice('/s/'.length))).toBe(true);
  });

  it.each(['.config.json.4711.tmp', '.lock.4711.tmp', '.lock.4711.stale', '.a.json.1-0a1b2c3d.tmp'])(
    '%s is one of ours',
    (name) => expect(isTemporary(name)).toBe(true),
  );
  it.each([
    '.config.json.tmp',
    'config.json.4711.tmp',
    'a.tmp',
    '.env',
    '.lock',
    '.lock.stale',
    '.a.1-0a1b2c3d.tmp.json',
  ])('%s is not', (name) => expect(isTemporary(name)).toBe(false));
});

describe('a write whose temporary file is swept', () => {
  const nothing = (): Promise<void> => Promise.resolve();
  const swept = { makeDir: nothing, write: nothing, remove: nothing, rename: () => Promise.reject(errno('ENOENT')) };
  const write = (beforeRename: () => Promise<void>): Promise<void> =>
    writeAllAtomically(swept as unknown as FileSystem, [{ path: '/a', data: new Uint8Array() }], beforeRename);

  it('says that another process took over, where one did', async () => {
    let asked = 0;
    const lost = write(() => ((asked += 1) === 1 ? nothing() : Promise.reject(new Error('taken over'))));
    await expect(lost).rejects.toThrow('taken over');
  });

  it('says what failed, where none did', async () => {
    await expect(write(nothing)).rejects.toThrow('ENOENT');
  });
});
