import { spawn } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';
import { liveHolder, SessionLock } from '../../../src/session/lock';
import { type Machine, thisMachine } from '../../../src/session/machine';
import { MemoryFs } from '../../unit/pipeline/support/memory-fs';

type FakeMachine = Machine & { time: number; dead: Set<number> };
function machine(changes: Partial<Machine> = {}): FakeMachine {
  const self: FakeMachine = {
    pid: 1,
    host: 'here',
    time: 1_000_000,
    dead: new Set<number>(),
    now: () => self.time,
    booted: () => 500_000,
    isAlive: (pid: number) => !self.dead.has(pid),
    startOf: () => undefined,
    ...changes,
  };
  return self;
}

describe('session lock', () => {
  it('has one holder; a second writer is told who has it and what to do (P-013)', async () => {
    const fs = new MemoryFs();
    const lock = await SessionLock.acquire(fs, '/s', machine());
    await expect(SessionLock.acquire(fs, '/s', machine({ pid: 2 }))).rejects.toMatchObject({
      code: 'locked',
      message: expect.stringContaining('process 1 on here'),
      advice: expect.stringContaining('Stop the run there'),
    });
    await expect(SessionLock.acquire(fs, '/s', machine())).rejects.toMatchObject({ code: 'already-running' });
    await lock.release();
    await (await SessionLock.acquire(fs, '/s', machine({ pid: 2 }))).release();
    expect(await fs.exists('/s/.lock')).toBe(false);
  });

  it('is taken over from a process that has ended', async () => {
    const fs = new MemoryFs();
    const first = await SessionLock.acquire(fs, '/s', machine());
    const second = machine({ pid: 2 });
    second.dead.add(1);
    const lock = await SessionLock.acquire(fs, '/s', second);
    expect(lock.takenOver).toBe(true);
    await expect(first.assertHeld()).rejects.toMatchObject({ code: 'lost-lock' });
    await lock.assertHeld();
    // The old holder must not take the new one's lock away.
    await first.release();
    await lock.assertHeld();
    await lock.release();
  });

  it('is taken over after a restart of the machine, even if the process number is in use again', async () => {
    const fs = new MemoryFs();
    const first = await SessionLock.acquire(fs, '/s', machine());
    const lock = await SessionLock.acquire(fs, '/s', machine({ pid: 2, booted: () => 900_000 }));
    expect(lock.takenOver).toBe(true);
    await first.release();
    await lock.release();
  });

  it('is taken over when its process number was given to another process', async () => {
    const fs = new MemoryFs();
    const first = await SessionLock.acquire(fs, '/s', machine());
    const later = machine({ pid: 2 });
    later.time += 9 * 60_000;
    await expect(SessionLock.acquire(fs, '/s', later)).rejects.toMatchObject({ code: 'locked' });
    later.time += 2 * 60_000;
    await (await SessionLock.acquire(fs, '/s', later)).release();
    await first.release();
  });

  it.runIf(process.platform === 'linux')('does not take a process that ended for a living one', async () => {
    // Its parent never asks how it ended.
    const parent = spawn('sh', ['-c', 'sh -c "exit 0" & echo $!; exec sleep 5'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const pid = Number(
      await new Promise<string>((done) => parent.stdout.once('data', (data: Buffer) => done(data.toString()))),
    );
    await vi.waitFor(() => expect(thisMachine.isAlive(pid)).toBe(false), { timeout: 60_000 });
    expect(thisMachine.isAlive(process.pid)).toBe(true);
    parent.kill();
  });

  it('of another machine is respected for a minute after its last sign of life', async () => {
    const fs = new MemoryFs();
    const first = await SessionLock.acquire(fs, '/s', machine());
    const other = machine({ pid: 2, host: 'there' });
    other.time += 59_000;
    await expect(SessionLock.acquire(fs, '/s', other)).rejects.toMatchObject({ code: 'locked' });
    expect(await liveHolder(fs, '/s', other)).toMatchObject({ pid: 1 });
    other.time += 2000;
    expect(await liveHolder(fs, '/s', other)).toBeUndefined();
    await (await SessionLock.acquire(fs, '/s', other)).release();
    await first.release();
  });

  it('cut short by a crash does not lock anyone out', async () => {
    const fs = new MemoryFs();
    fs.files.set('/s/.lock', Buffer.from('{"pid":1,"ho'));
    await (await SessionLock.acquire(fs, '/s', machine())).release();
  });

  it('is never half-written while its holder gives signs of life', async () => {
    vi.useFakeTimers();
    try {
      const fs = new MemoryFs();
      const write = fs.write.bind(fs);
      const inPlace: string[] = [];
      fs.write = async (path, data, options) => {
        if (!options?.exclusive) inPlace.push(path);
        return write(path, data, options);
      };
      const holder = machine();
      const lock = await SessionLock.acquire(fs, '/s', holder);
      holder.time += 10_000;
      await vi.advanceTimersByTimeAsync(10_000);
      expect(inPlace).not.toContain('/s/.lock');
      await vi.waitFor(async () =>
        expect(await liveHolder(fs, '/s', holder)).toMatchObject({ heartbeatAt: holder.time }),
      );
      expect(await liveHolder(fs, '/s', holder)).toMatchObject({ heartbeatAt: holder.time });
      await lock.assertHeld();
      await lock.release();
    } finally {
      vi.useRealTimers();
    }
  });

  it('cannot be taken where nothing can be written', async () => {
    const fs = new MemoryFs();
    fs.failWith = () => 'EROFS';
    await expect(SessionLock.acquire(fs, '/s', machine())).rejects.toMatchObject({ code: 'not-writable' });
  });
});
