import { Claim, type ClaimPlace } from './claim';
import type { LockHolder } from './claim-holder';
import { type FileSystem } from './file-system';
import { type Machine, thisMachine } from './machine';
import { fromFolderError, RunError } from './run-error';

const CLAIM = /^\.running-([1-9]\d{0,8})$/;

function takenBy(holder: LockHolder, machine: Machine): RunError {
  if (holder.host === machine.host && holder.pid === machine.pid)
    return new RunError(
      'already-running',
      'A threat model of this folder is already running in this window.',
      'Watch it in the Session view, or stop it first.',
    );
  return new RunError(
    'locked',
    `Another window or terminal is making a threat model of this folder (process ${holder.pid} on ` +
      `${holder.host || 'another machine'}).`,
    'Wait until it is done, or stop it there.',
  );
}

const rootPlace = (sessionRoot: string): ClaimPlace => ({
  dir: sessionRoot,
  nameOf: (epoch) => `.running-${epoch}`,
  epochOf: (name) => {
    const found = CLAIM.exec(name)?.[1];
    return found === undefined ? undefined : Number(found);
  },
  keepsReleased: true,
  refuse: takenBy,
});

/**
 * The right to run in a session root: of several that start or resume at the same moment one gets it. Throws RunError
 * `locked`, `already-running`, `not-writable` or `disk-full`.
 */
export async function claimRun(fs: FileSystem, sessionRoot: string, machine: Machine = thisMachine): Promise<Claim> {
  try {
    await fs.makeDir(sessionRoot);
  } catch (error) {
    throw fromFolderError(error, sessionRoot);
  }
  return Claim.acquire(fs, rootPlace(sessionRoot), machine);
}
