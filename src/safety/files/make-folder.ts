import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

async function missingAbove(path: string): Promise<string[]> {
  const missing: string[] = [];
  for (let folder = path; ; folder = dirname(folder)) {
    const found = await stat(folder).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (found?.isDirectory() === true) return missing;
    if (found)
      throw Object.assign(new Error(`ENOTDIR: not a directory, mkdir '${folder}'`), { code: 'ENOTDIR', path: folder });
    missing.unshift(folder);
    if (dirname(folder) === folder) return missing;
  }
}

/**
 * Makes a folder and those above it that are missing. Node's own `recursive` never ends where a file system denies that
 * a folder exists in which it takes no other, `/proc` among them.
 * @param mode Rights of the folders that are made.
 * @throws what `mkdir` throws, with its `code`
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  for (const folder of await missingAbove(path)) {
    await mkdir(folder, { mode }).catch((error: unknown) => {
      // Another process was faster.
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  }
}
