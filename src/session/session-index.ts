import { join } from 'node:path';
import * as z from 'zod';
import { Metadata, SessionEntry, type SessionIndex } from '../artifacts/session-files';
import { toJson } from './artifact-content';
import { RunError } from './run-error';
import { writeAtomically } from './atomic-file';
import { type FileSystem } from './file-system';
import { FILES, isSessionName, sessionIdOfName } from './layout';

const INDEX = 'sessions.json';

/** One bad entry costs that entry alone. */
const LooseIndex = z.looseObject({ sessions: z.array(z.unknown()) });

async function readJson(fs: FileSystem, path: string): Promise<unknown> {
  return fs.read(path).then(
    (bytes) => JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown,
    () => undefined,
  );
}

async function readIndex(fs: FileSystem, root: string): Promise<SessionIndex> {
  const parsed = LooseIndex.safeParse(await readJson(fs, join(root, INDEX)).catch(() => undefined));
  if (!parsed.success) return { sessions: [] };
  return {
    ...parsed.data,
    sessions: parsed.data.sessions.flatMap((entry) => SessionEntry.safeParse(entry).data ?? []),
  };
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
  /** Not sealed by this user on this machine; absent when nobody looked. */
  madeElsewhere?: boolean;
}

/** A linked root is refused when it is the one to write to; of the others it holds nothing. */
async function foldersIn(
  fs: FileSystem,
  root: string,
  first: boolean,
): Promise<{ name: string; directory: boolean }[]> {
  return fs.list(root).catch((error: unknown) => {
    if (!first && error instanceof RunError && error.code === 'linked') return [];
    throw error;
  });
}

/**
 * All sessions under these roots, newest first. The folders decide; the index fills in for one whose `metadata.json` is
 * damaged.
 */
export async function listSessions(fs: FileSystem, roots: readonly string[]): Promise<FoundSession[]> {
  const found: FoundSession[] = [];
  for (const [place, root] of roots.entries()) {
    const folders = await foldersIn(fs, root, place === 0);
    const index = await readIndex(fs, root);
    for (const { name, directory } of folders) {
      if (!directory || !isSessionName(name)) continue;
      const indexed = index.sessions.find((entry) => entry.path === name);
      const entry =
        (await entryOf(fs, root, name)) ?? (indexed ? { ...indexed, status: 'corrupted' as const } : undefined);
      if (entry) found.push({ ...entry, dir: join(root, name) });
    }
  }
  return found.sort((a, b) => (sessionIdOfName(a.session_id) < sessionIdOfName(b.session_id) ? 1 : -1));
}
