import { sha256 } from './atomic-file';
import { type FileSystem, nodeFileSystem } from './file-system';
import { inSession } from './layout';
import { RunError } from './run-error';
import type { RunState } from './run-state';

/**
 * The text of an artifact. Throws RunError `changed-artifact` when it is missing or not what the journal says was
 * written.
 */
export async function readVerified(state: RunState, path: string, fs: FileSystem = nodeFileSystem): Promise<string> {
  const bytes = await fs.read(inSession(state.sessionDir, path)).catch(() => undefined);
  if (bytes && sha256(bytes) === state.artifacts[path]) return Buffer.from(bytes).toString('utf8');
  throw new RunError(
    'changed-artifact',
    `${path} of the session in ${state.sessionDir} is ` +
      `${bytes ? 'damaged: its content is not what was written' : 'missing'}.`,
    `Have it made again with: threatline resume ${state.sessionDir}`,
  );
}
