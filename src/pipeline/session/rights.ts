import type { FileSystem } from '../../session/file-system';
import { SessionLock } from '../../session/lock';
import { claimRun } from '../../session/run-claim';

/** The rights of one run: that to the session and that to run in its root. */
export interface Rights {
  lock: SessionLock;
  release: () => Promise<void>;
}

/** The right to run in a root, then whatever is done with it; given back when that fails. */
export async function withClaim<T>(
  fs: FileSystem,
  root: string,
  work: (release: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const claim = await claimRun(fs, root);
  try {
    return await work(() => claim.release());
  } catch (error) {
    await claim.release();
    throw error;
  }
}

/** Likewise the right to write a session, with that to run in its root. */
export async function withLock<T>(
  fs: FileSystem,
  dir: string,
  releaseClaim: () => Promise<void>,
  work: (rights: Rights) => Promise<T>,
): Promise<T> {
  const lock = await SessionLock.acquire(fs, dir);
  const release = async (): Promise<void> => {
    await lock.release();
    await releaseClaim();
  };
  try {
    return await work({ lock, release });
  } catch (error) {
    await lock.release();
    throw error;
  }
}
