import { type FileSystem, fileSystemAt } from './file-system';
import { type JournalContent } from './journal';
import { FILES, inSession } from './layout';
import { folderOfSession } from './place';
import { reduce } from './reduce';
import { initialState } from './reducing/initial-state';
import { RunError } from './run-error';
import type { RunState } from './run-state';
import { readSegments } from './segments';
import type { SessionKey } from './session-key';

/** Reads the journal of a session. Throws RunError `no-session` when there is none. */
export async function readJournal(fs: FileSystem, sessionDir: string, key?: SessionKey): Promise<JournalContent> {
  const content = await readSegments(fs, sessionDir, key);
  if (content) return content;
  const files = (await fs.list(sessionDir)).length;
  const advice =
    files > 0
      ? 'The other files of the folder are kept. Put the journal back from a copy, or start a new threat model.'
      : 'Choose a folder that holds a journal.jsonl, or start a new threat model.';
  throw new RunError('no-session', `There is no session in ${sessionDir}: it holds no journal.`, advice);
}

/** The state that a journal leads to. Throws RunError `corrupt-session` when it holds no event. */
export function stateOf(content: JournalContent, sessionDir: string): RunState {
  const state: RunState = content.events.reduce(reduce, initialState());
  if (state.seq > 0) return { ...state, sessionDir };
  const { corruption } = content;
  throw new RunError(
    'corrupt-session',
    corruption
      ? `The journal of the session in ${sessionDir} is damaged from its first event on (${corruption.file}, ` +
          `line ${corruption.line}: ${corruption.reason}).`
      : `The session in ${sessionDir} never started: its journal holds no event.`,
    'Whatever else the folder holds is kept. Put the journal back from a copy, or start a new threat model.',
  );
}

/** The state of a session by replaying its journal. Takes no lock and changes nothing. Throws RunError. */
export async function openSession(
  sessionDir: string,
  fs: FileSystem = fileSystemAt(sessionDir),
  key?: SessionKey,
): Promise<RunState> {
  const content = await readJournal(fs, sessionDir, key);
  const state = stateOf(content, sessionDir);
  // The folder may have been moved since; where it is now is what counts.
  const report = state.report && {
    markdown: inSession(sessionDir, FILES.reportMarkdown),
    json: inSession(sessionDir, FILES.reportJson),
    sarif: inSession(sessionDir, FILES.reportSarif),
  };
  const folder = folderOfSession(sessionDir, state.folder, content.origin === 'own') ?? '';
  return { ...state, folder, report, ...(content.corruption ? { sessionStatus: 'corrupted' as const } : {}) };
}
