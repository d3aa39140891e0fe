import { join } from 'node:path';
import { Metadata, type SessionEntry, SessionIndex } from '../artifacts/session-files';
import { toJson } from './artifact-store';
import { writeAtomically } from './atomic-file';
import { type FileSystem } from './file-system';
import { FILES, isSessionName, sessionIdOfName } from './layout';

const INDEX = 'sessions.json';

async function readJson(fs: FileSystem, path: string): Promise<unknown> {
  return fs.read(path).then(
    (bytes) => JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown,
    () => undefined,
  );
}

async function readIndex(fs: FileSystem, root: string): Promise<SessionIndex> {
  const parsed = SessionIndex.safeParse(await readJson(fs, join(root, INDEX)).catch(() => undefined));
  return parsed.success ? parsed.data : { sessions: [] };
}

/** Enters or updates a session in `sessions.json`. */
export async function recordSession(fs: FileSystem, root: string, entry: SessionEntry): Promise<void> {
  const index = await readIndex(fs, root);
  const known = index.sessions.find((old) => old.path === entry.path);
  const others = index.sessions.filter((old) => old !== known);
  const sessions = [...others, { ...known, ...entry }].sort((a, b) => (a.session_id < b.session_id ? -1 : 1));
  await writeAtomically(fs, join(root, INDEX), Buffer.from(toJson({ ...index, sessions })));
}

async function entryOf(fs: FileSystem, root: string, name: string): Promise<SessionEntry | undefined> {
  const parsed = Metadata.safeParse(await readJson(fs, join(root, name, FILES.metadata)).catch(() => undefined));
  if (!parsed.success) return undefined;
  const { created, status, target, last_updated, current_phase } = parsed.data;
  return { session_id: name, path: name, created, status, target, last_updated, current_phase };
}

export interface FoundSession extends SessionEntry {
  /** Absolute. */
  dir: string;
}

/** All sessions under these roots, newest first. The folders decide; the index fills in for one whose `metadata.json` is damaged. */
export async function listSessions(fs: FileSystem, roots: readonly string[]): Promise<FoundSession[]> {
  const found: FoundSession[] = [];
  for (const root of roots) {
    const index = await readIndex(fs, root);
    for (const { name, directory } of await fs.list(root)) {
      if (!directory || !isSessionName(name)) continue;
      const indexed = index.sessions.find((entry) => entry.path === name);
      const entry = (await entryOf(fs, root, name)) ?? (indexed ? { ...indexed, status: 'corrupted' as const } : undefined);
      if (entry) found.push({ ...entry, dir: join(root, name) });
    }
  }
  return found.sort((a, b) => (sessionIdOfName(a.session_id) < sessionIdOfName(b.session_id) ? 1 : -1));
}
