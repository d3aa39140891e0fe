import { sha256 } from './atomic-file';
import { type FileSystem } from './file-system';
import { inSession } from './layout';
import type { RunState } from './run-state';

/** A file of a session that is not what the journal says was written. */
export interface DamagedFile {
  path: string;
  /** SHA-256 of what is there; undefined when the file is missing or cannot be read. */
  found: string | undefined;
}

async function differing(fs: FileSystem, sessionDir: string, expected: Record<string, string>): Promise<DamagedFile[]> {
  const damaged: DamagedFile[] = [];
  for (const [path, sum] of Object.entries(expected).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const found = await fs.read(inSession(sessionDir, path)).then(sha256, () => undefined);
    if (found !== sum) damaged.push({ path, found });
  }
  return damaged;
}

/** Artifacts that are missing or changed since they were written. */
export const damagedArtifacts = (fs: FileSystem, sessionDir: string, state: RunState): Promise<DamagedFile[]> =>
  differing(fs, sessionDir, state.artifacts);

/** Likewise the views of the state; sessions of earlier versions do not know what theirs were. */
export const damagedRenderings = (fs: FileSystem, sessionDir: string, state: RunState): Promise<DamagedFile[]> =>
  differing(fs, sessionDir, state.renderings);
