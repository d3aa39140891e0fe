import type { CodeFacts } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';
import type { SpawnEntry } from '../../artifacts/phase2';

/** A folder as the sizing report writes it, without leading `./` and trailing slash; the whole folder is ''. */
export function folderOf(path: string): string {
  return path
    .replace(/\\/g, '/')
    .replace(/^\.\/?/, '')
    .replace(/\/+$/, '');
}

const owners = new WeakMap<readonly SpawnEntry[], Map<string, SpawnEntry>>();

/**
 * Spawn entries by folder; of two that name the same folder the later one has it. Every mapper asks about every file,
 * so it is made once per list.
 */
function byFolder(spawn: readonly SpawnEntry[]): Map<string, SpawnEntry> {
  let known = owners.get(spawn);
  if (!known) {
    known = new Map(
      spawn.flatMap((entry) =>
        (entry.paths && entry.paths.length > 0 ? entry.paths : [entry.path]).map(
          (path) => [folderOf(path), entry] as const,
        ),
      ),
    );
    owners.set(spawn, known);
  }
  return known;
}

/** Which spawn entry a file belongs to: the one with the longest matching folder. */
export function ownerOf(file: string, spawn: readonly SpawnEntry[]): SpawnEntry | undefined {
  const folders = byFolder(spawn);
  for (let path = file; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
    const owner = folders.get(path);
    if (owner) return owner;
  }
  return folders.get('');
}

/** Files that say what a component is made of: code and configuration, not tests, documents or generated output. */
export const speaks = (file: FileFact): boolean => file.role === 'source' || file.role === 'config';

/** The files of one spawn entry. */
export function filesOf(entry: SpawnEntry, all: readonly SpawnEntry[], facts: CodeFacts): FileFact[] {
  const spawn = all.some((other) => other.path === entry.path) ? all : [...all, entry];
  return facts.inventory.files.filter((file) => ownerOf(file.path, spawn)?.path === entry.path);
}
