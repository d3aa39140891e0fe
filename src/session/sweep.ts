import { join } from 'node:path';
import { isTemporary } from './atomic-file';
import { type FileSystem } from './file-system';

/** Deeper than any file of a session lies. */
const MAX_DEPTH = 8;

async function remove(fs: FileSystem, path: string): Promise<number> {
  return fs.remove(path).then(
    () => 1,
    () => 0,
  );
}

/**
 * Removes what writers left that ended, or lost the session, between writing a file and giving it its name. For the
 * holder alone: a writer that still lives loses its work. Returns how many files are gone; the others stay.
 */
export async function sweepTemporaries(fs: FileSystem, folder: string, depth = MAX_DEPTH): Promise<number> {
  let removed = 0;
  for (const { name, directory } of await fs.list(folder).catch(() => [])) {
    const path = join(folder, name);
    if (directory && depth > 0) removed += await sweepTemporaries(fs, path, depth - 1);
    if (!directory && isTemporary(name)) removed += await remove(fs, path);
  }
  return removed;
}
