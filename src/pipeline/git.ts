import { type SimpleGit, simpleGit } from 'simple-git';
import { RunError } from '../session/run-error';

/** Git reads its settings from the folder too: nothing in it may start a program, and nothing is written. */
const QUIET = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'protocol.allow=never'];
/** The library refuses to touch these settings unless told that they are ours: here they are switched off. */
const OURS = { allowUnsafeFsMonitor: true, allowUnsafeHooksPath: true, allowUnsafeProtocolOverride: true };
/** Settings of a repository that make reading commands start programs. */
const RUNS_PROGRAMS = /^(filter\..*\.(clean|process|smudge)|core\.fsmonitor|include\.|includeif\.|diff\..*\.(command|textconv)|core\.sshcommand)/i;

const git = (folder: string): SimpleGit => simpleGit({ baseDir: folder, config: QUIET, unsafe: OURS, timeout: { block: 20_000 }, maxConcurrentProcesses: 1 });

export interface WorkspaceGit {
  git_commit?: string;
  git_branch?: string;
  /** Absent when finding out would mean running what the repository's own settings ask for. */
  dirty?: boolean;
}

async function hasOwnPrograms(repository: SimpleGit): Promise<boolean> {
  const names = await repository.raw(['config', '--local', '--no-includes', '--list', '--name-only']);
  return names.split('\n').some((name) => RUNS_PROGRAMS.test(name.trim()));
}

/**
 * Commit, branch and state of a folder; empty when it is not under git or git is not installed. What we keep in
 * `own` folders ourselves does not make it dirty.
 */
export async function describeWorkspace(folder: string, own: readonly string[] = ['.threat-model']): Promise<WorkspaceGit> {
  const repository = git(folder);
  try {
    const commit = (await repository.raw(['rev-parse', 'HEAD'])).trim();
    const branch = (await repository.raw(['rev-parse', '--abbrev-ref', 'HEAD'])).trim();
    const known = { git_commit: commit, ...(branch === 'HEAD' ? {} : { git_branch: branch }) };
    if (await hasOwnPrograms(repository)) return known;
    const status = await repository.raw(['--no-optional-locks', 'status', '--porcelain', '--ignore-submodules=all', '--', '.', ...own.map((path) => `:(exclude)${path}`)]);
    return { ...known, dirty: status.trim() !== '' };
  } catch {
    return {};
  }
}

async function resolveRef(repository: SimpleGit, ref: string): Promise<string> {
  const wrong = (): RunError => new RunError('not-a-git-ref', `"${ref}" is not a branch, tag or commit of this repository.`, 'Choose one that "git log" knows, for example main or HEAD~10.');
  if (ref.trim() === '' || ref.startsWith('-')) throw wrong();
  return repository.raw(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]).then(
    (output) => (output.trim() === '' ? Promise.reject(wrong()) : output.trim()),
    () => Promise.reject(wrong()),
  );
}

async function relativeRoot(repository: SimpleGit, folder: string): Promise<string> {
  return repository.raw(['rev-parse', '--show-prefix']).then(
    (prefix) => prefix.trim(),
    (error: unknown) => {
      throw new RunError('no-git', `${folder} is not under git, or git is not installed.`, 'Choose the full scope or a component, or open a folder that is a git repository.', { cause: error });
    },
  );
}

/** Files of the folder that differ between two commits, deleted ones left out. Throws RunError `no-git` or `not-a-git-ref`. */
export async function changedFiles(folder: string, baseRef: string, compareRef = 'HEAD'): Promise<string[]> {
  const repository = git(folder);
  const prefix = await relativeRoot(repository, folder);
  const base = await resolveRef(repository, baseRef);
  const compare = await resolveRef(repository, compareRef);
  const output = await repository.raw(['diff', '--name-only', '-z', '--no-ext-diff', '--no-textconv', '--diff-filter=d', `${base}...${compare}`]);
  return output
    .split('\0')
    .filter((path) => path !== '' && path.startsWith(prefix))
    .map((path) => path.slice(prefix.length))
    .sort();
}
