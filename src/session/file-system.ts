import { constants } from 'node:fs';
import { link, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { makeFolder } from '../safety/files/make-folder';

/** An open file for appending. */
export interface AppendHandle {
  /** All of it or nothing: after a failure the file is as it was. */
  append(data: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The few operations a session needs from a disk. Paths are absolute. Errors are Node's, with their `code`. */
export interface FileSystem {
  read(path: string): Promise<Uint8Array>;
  /** Names, sorted. An absent folder is empty. */
  list(path: string): Promise<{ name: string; directory: boolean }[]>;
  exists(path: string): Promise<boolean>;
  makeDir(path: string): Promise<void>;
  /** Creates the file with this content and brings it to the disk. `exclusive` fails with EEXIST when there is one. */
  write(path: string, data: Uint8Array, options?: { exclusive?: boolean }): Promise<void>;
  openAppend(path: string, size: number): Promise<AppendHandle>;
  /** What tells the file from one that takes its place later, and its size in bytes; undefined when there is none. */
  stat(path: string): Promise<{ id: string; size: number } | undefined>;
  /** A second name for a file. EEXIST when the name is taken; EPERM, ENOTSUP or the like where there are no hard links. */
  link(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Brings renames inside a folder to the disk. Does nothing where the platform has no such thing. */
  syncDir(path: string): Promise<void>;
  realPath(path: string): Promise<string>;
}

const code = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

async function write(path: string, data: Uint8Array, options?: { exclusive?: boolean }): Promise<void> {
  const handle = await open(path, options?.exclusive ? 'wx' : 'w');
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Opens for appending, cut to `size` bytes first: what follows is a torn line. */
async function openAppend(path: string, size: number): Promise<AppendHandle> {
  const handle = await open(path, constants.O_WRONLY | constants.O_CREAT);
  await handle.truncate(size);
  let position = size;
  return {
    async append(data) {
      try {
        for (let written = 0; written < data.length; ) {
          written += (await handle.write(data, written, data.length - written, position + written)).bytesWritten;
        }
        position += data.length;
      } catch (error) {
        await handle.truncate(position).catch(() => undefined);
        throw error;
      }
    },
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

async function identify(path: string): Promise<{ id: string; size: number } | undefined> {
  try {
    const { dev, ino, size } = await stat(path, { bigint: true });
    return { id: `${dev}:${ino}`, size: Number(size) };
  } catch (error) {
    if (code(error) === 'ENOENT' || code(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

async function syncDir(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function list(path: string): Promise<{ name: string; directory: boolean }[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.map((entry) => ({ name: entry.name, directory: entry.isDirectory() })).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (code(error) === 'ENOENT') return [];
    throw error;
  }
}

export const nodeFileSystem: FileSystem = {
  read: (path) => readFile(path),
  list,
  exists: (path) => stat(path).then(() => true, () => false),
  makeDir: makeFolder,
  write,
  openAppend,
  stat: identify,
  link,
  rename,
  remove: (path) => rm(path, { recursive: true, force: true }),
  syncDir,
  realPath: (path) => realpath(path),
};
