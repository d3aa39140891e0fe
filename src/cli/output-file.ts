import { constants } from 'node:fs';
import { access, lstat, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from '../safety/files/make-folder';
import { patiently } from '../safety/files/patience';
import { noteHalfWritten, noteWritten } from './half-written';

/**
 * Where something was to be written cannot be written. The message says what to do; `full`: the place is right, the
 * disk is not.
 */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  constructor(
    message: string,
    readonly full: boolean,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there. Choose another place, or change the rights of the folder.',
  EPERM: 'you may not write there. Choose another place, or change the rights of the folder.',
  EROFS: 'it lies on a read-only file system. Choose another place.',
  EISDIR: 'it is a folder. Name a file in it.',
  ENOTDIR: 'a part of its path is a file. Choose another place.',
  ENOENT: 'no folder can be made there. Choose another place.',
  ENAMETOOLONG: 'the name is too long. Choose a shorter one.',
  ELOOP: 'its path runs in a circle of links. Choose another place.',
};
const FULL: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free some space and try again.',
  EDQUOT: 'your quota on that disk is used up. Free some space and try again.',
  EMFILE: 'too many files are open. Raise the limit (ulimit -n) and try again.',
  ENFILE: 'too many files are open on this machine. Try again later.',
};

function outputError(option: string, path: string, error: unknown): OutputError {
  if (error instanceof OutputError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const full = FULL[code];
  const reason = full ?? REASONS[code] ?? `${message}. Choose another place.`;
  return new OutputError(`${option} ${path} cannot be written: ${reason}`, full !== undefined, { cause: error });
}

async function explained<T>(option: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw outputError(option, path, error);
  }
}

const withCode = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });

/**
 * Makes sure, before the work starts, that its result can be written to a file. Makes the folder for it.
 * @throws OutputError
 */
export function checkOutputFile(option: string, file: string): Promise<void> {
  const path = resolve(file);
  return explained(option, path, async () => {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory() === true) throw withCode('EISDIR');
    await makeFolder(dirname(path));
    await access(found ? path : dirname(path), constants.W_OK);
  });
}

/**
 * Makes a folder for results, before the work starts.
 * @throws OutputError
 */
export function checkOutputFolder(option: string, folder: string): Promise<void> {
  const path = resolve(folder);
  return explained(option, path, async () => {
    await makeFolder(path);
    await access(path, constants.W_OK);
  });
}

/**
 * Beside the target and renamed, so that it is whole or not there; into what is no regular file, such as a pipe,
 * directly.
 */
async function replace(path: string, data: string | Uint8Array): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found && !found.isFile()) {
    await writeFile(path, data);
    return;
  }
  const temporary = join(dirname(path), `.${process.pid}.threatline.tmp`);
  noteHalfWritten(temporary);
  try {
    await patiently(() => writeFile(temporary, data));
    await patiently(() => rename(temporary, path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    noteWritten(temporary);
  }
}

/**
 * Writes a file of the user's choice, whole or not at all.
 * @throws OutputError
 */
export function writeOutput(option: string, file: string, data: string | Uint8Array): Promise<void> {
  const path = resolve(file);
  return explained(option, path, async () => {
    await makeFolder(dirname(path));
    await replace(path, data);
  });
}
