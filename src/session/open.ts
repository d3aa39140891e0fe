import { join } from 'node:path';
import { type FileSystem, nodeFileSystem } from './file-system';
import { type JournalContent, parseJournal } from './journal';
import { FILES, inSession } from './layout';
import { initialState, reduce } from './reduce';
import { RunError } from './run-error';
import type { RunState } from './run-state';

/** Reads the journal of a session. Throws RunError `no-session` when there is none. */
export async function readJournal(fs: FileSystem, sessionDir: string): Promise<JournalContent> {
  const bytes = await fs.read(join(sessionDir, FILES.journal)).catch((error: unknown) => {
    throw new RunError('no-session', `There is no session in ${sessionDir}.`, 'Choose a folder that holds a journal.jsonl, or start a new threat model.', { cause: error });
  });
  return parseJournal(bytes);
}

/** The state of a session by replaying its journal. Takes no lock and changes nothing. Throws RunError. */
export async function openSession(sessionDir: string, fs: FileSystem = nodeFileSystem): Promise<RunState> {
  const content = await readJournal(fs, sessionDir);
  const state = content.events.reduce(reduce, initialState());
  if (state.seq === 0) throw new RunError('corrupt-session', `The session in ${sessionDir} never started: its journal holds no event.`, 'Start a new threat model; this folder can be deleted.');
  // The folder may have been moved since; where it is now is what counts.
  const report = state.report && { markdown: inSession(sessionDir, FILES.reportMarkdown), json: inSession(sessionDir, FILES.reportJson), sarif: inSession(sessionDir, FILES.reportSarif) };
  return { ...state, sessionDir, report, ...(content.corruption ? { sessionStatus: 'corrupted' as const } : {}) };
}
