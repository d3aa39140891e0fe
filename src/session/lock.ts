import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import { FILES } from './layout';
import { type FileSystem } from './file-system';
import { noteHeld, noteReleased } from './held-locks';
import { fromWriteError, RunError } from './run-error';

const HEARTBEAT_MS = 10_000;
const STALE_MS = 60_000;
/** After this time even a process that seems to live is not the holder: its number was given to another one. */
const REUSED_MS = 600_000;
/** Two processes with a start of the machine this far apart cannot be of the same boot. */
const SAME_BOOT_MS = 120_000;

export interface LockHolder {
  pid: number;
  host: string;
  /** Fencing token: only who finds its own token here may write. */
  token: string;
  /** Milliseconds since 1970: start of the machine, start and last sign of life of the holder. */
  booted: number;
  acquiredAt: number;
  heartbeatAt: number;
}

/** What the lock asks of the machine. */
export interface Machine {
  pid: number;
  host: string;
  now(): number;
  booted(): number;
  isAlive(pid: number): boolean;
}

/** On Linux a process that ended answers signals until its parent has taken note, which in a container may be never. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return /^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

export const thisMachine: Machine = {
  pid: process.pid,
  host: hostname(),
  now: () => Date.now(),
  booted: () => Date.now() - uptime() * 1000,
  isAlive: (pid) => {
    try {
      process.kill(pid, 0);
      return !isZombie(pid);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  },
};

/** Locks this process holds: one that names it but is not among them was left behind by a failed release. */
const held = new Set<string>();

/** A holder on this machine is gone when its process is; one elsewhere when it gave no sign of life for a minute. */
export function isStale(holder: LockHolder, machine: Machine): boolean {
  if (holder.host !== machine.host) return machine.now() - holder.heartbeatAt > STALE_MS;
  if (holder.pid === machine.pid) return !held.has(holder.token);
  const silent = machine.now() - holder.heartbeatAt;
  return Math.abs(holder.booted - machine.booted()) > SAME_BOOT_MS || silent > REUSED_MS || !machine.isAlive(holder.pid);
}

function parseHolder(bytes: Uint8Array): LockHolder | undefined {
  try {
    const value = JSON.parse(Buffer.from(bytes).toString('utf8')) as Partial<LockHolder>;
    return typeof value.pid === 'number' && typeof value.token === 'string' ? { host: '', booted: 0, acquiredAt: 0, heartbeatAt: 0, ...value, pid: value.pid, token: value.token } : undefined;
  } catch {
    return undefined;
  }
}

async function readHolder(fs: FileSystem, path: string): Promise<LockHolder | undefined> {
  return fs.read(path).then(parseHolder, () => undefined);
}

/** Who works on a session at this moment, if anyone does. */
export async function liveHolder(fs: FileSystem, sessionDir: string, machine: Machine = thisMachine): Promise<LockHolder | undefined> {
  const holder = await readHolder(fs, join(sessionDir, FILES.lock));
  return holder && !isStale(holder, machine) ? holder : undefined;
}

function lockedBy(holder: LockHolder, machine: Machine): RunError {
  if (holder.host === machine.host && holder.pid === machine.pid) return new RunError('already-running', 'This session is already running in this window.', 'Watch it in the Session view, or stop it there first.');
  return new RunError('locked', `Another window or terminal works on this session (process ${holder.pid} on ${holder.host || 'another machine'}).`, 'Stop the run there, or open the session here to read it. If nothing else is open, delete the file .lock in the session folder.');
}

/** The right to write a session. One holder at a time; a second writer is told who has it. */
export class SessionLock {
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly fs: FileSystem,
    private readonly path: string,
    private readonly holder: LockHolder,
    private readonly machine: Machine,
    /** The lock was taken from a process that had ended without releasing it. */
    readonly takenOver: boolean,
  ) {}

  /** Throws RunError `locked` or `already-running`, or `not-writable` and `disk-full` when no lock can be written. */
  static async acquire(fs: FileSystem, sessionDir: string, machine: Machine = thisMachine): Promise<SessionLock> {
    const path = join(sessionDir, FILES.lock);
    const now = machine.now();
    const holder: LockHolder = { pid: machine.pid, host: machine.host, token: randomUUID(), booted: machine.booted(), acquiredAt: now, heartbeatAt: now };
    const takenOver = await removeStale(fs, path, machine);
    try {
      await fs.write(path, Buffer.from(JSON.stringify(holder)), { exclusive: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw fromWriteError(error, path);
      throw lockedBy((await readHolder(fs, path)) ?? holder, machine);
    }
    const lock = new SessionLock(fs, path, holder, machine, takenOver);
    held.add(holder.token);
    noteHeld(path, holder.token);
    lock.timer = setInterval(() => void lock.beat(), HEARTBEAT_MS);
    lock.timer.unref();
    return lock;
  }

  /** Throws RunError `lost-lock` when another process took the session over, e.g. while this machine slept. */
  async assertHeld(): Promise<void> {
    const current = await readHolder(this.fs, this.path);
    if (current?.token !== this.holder.token) {
      throw new RunError('lost-lock', 'Another window took this session over.', 'Go on there, or stop it there and resume here. Nothing was lost.');
    }
  }

  private async beat(): Promise<void> {
    const alive = { ...this.holder, heartbeatAt: this.machine.now() };
    const temporary = `${this.path}.${this.machine.pid}.tmp`;
    try {
      await this.assertHeld();
      // Never half-written: who reads it in that moment, this process included, would think that nobody holds it.
      await this.fs.write(temporary, Buffer.from(JSON.stringify(alive)));
      await this.fs.rename(temporary, this.path);
    } catch {
      // A missed beat is no failure: the next write finds out whether the lock is still held.
      await this.fs.remove(temporary).catch(() => undefined);
    }
  }

  async release(): Promise<void> {
    clearInterval(this.timer);
    held.delete(this.holder.token);
    noteReleased(this.path);
    const current = await readHolder(this.fs, this.path);
    if (current?.token === this.holder.token) await this.fs.remove(this.path).catch(() => undefined);
  }
}

/** Removes the lock of a dead process. By renaming, so that of two that try at once only one succeeds. */
async function removeStale(fs: FileSystem, path: string, machine: Machine): Promise<boolean> {
  if (!(await fs.exists(path))) return false;
  const holder = await readHolder(fs, path);
  // A lock without readable content was cut short by a crash while it was written.
  if (holder && !isStale(holder, machine)) throw lockedBy(holder, machine);
  const aside = `${path}.${machine.pid}.stale`;
  await fs.rename(path, aside).catch(() => undefined);
  await fs.remove(aside).catch(() => undefined);
  return true;
}
