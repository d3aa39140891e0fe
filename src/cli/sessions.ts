import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { nodeFileSystem } from '../session/file-system';
import { FILES, sessionRootsOf } from '../session/layout';
import { listSessions, type FoundSession } from '../session/session-index';
import { UsageError } from './exit-codes';

/** The sessions of a workspace folder, newest first. */
export const sessionsOf = (folder: string, sessionRoot?: string): Promise<FoundSession[]> =>
  listSessions(nodeFileSystem, sessionRootsOf(folder, sessionRoot));

const holdsSession = (dir: string): Promise<boolean> =>
  stat(join(dir, FILES.journal)).then(
    (found) => found.isFile(),
    () => false,
  );

/** A session named by its folder, or by its id (or the start of it) in the working directory; `last` is the newest. */
export async function findSession(given: string, sessionRoot?: string): Promise<string> {
  const dir = resolve(given);
  // A link is another name that the user has for it.
  if (await holdsSession(dir)) return nodeFileSystem.realPath(dir);
  const sessions = await sessionsOf(process.cwd(), sessionRoot);
  const found = sessions.filter(
    ({ session_id: id }, index) => id.startsWith(given) || (given === 'last' && index === 0),
  );
  if (found.length > 1)
    throw new UsageError(
      `"${given}" fits ${found.length} sessions: ${found.map(({ session_id: id }) => id).join(', ')}. Name one of them in full.`,
    );
  const [only] = found;
  if (only === undefined)
    throw new UsageError(
      `There is no session "${given}", neither as a folder nor in the working directory. List them with: threatline sessions`,
    );
  return only.dir;
}
