import { describe, expect, it } from 'vitest';
import { SessionLock } from '../../../src/session/lock';
import { type Machine, thisMachine } from '../../../src/session/machine';
import { claimRun } from '../../../src/session/run-claim';
import { MemoryFs } from '../pipeline/support/memory-fs';

const HOUR = 3_600_000;

/** Machines that see the same processes: those that live, by number, with their start. */
function machines() {
  const living = new Map<number, string>();
  let time = 1_000_000;
  const of = (pid: number, changes: Partial<Machine> = {}): Machine => {
    if (!living.has(pid)) living.set(pid, `boot/${pid}`);
    const startOf = (other: number): string => living.get(other) ?? 'gone';
    return {
      pid,
      host: 'here',
      now: () => time,
      booted: () => 0,
      isAlive: (other) => living.has(other),
      startOf,
      ...changes,
    };
  };
  return { living, of, pass: (milliseconds: number) => void (time += milliseconds) };
}

const names = (fs: MemoryFs): string[] => [...fs.files.keys()].sort();

describe('a session that a process of this machine holds', () => {
  it('is not taken over while the process lives, however long it is silent', async () => {
    const fs = new MemoryFs();
    const { of, pass } = machines();
    const first = await SessionLock.acquire(fs, '/s', of(1));
    pass(1000 * HOUR);
    await expect(SessionLock.acquire(fs, '/s', of(2))).rejects.toMatchObject({ code: 'locked' });
    await first.assertHeld();
    await first.release();
  });

  it('is free as soon as the process is gone, or its number belongs to another one', async () => {
    for (const after of [undefined, 'boot/started later', 'another boot/1']) {
      const fs = new MemoryFs();
      const { of, living } = machines();
      const first = await SessionLock.acquire(fs, '/s', of(1));
      if (after === undefined) living.delete(1);
      else living.set(1, after);
      const second = await SessionLock.acquire(fs, '/s', of(2));
      expect(second).toMatchObject({ takenOver: true, epoch: 2 });
      await expect(first.assertHeld()).rejects.toMatchObject({ code: 'lost-lock' });
      expect(names(fs)).toEqual(['/s/.lock-2']);
      await second.release();
      await first.release();
      expect(names(fs)).toEqual([]);
    }
  });

  it('of another container with the same host name is not judged by the numbers of this one', async () => {
    const fs = new MemoryFs();
    const { of, pass, living } = machines();
    const first = await SessionLock.acquire(fs, '/s', of(1, { space: 'pid:[1]' }));
    living.delete(1);
    await expect(SessionLock.acquire(fs, '/s', of(2, { space: 'pid:[2]' }))).rejects.toMatchObject({ code: 'locked' });
    pass(61_000);
    await (await SessionLock.acquire(fs, '/s', of(2, { space: 'pid:[2]' }))).release();
    await first.release();
  });
});

describe('a folder that was removed', () => {
  it('is not mistaken for another window', async () => {
    const fs = new MemoryFs();
    const lock = await SessionLock.acquire(fs, '/s', machines().of(1));
    fs.files.clear();
    await expect(lock.assertHeld()).rejects.toMatchObject({
      code: 'session-removed',
      advice: expect.not.stringMatching(/nothing (was|is) lost/i),
    });
    await lock.release();
  });
});

describe('the right to run in a root', () => {
  it('goes to one of many that ask at the same moment, and on to the next', async () => {
    const fs = new MemoryFs();
    const { of } = machines();
    for (let round = 1; round <= 5; round++) {
      const asked = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) => claimRun(fs, '/root', of(index + 1))),
      );
      const claims = asked.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
      expect(claims).toHaveLength(1);
      const reasons = asked.flatMap((answer) =>
        answer.status === 'rejected' ? [(answer.reason as { code: string }).code] : [],
      );
      expect(new Set(reasons)).toEqual(new Set(['locked']));
      expect(claims[0]?.epoch).toBe(round);
      await claims[0]?.release();
      expect(names(fs)).toEqual([`/root/.running-${round}`]);
    }
  });

  it('is taken over from a process that ended', async () => {
    const fs = new MemoryFs();
    const { of, living } = machines();
    await claimRun(fs, '/root', of(1));
    living.delete(1);
    const asked = await Promise.allSettled([2, 3, 4, 5].map((pid) => claimRun(fs, '/root', of(pid))));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is had without hard links too', async () => {
    const fs = new MemoryFs();
    fs.link = () => Promise.reject(Object.assign(new Error('EPERM'), { code: 'EPERM' }));
    const claim = await claimRun(fs, '/root', machines().of(1));
    await expect(claimRun(fs, '/root', machines().of(1, { pid: 1 }))).rejects.toMatchObject({
      code: 'already-running',
    });
    await claim.release();
  });
});

describe.runIf(process.platform === 'linux')('this machine', () => {
  it('knows a process by its start', () => {
    expect(thisMachine.startOf(process.pid)).toMatch(/^[0-9a-f-]{36}\/\d+$/);
    expect(thisMachine.startOf(process.pid)).toBe(thisMachine.startOf(process.pid));
    expect(thisMachine.startOf(process.ppid)).not.toBe(thisMachine.startOf(process.pid));
    // The largest number that Linux gives is 4,194,304.
    expect(thisMachine.startOf(5_000_000)).toBe('gone');
  });
});
