import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

const CHUNK = 1024 * 1024;
/** Of larger files not even the hash is taken. */
const MAX_HASHED = 256 * 1024 * 1024;

export interface ReadFile {
  size: number;
  /** SHA-256, hex; empty above 256 MB. */
  sha256: string;
  /** The bytes of files up to `keep`, else the first megabyte. */
  bytes: Buffer;
  complete: boolean;
}

export class ReadFailure extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** Windows has neither flag. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;

/** Only regular files; a link put in place of one since it was listed is refused, a pipe would never end. */
function open(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    throw new ReadFailure((error as NodeJS.ErrnoException).code ?? 'unreadable');
  }
}

/** Reads a file once for hash and content, in pieces. Throws ReadFailure. */
export function readFile(path: string, keep: number): ReadFile {
  const handle = open(path);
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) throw new ReadFailure('not a file');
    const hash = createHash('sha256');
    const kept: Buffer[] = [];
    let size = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(4096, stat.size - size + 1)));
      const length = readSync(handle, chunk, 0, chunk.length, null);
      if (length === 0) break;
      const piece = chunk.subarray(0, length);
      hash.update(piece);
      if (kept.length === 0 || size + length <= keep) kept.push(piece);
      size += length;
      if (size > MAX_HASHED) return { size: Math.max(size, stat.size), sha256: '', bytes: kept[0] ?? Buffer.alloc(0), complete: false };
    }
    const complete = size <= keep;
    return { size, sha256: hash.digest('hex'), bytes: complete ? Buffer.concat(kept) : kept[0] ?? Buffer.alloc(0), complete };
  } catch (error) {
    if (error instanceof ReadFailure) throw error;
    throw new ReadFailure((error as NodeJS.ErrnoException).code ?? 'unreadable');
  } finally {
    closeSync(handle);
  }
}
