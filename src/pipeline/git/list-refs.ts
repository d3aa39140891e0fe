import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { patientlySync } from '../../safety/files/patience';
import { RunError } from '../../session/run-error';
import { isInside } from '../../safety/files/relative-path';
import { realPathOf } from './git-files';
import { checkStorage, packedRefs, readHead } from './read-refs';
import { isRefName } from './ref-names';
import { findRepository, type Repository } from './repository';

/** How many of a kind are offered. */
const OFFERED = 200;
/** How many entries of the folders of references are looked at. */
const LOOKED_AT = 5000;
const MAX_DEPTH = 16;

export interface GitRefs {
  /** Checked out now, if it is a branch. */
  current?: string;
  branches: string[];
  remotes: string[];
  tags: string[];
}

function entriesOf(folder: string, root: string): Dirent[] {
  const real = realPathOf(folder);
  if (real === undefined || !isInside(root, real)) return [];
  try {
    const entries = patientlySync(() => readdirSync(folder, { withFileTypes: true }));
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

/** Full names of the references that are files of their own. Links are not followed. */
function looseNames({ commonDir }: Repository, kind: string): string[] {
  const found: string[] = [];
  let left = LOOKED_AT;
  const visit = (name: string, depth: number): void => {
    for (const entry of entriesOf(join(commonDir, name), commonDir)) {
      if ((left -= 1) < 0) return;
      const path = `${name}/${entry.name}`;
      if (entry.isFile() && isRefName(path)) found.push(path);
      if (entry.isDirectory() && depth < MAX_DEPTH) visit(path, depth + 1);
    }
  };
  visit(kind, 0);
  return found;
}

const withoutPrefix = (name: string, prefix: string): string => name.slice(prefix.length + 1);

function refsOf(repository: Repository): GitRefs {
  checkStorage(repository);
  const packed = [...packedRefs(repository).keys()];
  const names = (kind: string): string[] => {
    const all = [...looseNames(repository, kind), ...packed.filter((name) => name.startsWith(`${kind}/`))];
    return [...new Set(all.map((name) => withoutPrefix(name, kind)))].sort();
  };
  const { branch } = readHead(repository);
  return {
    ...(branch?.startsWith('refs/heads/') ? { current: withoutPrefix(branch, 'refs/heads') } : {}),
    branches: names('refs/heads').slice(0, OFFERED),
    remotes: names('refs/remotes')
      .filter((name) => !name.endsWith('/HEAD'))
      .slice(0, OFFERED),
    tags: names('refs/tags').slice(0, OFFERED),
  };
}

/**
 * Branches and tags of the repository a folder belongs to, read from git's own files: no process is started. Undefined
 * when there is no repository, or none that is safe to read.
 */
export function gitRefs(folder: string): GitRefs | undefined {
  try {
    const repository = findRepository(folder);
    return repository === undefined ? undefined : refsOf(repository);
  } catch (error) {
    if (error instanceof RunError) return undefined;
    throw error;
  }
}
