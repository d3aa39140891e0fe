import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText } from './decode';
import { readFile } from './guarded-read';

/** Larger files hold generated code or data, if they are read as code at all. */
const MAX_BYTES = 8 * 1024 * 1024;

function textOf(root: string, path: string): string | undefined {
  try {
    const { bytes, complete } = readFile(join(root, path), MAX_BYTES, root);
    return complete ? decodeText(bytes) : undefined;
  } catch {
    // It was there when the code was read; who needs the text does without.
    return undefined;
  }
}

/**
 * The texts of files of a folder as everybody here reads them, by their relative paths; what cannot be
 * read, or leads out of the folder, is absent.
 */
export async function sourceTexts(folder: string, paths: Iterable<string>): Promise<Map<string, string>> {
  const root = realpathSync(folder);
  const texts = new Map<string, string>();
  for (const path of [...new Set(paths)].sort()) {
    const text = textOf(root, path);
    if (text !== undefined) texts.set(path, text);
    // The thread is not held up for longer than one file takes.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return texts;
}
