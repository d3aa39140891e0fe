import { basename, dirname, join, resolve } from 'node:path';
import { isInside } from '../../safety/files/relative-path';
import { entryAt, gitText, realPathOf, refusal } from './git-files';

/** How far up a repository is looked for. */
const MAX_LEVELS = 64;
const POINTER_BYTES = 8192;
const CONFIG_BYTES = 1024 * 1024;

/** Absolute real paths. */
export interface Repository {
  /** The folder that holds `.git`. */
  top: string;
  /** What belongs to this work tree alone: HEAD. */
  gitDir: string;
  /** What all work trees share: refs, packed refs, objects. */
  commonDir: string;
}

/** The path in a file that holds one line with a path. */
function pathIn(file: string, root: string, prefix = ''): string | undefined {
  const text = gitText(file, POINTER_BYTES, root)?.replace(/\r?\n$/, '');
  return text?.startsWith(prefix) ? resolve(dirname(file), text.slice(prefix.length).trim()) : undefined;
}

/** A linked work tree: its folder in the main repository names our `.git` file, and lies in the repository it names. */
function asWorktree(top: string, gitDir: string): Repository | undefined {
  if (basename(dirname(gitDir)) !== 'worktrees') return undefined;
  const commonDir = dirname(dirname(gitDir));
  const owner = pathIn(join(gitDir, 'gitdir'), gitDir);
  const common = pathIn(join(gitDir, 'commondir'), gitDir);
  if (owner === undefined || realPathOf(owner) !== join(top, '.git')) return undefined;
  if (common === undefined || realPathOf(common) !== commonDir) return undefined;
  return { top, gitDir, commonDir };
}

/** A submodule: its folder is among the modules of the repository around it, and names ours as its work tree. */
function asSubmodule(top: string, gitDir: string): Repository | undefined {
  const around = findRepository(dirname(top));
  if (around === undefined) return undefined;
  const modules = [around.gitDir, around.commonDir].map((folder) => join(folder, 'modules'));
  if (!modules.some((folder) => folder !== gitDir && isInside(folder, gitDir))) return undefined;
  const config = gitText(join(gitDir, 'config'), CONFIG_BYTES, gitDir) ?? '';
  const worktree = /^[ \t]*worktree[ \t]*=[ \t]*"?([^"\r\n]+?)"?[ \t]*$/m.exec(config)?.[1];
  if (worktree === undefined || realPathOf(resolve(gitDir, worktree)) !== top) return undefined;
  return { top, gitDir, commonDir: gitDir };
}

/** A `.git` file may name any place of the machine: the place must say that it belongs to this folder. */
function throughPointer(top: string): Repository {
  const target = pathIn(join(top, '.git'), top, 'gitdir:');
  const gitDir = target === undefined ? undefined : realPathOf(target);
  const found = gitDir === undefined ? undefined : (asWorktree(top, gitDir) ?? asSubmodule(top, gitDir));
  if (found !== undefined) return found;
  throw refusal(`The file ${join(top, '.git')} names a repository that does not name it back.`);
}

function repositoryAt(top: string): Repository | undefined {
  const gitDir = join(top, '.git');
  const entry = entryAt(gitDir);
  if (entry === undefined) return undefined;
  if (entry.isFile()) return throughPointer(top);
  if (!entry.isDirectory()) throw refusal(`There is a link or a special file at ${gitDir}.`);
  // Git passes by a folder without HEAD, too.
  if (entryAt(join(gitDir, 'HEAD')) === undefined) return undefined;
  if (entryAt(join(gitDir, 'commondir')) !== undefined)
    throw refusal(
      `The repository ${gitDir} takes its references from another place, as only a linked work tree should.`,
    );
  return { top, gitDir, commonDir: gitDir };
}

/** Whether both belong to one user: elsewhere anybody may plant a repository above us. Always so on Windows. */
function sameOwner(one: string, other: string): boolean {
  const [first, second] = [entryAt(one), entryAt(other)];
  return first !== undefined && second !== undefined && first.uid === second.uid;
}

/**
 * The repository that a folder belongs to, found by reading alone; a bare repository is none. Undefined when it is not
 * under git.
 * @throws RunError `git-refused` when what is there could lead to another place.
 */
export function findRepository(folder: string): Repository | undefined {
  const start = realPathOf(folder);
  let at = start ?? '';
  for (let level = 0; start !== undefined && level < MAX_LEVELS; level += 1) {
    const found = repositoryAt(at);
    if (found !== undefined) {
      if (at === start || sameOwner(found.gitDir, start)) return found;
      throw refusal(`The repository around this folder, ${found.top}, belongs to another user.`);
    }
    if (dirname(at) === at) return undefined;
    at = dirname(at);
  }
  return undefined;
}
