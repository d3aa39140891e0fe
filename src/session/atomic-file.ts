import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { type FileSystem } from './file-system';
import { fromWriteError } from './run-error';

const TEMPORARY = /^\..+\.tmp$/;
/** Windows refuses to replace a file that a scanner or indexer holds open; it lets go soon. */
const PATIENCE_MS = [50, 100, 200, 400, 800];
const BUSY = new Set(['EPERM', 'EBUSY', 'EACCES']);

export const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');

const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

async function renamePatiently(fs: FileSystem, from: string, to: string): Promise<void> {
  for (const pause of PATIENCE_MS) {
    try {
      return await fs.rename(from, to);
    } catch (error) {
      if (process.platform !== 'win32' || !BUSY.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await wait(pause);
    }
  }
  return fs.rename(from, to);
}

/**
 * Replaces a file as a whole: whoever reads it, even after a crash, finds the old content or the new one, never a part.
 * Throws RunError `disk-full` or `not-writable`.
 */
export function writeAtomically(fs: FileSystem, path: string, data: Uint8Array): Promise<void> {
  return writeAllAtomically(fs, [{ path, data }]);
}

/**
 * As `writeAtomically` for several files: each is replaced as a whole, in the order given, once the content of all is on
 * the disk. When one cannot be written none of the later ones is.
 */
export async function writeAllAtomically(fs: FileSystem, files: readonly { path: string; data: Uint8Array }[]): Promise<void> {
  const folders = [...new Set(files.map(({ path }) => dirname(path)))];
  const pending = new Map(files.map(({ path }) => [path, temporaryFor(path)]));
  let current = files[0]?.path ?? '';
  try {
    for (const folder of folders) await fs.makeDir((current = folder));
    await settled(files.map(({ path, data }) => writeBeside(fs, path, data)));
    for (const [path, temporary] of pending) {
      await renamePatiently(fs, temporary, (current = path));
      pending.delete(path);
    }
    for (const folder of folders) await fs.syncDir((current = folder));
  } catch (error) {
    for (const temporary of pending.values()) await fs.remove(temporary).catch(() => undefined);
    throw fromWriteError(error, current);
  }
}

const temporaryFor = (path: string): string => join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);

async function writeBeside(fs: FileSystem, path: string, data: Uint8Array): Promise<void> {
  try {
    await fs.write(temporaryFor(path), data);
  } catch (error) {
    throw fromWriteError(error, path);
  }
}

/** Like `Promise.all`, but nothing goes on behind the back of whoever handles the failure. */
async function settled(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

export const isTemporary = (name: string): boolean => TEMPORARY.test(name);
