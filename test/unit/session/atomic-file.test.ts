import { describe, expect, it } from 'vitest';
import { isTemporary, type Patience, renamePatiently, temporaryFor } from '../../../src/session/atomic-file';

const errno = (code: string): Error => Object.assign(new Error(code), { code });

/** A disk that refuses so many times, and a clock that counts. */
function scene(platform: NodeJS.Platform, code: string, refusals: number) {
  const waits: number[] = [];
  const renamed: string[] = [];
  const patience: Patience = { platform, wait: (milliseconds) => Promise.resolve(void waits.push(milliseconds)) };
  const fs = {
    rename: (from: string, to: string): Promise<void> => {
      if (waits.length < refusals) return Promise.reject(errno(code));
      renamed.push(`${from} ${to}`);
      return Promise.resolve();
    },
  };
  return { waits, renamed, rename: () => renamePatiently(fs, 'a', 'b', patience) };
}

describe('a rename', () => {
  it.each(['EPERM', 'EBUSY', 'EACCES'])(
    'is tried again on Windows while something holds the file (%s)',
    async (code) => {
      const { rename, waits, renamed } = scene('win32', code, 3);
      await rename();
      expect(waits).toEqual([50, 100, 200]);
      expect(renamed).toEqual(['a b']);
    },
  );

  it('gives up on Windows after a second and a half', async () => {
    const { rename, waits } = scene('win32', 'EBUSY', 100);
    await expect(rename()).rejects.toMatchObject({ code: 'EBUSY' });
    expect(waits).toEqual([50, 100, 200, 400, 800]);
  });

  it('is not tried again for another reason, nor elsewhere', async () => {
    for (const { rename, waits } of [
      scene('win32', 'ENOSPC', 1),
      scene('linux', 'EPERM', 1),
      scene('darwin', 'EBUSY', 1),
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
