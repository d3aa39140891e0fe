import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { isInside, locate } from '../safety/files/relative-path';
import { RunError } from '../session/run-error';

/**
 * The real path of a file named by something we do not trust. Throws RunError when it is not there or lies outside
 * `folder`, links resolved.
 */
export async function inside(folder: string, name: string): Promise<string> {
  const outside = new RunError('path-missing', `${name} lies outside ${folder}.`, 'Nothing outside of it is opened.');
  const wanted = locate(folder, name, path);
  if (wanted === undefined) throw outside;
  const [root, real] = await Promise.all([realpath(folder), realpath(wanted).catch(() => undefined)]);
  if (real === undefined)
    throw new RunError(
      'path-missing',
      `${name} is not there any more.`,
      'It was moved or deleted since the analysis. Run the threat model again to see the code as it is.',
    );
  if (!isInside(root, real)) throw outside;
  return real;
}
