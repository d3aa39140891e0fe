import { constants } from 'node:fs';
import { link, lstat, open, readdir, realpath, rename, unlink } from 'node:fs/promises';
import { makeFolder } from '../safety/files/make-folder';
import { patiently } from '../safety/files/patience';
import { readPlain } from '../safety/files/read-plain';
import { refuseLinks } from './planted-links';

/** An open file for appending. */
export interface AppendHandle {
  /** All of it or nothing: after a failure the file is as it was. */
  append(data: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The few operations a session needs from a disk. Paths are absolute. Errors are Node's, with their `code`, or RunError
 * `linked`.
 */
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
  /**
   * A second name for a file. EEXIST when the name is taken; EPERM, ENOTSUP or the like where there are no hard links.
   */
  link(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** A file, or a link itself; never a folder. One that is not there is removed. */
  remove(path: string): Promise<void>;
  /** Brings renames inside a folder to the disk. Does nothing where the platform has no such thing. */
  syncDir(path: string): Promise<void>;
  /**
   * Where a folder that the user named really lies; RunError `linked` when the way there leads through a link in a
   * folder of ours.
   */
  realPath(path: string): Promise<string>;
}

const code = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

/** Larger files are none of ours: not read. */
const MAX_READ = 256 * 1024 * 1024;
/** Owner only: sessions hold what the code says. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
/** Neither follows a link nor waits for the other end of a pipe. Windows has neither flag. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;
const PLAIN = O_NOFOLLOW | O_NONBLOCK;

async function write(path: string, data: Uint8Array, options?: { exclusive?: boolean }): Promise<void> {
  const create = options?.exclusive ? constants.O_EXCL : constants.O_TRUNC;
  const handle = await patiently(() => open(path, constants.O_WRONLY | constants.O_CREAT | create | PLAIN, FILE_MODE));
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Opens for appending, cut to `size` bytes first: what follows is a torn line. */
async function openAppend(path: string, size: number): Promise<AppendHandle> {
  const handle = await patiently(() => open(path, constants.O_WRONLY | constants.O_CREAT | PLAIN, FILE_MODE));
  await handle.truncate(size);
  let position = size;
  return {
    async append(data) {
      try {
        for (let written = 0; written < data.length;) {
          const at = written;
          written += (await patiently(() => handle.write(data, at, data.length - at, position + at))).bytesWritten;
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
    const { dev, ino, size } = await lstat(path, { bigint: true });
    return { id: `${dev}:${ino}`, size: Number(size) };
  } catch (error) {
    if (code(error) === 'ENOENT' || code(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

async function syncDir(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await patiently(() => open(path, 'r'));
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function list(path: string): Promise<{ name: string; directory: boolean }[]> {
  try {
    const entries = await patiently(() => readdir(path, { withFileTypes: true }));
    return entries
      .map((entry) => ({ name: entry.name, directory: entry.isDirectory() }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (code(error) === 'ENOENT') return [];
    throw error;
  }
}

async function remove(path: string): Promise<void> {
  await patiently(() => unlink(path)).catch((error: unknown) => {
    if (code(error) !== 'ENOENT') throw error;
  });
}

/**
 * The disk, for sessions. What lies in `.threat-model`, and at or below `base` (a session folder or session root), may
 * have
 * been planted: no link there is followed, for reading or for writing. Only regular files are read, up to 256 MB.
 */
export function fileSystemAt(base?: string): FileSystem {
  const sure = async <T>(path: string, act: () => Promise<T>): Promise<T> => {
    await refuseLinks(path, base, 'whole');
    return act();
  };
  /** For what acts on the name and would not follow a link at its end. */
  const named = async <T>(path: string, act: () => Promise<T>): Promise<T> => {
    await refuseLinks(path, base, 'above');
    return act();
  };
  return {
    read: (path) => sure(path, () => readPlain(path, MAX_READ)),
    list: (path) => sure(path, () => list(path)),
    exists: (path) =>
      named(path, () =>
        lstat(path).then(
          () => true,
          () => false,
        ),
      ),
    makeDir: (path) => sure(path, () => makeFolder(path, FOLDER_MODE)),
    write: (path, data, options) => sure(path, () => write(path, data, options)),
    openAppend: (path, size) => sure(path, () => openAppend(path, size)),
    stat: (path) => sure(path, () => identify(path)),
    link: (from, to) => sure(from, () => named(to, () => link(from, to))),
    rename: (from, to) => named(from, () => named(to, () => rename(from, to))),
    remove: (path) => named(path, () => remove(path)),
    syncDir: (path) => sure(path, () => syncDir(path)),
    realPath: (path) => refuseLinks(path, base, 'ours').then(() => realpath(path)),
  };
}

/** As `fileSystemAt` without a base. */
export const nodeFileSystem: FileSystem = fileSystemAt();
