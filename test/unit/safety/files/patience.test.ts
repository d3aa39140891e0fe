import { coverageInWords } from '../../../../src/wording/coverage';
import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../../../src/analysis/assemble/coverage';
import { failureOf } from '../../../../src/analysis/languages/parse-file';
import { neededNet } from '../../../../src/artifacts/limits';
import { ReadFailure } from '../../../../src/safety/files/guarded-read';
import { patiently, patientlySync } from '../../../../src/safety/files/patience';

const errno = (code: string): Error => Object.assign(new Error(code), { code });

/** Fails so many times, then answers. */
function failing(code: string, times: number) {
  const pauses: number[] = [];
  let calls = 0;
  const act = (): string => {
    calls += 1;
    if (calls <= times) throw errno(code);
    return 'done';
  };
  const wait = (milliseconds: number): void => void pauses.push(milliseconds);
  return { act, wait, pauses, calls: () => calls };
}

const later = ({ act, wait }: ReturnType<typeof failing>): Promise<string> =>
  patiently(() => Promise.resolve().then(act), undefined, { wait: (ms) => Promise.resolve(wait(ms)) });

describe('patience', () => {
  it.each(['EMFILE', 'ENFILE', 'EAGAIN', 'EINTR', 'EBUSY'])('waits until %s is over', async (code) => {
    const [one, other] = [failing(code, 12), failing(code, 12)];
    expect(await later(one)).toBe('done');
    expect(patientlySync(other.act, other.wait)).toBe('done');
    expect(one.pauses).toEqual(other.pauses);
    expect(one.pauses).toHaveLength(12);
  });

  it('ends: after as many tries it says what the last one said', async () => {
    const [one, other] = [failing('EMFILE', 1000), failing('ENFILE', 1000)];
    await expect(later(one)).rejects.toMatchObject({ code: 'EMFILE' });
    expect(() => patientlySync(other.act, other.wait)).toThrow('ENFILE');
    expect([one.calls(), other.calls()]).toEqual([13, 13]);
  });

  it.each(['ENOENT', 'EACCES', 'ENOSPC', 'EIO', 'ELOOP'])('has none with %s', async (code) => {
    const [one, other] = [failing(code, 1), failing(code, 1)];
    await expect(later(one)).rejects.toMatchObject({ code });
    expect(() => patientlySync(other.act, other.wait)).toThrow(code);
    expect([...one.pauses, ...other.pauses]).toEqual([]);
  });
});

describe('a file for which no handle was free at the end', () => {
  it('is not the file’s fault: the analysis is incomplete', () => {
    const starved = failureOf(new ReadFailure('EMFILE'));
    const forbidden = failureOf(new ReadFailure('EACCES'));
    expect(neededNet([{ path: 'a.js', ...starved! }])).toBe(true);
    expect(neededNet([{ path: 'a.js', ...forbidden! }])).toBe(false);
  });

  it('makes the listing incomplete, with what to do', () => {
    const inventory = {
      files: [],
      unreadable: [{ path: 'a', why: { is: 'no-access', name: 'ENFILE' } }],
      truncated: [],
      leftOut: [],
    };
    const seen = { inventory, limits: [], entryPoints: [], notUnderstood: [] } as unknown as Parameters<
      typeof coverageOf
    >[0];
    expect(coverageInWords(coverageOf(seen)).failures.join()).toContain('ulimit');
  });
});
