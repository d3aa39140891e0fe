import { RunError } from '../../session/run-error';
import { checkStorage, readHead } from './read-refs';
import { findRepository } from './repository';

/** Whether files were changed since the commit is not said: finding out would run what the repository asks for. */
export interface WorkspaceGit {
  git_commit?: string;
  git_branch?: string;
}

function describe(folder: string): WorkspaceGit {
  const repository = findRepository(folder);
  if (repository === undefined) return {};
  checkStorage(repository);
  const { branch, commit } = readHead(repository);
  return {
    ...(commit === undefined ? {} : { git_commit: commit }),
    ...(branch?.startsWith('refs/heads/') ? { git_branch: branch.slice('refs/heads/'.length) } : {}),
  };
}

/** Commit and branch of a folder, read from git's own files; empty when it is not under git, or not safe to read. */
export function describeWorkspace(folder: string): WorkspaceGit {
  try {
    return describe(folder);
  } catch (error) {
    if (error instanceof RunError) return {};
    throw error;
  }
}
