import { posix } from 'node:path';
import type { CodeFacts } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';
import { COMPONENT_NAMES, CONTAINERS } from '../../knowledge/components';
import { isUnder } from './part';

const LEVELS = 2;

function directoriesOf(files: readonly FileFact[], base: string): Set<string> {
  const found = new Set<string>();
  for (const file of files) {
    for (
      let directory = posix.dirname(file.path);
      directory !== '.' && directory !== base && isUnder(directory, base) && !found.has(directory);
      directory = posix.dirname(directory)
    )
      found.add(directory);
  }
  return found;
}

/** How far a directory is below the scope, or below the containers (`packages/`, `apps/`) at its top. */
function levelOf(directory: string, base: string): number {
  const parts = (base === '' ? directory : directory.slice(base.length + 1)).split('/');
  while (parts.length > 1 && CONTAINERS.has(parts[0]?.toLowerCase() ?? '')) parts.shift();
  return parts.length;
}

/** Directories that may be components: packages with a manifest, then known names at the first two levels. Sorted. */
export function candidatesOf(files: readonly FileFact[], packages: CodeFacts['packages'], base: string): string[] {
  const directories = directoriesOf(files, base);
  const manifests = packages.map((one) => one.path).filter((path) => path !== base && directories.has(path));
  const named = [...directories].filter(
    (directory) => COMPONENT_NAMES.has(posix.basename(directory).toLowerCase()) && levelOf(directory, base) <= LEVELS,
  );
  return [...new Set([...manifests, ...named])].sort();
}

export interface Candidate {
  path: string;
  files: FileFact[];
  children: Candidate[];
}

/** Nests the candidates by directory. Files go to every candidate around them. */
export function nestCandidates(paths: readonly string[], files: readonly FileFact[]): Candidate[] {
  const outermost: Candidate[] = [];
  const open: Candidate[] = [];
  for (const path of [...paths].sort()) {
    // Sorting puts `a-b` between `a` and `a/b`: what is not around this one is closed by search, not by order.
    const around = open.filter((one) => isUnder(path, one.path)).sort((a, b) => b.path.length - a.path.length)[0];
    const candidate: Candidate = { path, files: [], children: [] };
    (around ? around.children : outermost).push(candidate);
    open.push(candidate);
  }
  const byPath = new Map(open.map((one) => [one.path, one]));
  for (const file of files) {
    for (
      let directory = posix.dirname(file.path);
      directory !== '.' && directory !== '/';
      directory = posix.dirname(directory)
    )
      byPath.get(directory)?.files.push(file);
  }
  return outermost;
}
