import { lstat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { isInside } from '../safety/files/relative-path';
import { UsageError } from './exit-codes';

/**
 * The path and the folders above it as far as they lie in a folder whose content may be somebody else's; the path
 * itself always.
 */
function suspects(path: string, folders: readonly string[]): string[] {
  const around = folders.map((folder) => resolve(folder)).filter((folder) => folder !== path && isInside(folder, path));
  const [outermost] = around.sort((a, b) => a.length - b.length);
  if (outermost === undefined) return [path];
  const depth = relative(outermost, path).split(sep).length;
  const found = [path];
  while (found.length < depth) found.unshift(dirname(found[0] ?? path));
  return found;
}

/**
 * Throws UsageError when what is to be written would go through a link: one in the analysed folder, or in the working
 * directory, may lead anywhere, and one with the name of the target itself would have what it leads to overwritten.
 * @param analysed Absolute; the working directory is looked at as well.
 */
export async function refuseLinkedTarget(option: string, given: string, analysed?: string): Promise<void> {
  const path = resolve(given);
  // The terminal's own names for its streams.
  if (path.startsWith('/dev/')) return;
  for (const part of suspects(path, [process.cwd(), ...(analysed === undefined ? [] : [analysed])])) {
    const found = await lstat(part).catch(() => undefined);
    if (found?.isSymbolicLink())
      throw new UsageError(
        `${option} ${given}: ${part} is a link, and nothing is written through one. Name the place it leads to, or remove it.`,
      );
  }
}
