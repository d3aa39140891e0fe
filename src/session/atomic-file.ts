import { createHash, randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { isPassing, patiently, type Pauses } from '../safety/files/patience';
import { type FileSystem } from './file-system';
import { fromWriteError } from './run-error';

export const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');

/**
 * Windows refuses to replace a file that a scanner or indexer holds open, and so do file systems that are shared with
 * it;
 * it lets go soon. `EACCES` is that on Windows alone, elsewhere it is for good.
 */
function isHeld(error: unknown, platform: NodeJS.Platform): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return isPassing(error) || code === 'EPERM' || (platform === 'win32' && code === 'EACCES');
}

/** Where files are renamed, and what the time between two tries is spent with. */
export interface Surroundings {
  platform: NodeJS.Platform;
  pauses?: Pauses;
}

/** Renames, again and again for some two seconds while something else holds the file. */
export function renamePatiently(
  fs: Pick<FileSystem, 'rename'>,
  from: string,
  to: string,
  { platform, pauses }: Surroundings = process,
): Promise<void> {
  return patiently(
    () => fs.rename(from, to),
    (error) => isHeld(error, platform),
    pauses,
  );
}

/**
 * Replaces a file as a whole: whoever reads it, even after a crash, finds the old content or the new one, never a part.
 * Throws RunError `disk-full` or `not-writable`.
 */
export function writeAtomically(fs: FileSystem, path: string, data: Uint8Array): Promise<void> {
  return writeAllAtomically(fs, [{ path, data }]);
}

/**
 * As `writeAtomically` for several files: each is replaced as a whole, in the order given, once the content of all is
 * on
 * the disk. When one cannot be written none of the later ones is.
 * @param beforeRename Asked when the content is on the disk and nothing is replaced yet, and again after a failure;
 * throws when this process may no longer write.
 */
export async function writeAllAtomically(
  fs: FileSystem,
  files: readonly { path: string; data: Uint8Array }[],
  beforeRename?: () => Promise<void>,
): Promise<void> {
  const folders = [...new Set(files.map(({ path }) => dirname(path)))];
  const pending = new Map(files.map(({ path }) => [path, temporaryFor(path)]));
  let current = files[0]?.path ?? '';
  try {
    for (const folder of folders) await fs.makeDir((current = folder));
    await settled(files.map(({ path, data }) => writeBeside(fs, path, pending.get(path) ?? '', data)));
    await beforeRename?.();
    for (const [path, temporary] of pending) {
      await renamePatiently(fs, temporary, (current = path));
      pending.delete(path);
    }
    for (const folder of folders) await fs.syncDir((current = folder));
  } catch (error) {
    for (const temporary of pending.values()) await fs.remove(temporary).catch(() => undefined);
    // Whoever takes over sweeps what is being written: then that is the reason, not the file that is gone.
    await beforeRename?.();
    throw fromWriteError(error, current);
  }
}

/** A name beside the file that no other write uses, in this process or another one. */
export const temporaryFor = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`);

async function writeBeside(fs: FileSystem, path: string, temporary: string, data: Uint8Array): Promise<void> {
  try {
    await fs.write(temporary, data);
  } catch (error) {
    throw fromWriteError(error, path);
  }
}

/** Like `Promise.all`, but nothing goes on behind the back of whoever handles the failure. */
async function settled(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Names that `temporaryFor` makes or made (without the random part), and those of earlier versions' locks. */
const TEMPORARY = /^(\..+\.\d+(-[0-9a-f]{8})?\.tmp|\.lock\.\d+\.(tmp|stale))$/;

export const isTemporary = (name: string): boolean => TEMPORARY.test(name);
