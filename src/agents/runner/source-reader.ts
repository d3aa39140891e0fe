import { createHash } from 'node:crypto';
import { open, realpath } from 'node:fs/promises';
import platformPath, { isAbsolute, relative, sep } from 'node:path';
import { linesOf } from '../../artifacts/quote';
import { decodeText } from '../../safety/files/decode';
import { unredactedPath } from '../../safety/files/redacted-path';
import { patiently } from '../../safety/files/patience';
import { locate } from '../../safety/files/relative-path';

/** Larger files are not shown to agents; the analysis reports them as not read. */
export const MAX_FILE_BYTES = 2 * 1024 * 1024;
const MAX_CACHED_BYTES = 32 * 1024 * 1024;

export interface SourceFile {
  /** Relative to the workspace folder, as asked for. */
  path: string;
  lines: string[];
  sha256: string;
  bytes: number;
}

export type SourceResult =
  | { ok: true; file: SourceFile }
  | { ok: false; reason: 'missing' | 'outside' | 'too-large' | 'not-a-file' | 'unreadable' };

/** Reads files of the workspace, and nothing else. */
export interface SourceReader {
  read(path: string): Promise<SourceResult>;
}

/** Whether a real path lies in a real folder. */
export function isWithin(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

async function load(root: string, path: string): Promise<SourceResult> {
  const realRoot = await realpath(root);
  const wanted = locate(realRoot, await unredactedPath(realRoot, path), platformPath);
  if (wanted === undefined || !isWithin(realRoot, wanted)) return { ok: false, reason: 'outside' };
  const real = await realpath(wanted);
  if (!isWithin(realRoot, real)) return { ok: false, reason: 'outside' };
  const handle = await patiently(() => open(real, 'r'));
  try {
    const info = await handle.stat();
    if (!info.isFile()) return { ok: false, reason: 'not-a-file' };
    if (info.size > MAX_FILE_BYTES) return { ok: false, reason: 'too-large' };
    const data = await handle.readFile();
    const file = {
      path,
      lines: linesOf(decodeText(data)),
      sha256: createHash('sha256').update(data).digest('hex'),
      bytes: data.length,
    };
    return { ok: true, file };
  } finally {
    await handle.close();
  }
}

function failure(error: unknown): SourceResult {
  const code = (error as NodeJS.ErrnoException).code;
  return {
    ok: false,
    reason: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : code === 'ELOOP' ? 'outside' : 'unreadable',
  };
}

/** A reader confined to `root` by real path: links that lead out of it are refused. Keeps recent files in memory, up to 32 MB. */
export function createSourceReader(root: string): SourceReader {
  const cache = new Map<string, Promise<SourceResult>>();
  let cached = 0;
  const forgetOldest = (): void => {
    for (const [path, entry] of cache) {
      if (cached <= MAX_CACHED_BYTES) return;
      cache.delete(path);
      void entry.then((result) => (cached -= result.ok ? result.file.bytes : 0));
      return;
    }
  };
  return {
    read(path) {
      const known = cache.get(path);
      if (known) return known;
      const entry = load(root, path).catch(failure);
      cache.set(path, entry);
      void entry.then((result) => {
        if (!result.ok) return;
        cached += result.file.bytes;
        forgetOldest();
      });
      return entry;
    },
  };
}
