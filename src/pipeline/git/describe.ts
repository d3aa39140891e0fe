import { RunError } from '../../session/run-error';
import { refusal } from './git-files';
import { checkStorage, readHead } from './read-refs';
import { findRepository } from './repository';

/** Whether files were changed since the commit is not said: finding out would run what the repository asks for. */
export interface WorkspaceGit {
  git_commit?: string;
  git_branch?: string;
  /** Why neither is stated although the folder is under git: a sentence. */
  git_unread?: string;
}

function describe(folder: string): WorkspaceGit {
  const repository = findRepository(folder);
  if (repository === undefined) return {};
  checkStorage(repository);
  const { branch, commit } = readHead(repository);
  if (branch === undefined && commit === undefined)
    throw refusal(`The file HEAD in ${repository.gitDir} names neither a branch nor a commit.`);
  return {
    ...(commit === undefined ? {} : { git_commit: commit }),
    ...(branch?.startsWith('refs/heads/') ? { git_branch: branch.slice('refs/heads/'.length) } : {}),
  };
}

/**
 * Commit and branch of a folder, read from git's own files, or why they are not safe to read; empty when it is not
 * under git.
 */
export function describeWorkspace(folder: string): WorkspaceGit {
  try {
    return describe(folder);
  } catch (error) {
    if (error instanceof RunError) return { git_unread: error.message };
    throw error;
  }
}
