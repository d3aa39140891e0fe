import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import { type Surroundings, userCacheFolder } from '../safety/files/user-folders';

/**
 * Where parsed files are kept: below `THREATLINE_CACHE_HOME` when it holds an absolute path, else in the platform's
 * folder for caches.
 */
function parsedFolderOf(where: Surroundings): string {
  const path = where.platform === 'win32' ? win32 : posix;
  const chosen = where.env['THREATLINE_CACHE_HOME'];
  const cache =
    chosen !== undefined && path.isAbsolute(chosen) ? path.join(chosen, 'threatline') : userCacheFolder(where);
  return path.join(cache, 'parsed');
}

/** `parsedFolderOf` of this process; undefined when its user has no home: then nothing is kept. */
export function parsedFolder(): string | undefined {
  try {
    return parsedFolderOf({ platform: process.platform, env: process.env, home: homedir() });
  } catch {
    return undefined;
  }
}
