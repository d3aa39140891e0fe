import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isInside } from './relative-path';

/** As many as Linux follows on one way (`MAXSYMLINKS`). */
const MOST_LINKS = 40;

/** Where a link leads; undefined for everything else. */
function targetOf(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    return undefined;
  }
}

function followed(path: string, links: number): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    if (above === path || links === 0) return path;
    const target = targetOf(path);
    const folder = followed(above, links - 1);
    return target === undefined ? join(folder, basename(path)) : followed(resolve(folder, target), links - 1);
  }
}

/**
 * The absolute path without links, also of a file or folder that is not there yet: what is made under this name is made
 * there. A name that cannot be followed stays as it is.
 */
export const realPathOf = (path: string): string => followed(resolve(path), MOST_LINKS);

/** Whether a path is `folder` itself or lies in it: by name, or by where its links and those of `folder` lead. */
export const isReallyInside = (folder: string, path: string): boolean =>
  isInside(resolve(folder), resolve(path)) || isInside(realPathOf(folder), realPathOf(path));
