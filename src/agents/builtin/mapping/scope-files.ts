import type { CodeFacts, FileFact } from '../../../artifacts/facts';
import type { SpawnEntry } from '../../../artifacts/phase2';

/** A folder as the sizing report writes it, without leading `./` and trailing slash; the whole folder is ''. */
export function folderOf(path: string): string {
  return path.replace(/\\/g, '/').replace(/^\.\/?/, '').replace(/\/+$/, '');
}

const under = (file: string, folder: string): boolean => folder === '' || file === folder || file.startsWith(`${folder}/`);

/** Which spawn entry a file belongs to: the one with the longest matching folder. */
export function ownerOf(file: string, spawn: readonly SpawnEntry[]): SpawnEntry | undefined {
  let best: { entry: SpawnEntry; length: number } | undefined;
  for (const entry of spawn) {
    for (const path of entry.paths && entry.paths.length > 0 ? entry.paths : [entry.path]) {
      const folder = folderOf(path);
      if (under(file, folder) && folder.length >= (best?.length ?? 0)) best = { entry, length: folder.length };
    }
  }
  return best?.entry;
}

/** Files that say what a component is made of: code and configuration, not tests, documents or generated output. */
export const speaks = (file: FileFact): boolean => file.role === 'source' || file.role === 'config';

/** The files of one spawn entry. */
export function filesOf(entry: SpawnEntry, all: readonly SpawnEntry[], facts: CodeFacts): FileFact[] {
  const spawn = all.some((other) => other.path === entry.path) ? all : [...all, entry];
  return facts.inventory.files.filter((file) => ownerOf(file.path, spawn)?.path === entry.path);
}
