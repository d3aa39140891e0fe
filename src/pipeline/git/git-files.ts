import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { relative, sep } from 'node:path';
import { ReadFailure, readWhole } from '../../safety/files/guarded-read';
import { RunError } from '../../session/run-error';
import * as say from '../../wording/run/git';

/** What makes a repository one that we do not read: it is said, and the user has another way to go on. */
export function refusal(message: string, cause?: unknown): RunError {
  return new RunError('git-refused', message, say.withoutGit, cause === undefined ? undefined : { cause });
}

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
    throw refusal(say.notRead(path, error.code), error);
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
