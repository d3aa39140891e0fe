import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ReadFailure } from './guarded-read';
import { patiently } from './patience';
import { isInside, type PathFlavour, problemOfAbsolutePath } from './relative-path';

/** Windows has neither flag. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;

async function assertWithin(path: string, root: string): Promise<void> {
  const folder = await realpath(dirname(path));
  if (!isInside(root, folder)) throw new ReadFailure('outside');
}

const CHUNK = 1024 * 1024;

async function readUpTo(handle: FileHandle, most: number): Promise<Buffer> {
  const stat = await handle.stat();
  if (!stat.isFile()) throw new ReadFailure('not a file');
  const chunks: Buffer[] = [];
  let size = 0;
  // To its end, not to the size it claims: some files claim none.
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(4096, stat.size - size + 1)));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, null);
    if (bytesRead === 0) return chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks);
    size += bytesRead;
    if (size > most) throw new ReadFailure('too large');
    chunks.push(chunk.subarray(0, bytesRead));
  }
}

/**
 * As `readWhole` of the guarded reader, without holding up the thread: a regular file of at most `most` bytes, never a
 * link at its end, a device or a pipe.
 * @param within Absolute real path of a folder: a file that is reached through a link out of it is refused.
 * @param flavour Whose rules for names hold; this machine's, if not given.
 * @throws ReadFailure, or Node's error with its code
 */
export async function readPlain(path: string, most: number, within?: string, flavour?: PathFlavour): Promise<Buffer> {
  if (problemOfAbsolutePath(path, flavour) !== undefined) throw new ReadFailure('not its name');
  if (within !== undefined) await assertWithin(path, within);
  const handle = await patiently(() => open(path, constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
  try {
    return await readUpTo(handle, most);
  } finally {
    await handle.close();
  }
}
