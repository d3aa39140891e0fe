import { realpathSync, readdirSync, statSync } from 'node:fs';
import platformPath, { join } from 'node:path';
import type { CodeFacts } from '../../../artifacts/facts';
import type { FileFact, Inventory } from '../../../artifacts/inventory';
import { locate, type PathFlavour, wayInside } from '../../../safety/files/relative-path';
import { AnalysisError } from '../analysis-error';
import { buildsToRead } from './builds';
import { namedPackages } from './classify';
import { factOf } from './file-fact';
import { limitsOf } from './limits';
import { type LeftOut, type SkippedBuild, type Walk } from './walk-result';
import { walk, type WalkOptions } from './walk';

type Limits = CodeFacts['limits'];

export interface InventoryOptions {
  root: string;
  /** Relative to root: only these sub-folders and files. */
  paths?: readonly string[];
  /** Globs, relative to root. */
  exclude: readonly string[];
  /** The product's own files are no part of the code. */
  sessionRoot?: string;
  /** Above this number directories far down are sampled. Default 100,000. */
  maxFiles?: number;
}

export interface Listing {
  /** Absolute, links resolved. */
  root: string;
  inventory: Inventory;
  limits: Limits;
}

function realRoot(root: string): string {
  try {
    const real = realpathSync(root);
    if (!statSync(real).isDirectory()) throw new AnalysisError('not-a-folder', `${root} is a file. Choose a folder.`);
    readdirSync(real);
    return real;
  } catch (error) {
    if (error instanceof AnalysisError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new AnalysisError('no-folder', `The folder ${root} does not exist.`);
    throw new AnalysisError(
      'unreadable',
      `The folder ${root} cannot be read (${code ?? 'unknown error'}). Check its permissions.`,
    );
  }
}

/**
 * A chosen path as our files write it, empty for the root itself.
 * @throws AnalysisError `path-outside`
 */
export function chosenPath(root: string, path: string, flavour: PathFlavour = platformPath): string {
  const asked = flavour.isAbsolute(path) ? path : locate(root, path, flavour);
  const way = asked === undefined ? undefined : wayInside(root, asked, flavour);
  if (way === undefined) throw new AnalysisError('path-outside', `${path} is not inside ${root}.`);
  return way;
}

function describe(
  root: string,
  found: Walk,
  known: ReadonlyMap<string, FileFact>,
  unreadable: Inventory['unreadable'],
  onFile: (path: string) => void,
): FileFact[] {
  const packages = namedPackages(found.files);
  return found.files.map((path) => {
    const before = known.get(path);
    if (before) return before;
    onFile(path);
    const report = factOf(join(root, path), path, packages);
    if (report.unreadable !== undefined) unreadable.push({ path, why: report.unreadable });
    return report.fact;
  });
}

const isAside = (file: FileFact): boolean => file.role === 'test' || file.role === 'docs';
const isCode = (file: FileFact): boolean => file.analyzed || file.unread?.kind === 'language';

/** Where there is nothing but tests and examples, they are what was meant. */
function testsAreTheCode(files: FileFact[]): FileFact[] {
  if (files.some((file) => isCode(file) && !isAside(file) && file.role !== 'config')) return files;
  return files.map((file) => (isCode(file) && isAside(file) ? { ...file, role: 'source' } : file));
}

/** The code of builds that are left out, under the rule that ignores them, or as output. */
function leftOutBuilds(skipped: readonly SkippedBuild[], read: ReadonlySet<string>): LeftOut[] {
  return skipped
    .filter(({ path }) => !read.has(path))
    .flatMap(({ path: build, code, cut, rule }) =>
      [...code, ...(cut ? [`${build}/`] : [])].map((path): LeftOut =>
        rule === undefined ? { path, cause: 'build-output' } : { path, cause: 'ignored', rule },
      ),
    );
}

function linkFact(link: Walk['links'][number]): FileFact {
  return { path: link.path, size: 0, sha256: '', lines: 0, analyzed: false, skipped: link.reason, role: 'other' };
}

/**
 * Lists, hashes and classifies the files of a folder. Synchronous: it belongs into a worker thread.
 * Throws AnalysisError: no-folder, not-a-folder, unreadable, path-outside.
 */
export function takeInventory(
  options: InventoryOptions,
  onFile: (done: number, total: number, path?: string) => void = () => undefined,
): Listing {
  const root = realRoot(options.root);
  const paths = options.paths?.map((path) => chosenPath(root, path));
  const walkOptions: WalkOptions = {
    root,
    exclude: options.exclude,
    ...(paths && { paths }),
    ...(options.sessionRoot && { sessionRoot: options.sessionRoot }),
    ...(options.maxFiles && { maxFiles: options.maxFiles }),
    // How many files there are is not known yet: nothing is said of a total.
    onFolder: (path, files) => onFile(files, 0, path === '' ? './' : `${path}/`),
  };
  const unreadable: Inventory['unreadable'] = [];
  let found = walk(walkOptions);
  let done = 0;
  const count = (path: string) => {
    onFile(done, found.files.length, path);
    done += 1;
  };
  let files = describe(root, found, new Map(), unreadable, count);
  const builds = buildsToRead(root, files, found.skippedBuilds);
  if (builds.size > 0) {
    found = walk({ ...walkOptions, include: builds });
    files = describe(root, found, new Map(files.map((file) => [file.path, file])), unreadable, count);
  }
  onFile(files.length, files.length);
  const all = [...testsAreTheCode(files), ...found.links.map(linkFact)].sort((a, b) => (a.path < b.path ? -1 : 1));
  const unread = [...found.unreadable, ...unreadable].sort((a, b) => (a.path < b.path ? -1 : 1));
  const inventory: Inventory = {
    files: all,
    directories: found.directories,
    unreadable: unread,
    truncated: found.truncated,
    leftOut: [...found.leftOut, ...leftOutBuilds(found.skippedBuilds, builds)].sort((a, b) =>
      a.path < b.path ? -1 : 1,
    ),
    ...(found.estimatedFiles !== undefined && { estimatedFiles: found.estimatedFiles }),
  };
  return { root, inventory, limits: limitsOf(inventory, [...builds]) };
}
