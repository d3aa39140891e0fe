import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { patientlySync } from './patience';
import { isInside, type PathFlavour, problemOfAbsolutePath } from './relative-path';

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

/**
 * Why a file is not read: the system's error code, `not a file` (device, pipe, folder), `outside` (reached through a
 * link that leads out), `not its name` (Windows would open something else).
 */
export class ReadFailure extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** Windows has neither flag. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unreadable';

/** Only regular files; a link put in place of one since it was listed is refused, a pipe would never end. */
function open(path: string, flavour?: PathFlavour): number {
  if (problemOfAbsolutePath(path, flavour) !== undefined) throw new ReadFailure('not its name');
  try {
    return patientlySync(() => openSync(path, constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
  } catch (error) {
    throw new ReadFailure(codeOf(error));
  }
}

/** A folder on the way may have been replaced by a link since it was listed. */
function assertWithin(path: string, root: string): void {
  let folder: string;
  try {
    folder = realpathSync(dirname(path));
  } catch (error) {
    throw new ReadFailure(codeOf(error));
  }
  if (!isInside(root, folder)) throw new ReadFailure('outside');
}

function readAll(handle: number, keep: number): ReadFile {
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
    if (size > MAX_HASHED)
      return { size: Math.max(size, stat.size), sha256: '', bytes: kept[0] ?? Buffer.alloc(0), complete: false };
  }
  const complete = size <= keep;
  return {
    size,
    sha256: hash.digest('hex'),
    bytes: complete ? Buffer.concat(kept) : (kept[0] ?? Buffer.alloc(0)),
    complete,
  };
}

/**
 * The one way by which files that somebody else may have made are read: opened once, hash and content from the same
 * handle; regular files only, never through a link at its end, never a device or pipe.
 * @param keep Bytes; of larger files only the first megabyte is kept.
 * @param within Absolute real path of a folder: a file that is reached through a link out of it is refused.
 * @param flavour Whose rules for names hold; this machine's, if not given.
 * @throws ReadFailure
 */
export function readFile(path: string, keep: number, within?: string, flavour?: PathFlavour): ReadFile {
  if (within !== undefined) assertWithin(path, within);
  const handle = open(path, flavour);
  try {
    return readAll(handle, keep);
  } catch (error) {
    throw error instanceof ReadFailure ? error : new ReadFailure(codeOf(error));
  } finally {
    closeSync(handle);
  }
}

/** As `readFile`, whole or not at all: ReadFailure `too large` when the file holds more than `most` bytes. */
export function readWhole(path: string, most: number, within?: string): Buffer {
  const file = readFile(path, most, within);
  if (!file.complete) throw new ReadFailure('too large');
  return file.bytes;
}

/** The text (UTF-8) of a small file; undefined when it is absent, is no regular file, is larger, or cannot be read. */
export function readTextIfPlain(path: string, most: number, within?: string): string | undefined {
  try {
    return readWhole(path, most, within).toString('utf8');
  } catch (error) {
    if (error instanceof ReadFailure) return undefined;
    throw error;
  }
}
