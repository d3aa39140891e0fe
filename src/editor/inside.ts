import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { RunError } from '../session/run-error';

const leaves = (from: string, to: string): boolean => {
  const way = relative(from, to);
  return way === '..' || way.startsWith('../') || way.startsWith('..\\') || isAbsolute(way);
};

/**
 * The real path of a file named by something we do not trust. Throws RunError when it is not there or lies outside
 * `folder`, links resolved.
 */
export async function inside(folder: string, path: string): Promise<string> {
  const wanted = resolve(folder, path);
  const [root, real] = await Promise.all([realpath(folder), realpath(wanted).catch(() => undefined)]);
  if (leaves(folder, wanted) || (real !== undefined && leaves(root, real))) throw new RunError('path-missing', `${path} lies outside ${folder}.`, 'Nothing outside of it is opened.');
  if (real === undefined) throw new RunError('path-missing', `${path} is not there any more.`, 'It was moved or deleted since the analysis. Run the threat model again to see the code as it is.');
  return real;
}
