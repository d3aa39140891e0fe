import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import platformPath from 'node:path';
import { linesOf } from '../../artifacts/quote';
import { decodeText } from '../../safety/files/decode';
import { type ReadFailure } from '../../safety/files/guarded-read';
import { readPlain } from '../../safety/files/read-plain';
import { unredactedPath } from '../../safety/files/redacted-path';
import { isInside, locate, type PathFlavour } from '../../safety/files/relative-path';

/** Larger files are not shown to agents; the analysis reports them as not read. */
const MAX_FILE_BYTES = 2 * 1024 * 1024;
const MAX_CACHED_BYTES = 32 * 1024 * 1024;

export interface SourceFile {
  /** Relative to the workspace folder, as asked for. */
  path: string;
  lines: string[];
  sha256: string;
  bytes: number;
}

type SourceResult =
  | { ok: true; file: SourceFile }
  | { ok: false; reason: 'missing' | 'outside' | 'too-large' | 'not-a-file' | 'unreadable' };

/** Reads files of the workspace, and nothing else. */
export interface SourceReader {
  read(path: string): Promise<SourceResult>;
}

async function load(root: string, path: string, flavour: PathFlavour): Promise<SourceResult> {
  const realRoot = await realpath(root);
  const wanted = locate(realRoot, await unredactedPath(realRoot, path), flavour);
  if (wanted === undefined) return { ok: false, reason: 'outside' };
  const real = await realpath(wanted);
  if (!isInside(realRoot, real)) return { ok: false, reason: 'outside' };
  const data = await readPlain(real, MAX_FILE_BYTES, real === realRoot ? undefined : realRoot, flavour);
  const file = {
    path,
    lines: linesOf(decodeText(data)),
    sha256: createHash('sha256').update(data).digest('hex'),
    bytes: data.length,
  };
  return { ok: true, file };
}

const REASONS: Readonly<Record<string, Extract<SourceResult, { ok: false }>['reason']>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  ELOOP: 'outside',
  outside: 'outside',
  'not its name': 'outside',
  'not a file': 'not-a-file',
  // Opening a folder gives this on Windows.
  EISDIR: 'not-a-file',
  'too large': 'too-large',
};

function failure(error: unknown): SourceResult {
  const { code = '' } = error as NodeJS.ErrnoException | ReadFailure;
  return { ok: false, reason: REASONS[code] ?? 'unreadable' };
}

/**
 * A reader confined to `root` by real path: links that lead out of it are refused. Keeps recent files in memory, up to
 * 32 MB.
 * @param flavour Whose rules for names hold.
 */
export function createSourceReader(root: string, flavour: PathFlavour = platformPath): SourceReader {
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
      const entry = load(root, path, flavour).catch(failure);
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
