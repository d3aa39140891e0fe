import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { relative, sep } from 'node:path';
import { ReadFailure, readWhole } from '../../safety/files/guarded-read';
import { RunError } from '../../session/run-error';

/** What makes a repository one that we do not read: it is said, and the user has another way to go on. */
export function refusal(message: string, cause?: unknown): RunError {
  const advice = 'Choose the full scope or a component instead; neither needs git.';
  return new RunError('git-refused', message, advice, cause === undefined ? undefined : { cause });
}

const REASONS: Readonly<Record<string, string>> = {
  ELOOP: 'it is a link',
  EMLINK: 'it is a link',
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
  outside: 'a link on the way leads out of the repository',
  'too large': 'it is larger than git makes it',
  'not a file': 'it is a pipe or a device',
};

/** Nothing, or a file in the place of its folder. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR']);

/** What is at a path, itself and not what a link there leads to; undefined when nothing is. */
export const entryAt = (path: string): Stats | undefined => lstatSync(path, { throwIfNoEntry: false });

/**
 * The text of one of git's own small files; undefined when there is none.
 * @param most Bytes.
 * @param root Absolute real path of the git folder it must lie in.
 * @throws RunError `git-refused` when it is a link, leads out of `root`, is larger, or cannot be read.
 */
export function gitText(path: string, most: number, root: string): string | undefined {
  try {
    return readWhole(path, most, root).toString('utf8');
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    if (ABSENT.has(error.code) || entryAt(path)?.isDirectory() === true) return undefined;
    throw refusal(`The file ${path} is not read: ${REASONS[error.code] ?? `the system says ${error.code}`}.`, error);
  }
}

/** Where a path really is; undefined when it does not exist. */
export function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** A path below `folder` with forward slashes, as git writes it. */
export const gitPath = (folder: string, path: string): string => relative(folder, path).replaceAll(sep, '/');
