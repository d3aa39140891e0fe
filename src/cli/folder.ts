import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from './exit-codes';

/** The absolute path of an existing folder; the working directory when none is named. */
export async function existingFolder(given: string | undefined): Promise<string> {
  const folder = resolve(given ?? '.');
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) throw new UsageError(`${folder} does not exist. Name the folder to analyse.`);
  if (!found.isDirectory()) throw new UsageError(`${folder} is not a folder. Name the folder that contains it.`);
  return folder;
}
