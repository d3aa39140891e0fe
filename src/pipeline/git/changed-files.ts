import platformPath from 'node:path';
import { locate } from '../../safety/files/relative-path';
import { RunError } from '../../session/run-error';
import { findGit } from './find-git';
import { gitPath, realPathOf, refusal } from './git-files';
import { objectsOf } from './objects';
import { checkStorage, readHead } from './read-refs';
import { findRepository, type Repository } from './repository';
import { unknownRevision, withoutNames } from './revision';
import { type Place, runGit } from './run-git';
import { withShadow } from './shadow';
import { untrustedRefusal } from './untrusted';

export interface Comparison {
  /** Absolute. */
  folder: string;
  baseRef: string;
  /** HEAD unless given. */
  compareRef?: string;
  /** Whether the user trusts the folder. Without it no process is started, git neither. */
  trusted: boolean;
  signal?: AbortSignal;
}

/** Names and paths alone: no content of a file is read, so no filter, converter or rename search has anything to do. */
const DIFF = ['diff-tree', '-r', '-z', '--name-only', '--no-renames', '--diff-filter=d', '--ignore-submodules=all'];
const SAFE = ['--no-ext-diff', '--no-textconv', '--end-of-options'];

const noGit = (message: string): RunError =>
  new RunError('no-git', message, 'Choose the full scope or a component, or open a folder that is a git repository.');

async function commitOf(place: Place, repository: Repository, text: string): Promise<string> {
  const revision = withoutNames(repository, text);
  const output = await runGit(place, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (output.trim() === '') throw unknownRevision(text);
  return output.trim();
}

async function mergeBase(place: Place, base: string, compare: string): Promise<string> {
  const output = await runGit(place, ['merge-base', base, compare]);
  if (output.trim() === '') throw refusal('The two commits have no history in common that is in this repository.');
  return output.trim();
}

async function compare(place: Place, repository: Repository, comparison: Comparison): Promise<string[]> {
  const { baseRef, compareRef = 'HEAD' } = comparison;
  const base = await commitOf(place, repository, baseRef);
  const compared = await commitOf(place, repository, compareRef);
  const from = await mergeBase(place, base, compared);
  const output = await runGit(place, [...DIFF, ...SAFE, from, compared]);
  return output.split('\0').filter((path) => path !== '');
}

function repositoryOf(folder: string): Repository {
  const repository = findRepository(folder);
  if (repository === undefined) throw noGit(`${folder} is not under git.`);
  checkStorage(repository);
  return repository;
}

/** A commit can be made to hold names that git never checks out: they are no files of the folder. */
const isCheckedOut = (top: string, path: string): boolean =>
  locate(top, path, platformPath) !== undefined && !path.toLowerCase().split('/').includes('.git');

/** The paths that lie in the folder, relative to it. */
function below(prefix: string, paths: readonly string[]): string[] {
  const start = prefix === '' ? '' : `${prefix}/`;
  const inside = paths.filter((path) => path.startsWith(start));
  return inside.map((path) => path.slice(start.length)).sort();
}

/**
 * Files of the folder that differ between two commits (from where their histories parted, as `git diff A...B` has it),
 * deleted ones left out.
 * @throws RunError `git-untrusted`, `no-git`, `not-a-git-ref`, `git-refused`, `cancelled`
 */
export async function changedFiles(comparison: Comparison): Promise<string[]> {
  if (!comparison.trusted) throw untrustedRefusal();
  const { signal } = comparison;
  const repository = repositoryOf(comparison.folder);
  const folder = realPathOf(comparison.folder) ?? comparison.folder;
  const binary = findGit(repository.top, process.env);
  if (binary === undefined) throw noGit('Git is not installed, or lies in the folder to analyse.');
  const objects = await objectsOf(repository);
  const paths = await withShadow(repository, readHead(repository).commit?.length ?? 40, (shadow) => {
    const place = { binary, folder: repository.top, shadow, objects, ...(signal ? { signal } : {}) };
    return compare(place, repository, comparison);
  });
  const files = paths.filter((path) => isCheckedOut(repository.top, path));
  return below(gitPath(repository.top, folder), files);
}
