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
export async function writeAtomically(fs: FileSystem, path: string, data: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${process.pid}.tmp`);
  try {
    await fs.makeDir(folder);
    await fs.write(temporary, data);
    await renamePatiently(fs, temporary, path);
    await fs.syncDir(folder);
  } catch (error) {
    await fs.remove(temporary).catch(() => undefined);
    throw fromWriteError(error, path);
  }
}

export const isTemporary = (name: string): boolean => TEMPORARY.test(name);
