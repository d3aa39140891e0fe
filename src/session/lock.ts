import { Claim, type ClaimPlace, holderOf } from './claim';
import type { LockHolder } from './claim-holder';
import { type FileSystem } from './file-system';
import { FILES } from './layout';
import { type Machine, thisMachine } from './machine';
import { RunError } from './run-error';
import { epochOfSegment } from './segment-name';
import { sessionRemoved } from './session-loss';

const LOCK = /^\.lock(?:-([1-9]\d{0,8}))?$/;

function epochOfLock(name: string): number | undefined {
  const found = LOCK.exec(name);
  return found ? Number(found[1] ?? 1) : undefined;
}

function lockedBy(holder: LockHolder, machine: Machine): RunError {
  if (holder.host === machine.host && holder.pid === machine.pid)
    return new RunError(
      'already-running',
      'This session is already running in this window.',
      'Watch it in the Session view, or stop it there first.',
    );
  return new RunError(
    'locked',
    `Another window or terminal works on this session (process ${holder.pid} on ${holder.host || 'another machine'}).`,
    'Stop the run there, or open the session here to read it. A process on another machine that ended ' +
      'without closing it is waited for one minute.',
  );
}

/** The segments of the journal stay for good, so that no epoch is ever claimed twice. */
const sessionPlace = (dir: string): ClaimPlace => ({
  dir,
  nameOf: (epoch) => (epoch <= 1 ? FILES.lock : `${FILES.lock}-${epoch}`),
  epochOf: (name) => epochOfLock(name) ?? epochOfSegment(name),
  keepsReleased: false,
  refuse: lockedBy,
});

/** Who works on a session at this moment, if anyone does. */
export function liveHolder(
  fs: FileSystem,
  sessionDir: string,
  machine: Machine = thisMachine,
): Promise<LockHolder | undefined> {
  return holderOf(fs, sessionPlace(sessionDir), machine);
}

/** The right to write a session. One holder at a time; a second writer is told who has it. */
export class SessionLock {
  private constructor(
    private readonly claim: Claim,
    private readonly sessionDir: string,
  ) {}

  /** Throws RunError `locked` or `already-running`, or `not-writable` and `disk-full` when no lock can be written. */
  static async acquire(fs: FileSystem, sessionDir: string, machine: Machine = thisMachine): Promise<SessionLock> {
    return new SessionLock(await Claim.acquire(fs, sessionPlace(sessionDir), machine), sessionDir);
  }

  /** The lock was taken from a process that had ended without releasing it. */
  get takenOver(): boolean {
    return this.claim.takenOver;
  }

  get epoch(): number {
    return this.claim.epoch;
  }

  get holder(): LockHolder {
    return this.claim.holder;
  }

  /**
   * Throws RunError `lost-lock` when another process took the session over, e.g. while this machine slept, `session-
   * removed` when its folder is gone.
   */
  async assertHeld(): Promise<void> {
    const state = await this.claim.state();
    if (state === 'removed') throw sessionRemoved(this.sessionDir);
    if (state === 'lost')
      throw new RunError(
        'lost-lock',
        'Another window took this session over.',
        'Go on there, or stop it there and resume here. Nothing that was recorded is lost.',
      );
  }

  release(): Promise<void> {
    return this.claim.release();
  }
}
