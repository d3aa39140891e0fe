import { basename, dirname, join } from 'node:path';
import { Config, Metadata, type Scope } from '../artifacts/session-files';
import { Redaction } from '../safety/secrets/redaction';
import { ArtifactStore } from '../session/artifact-store';
import { writeAtomically } from '../session/atomic-file';
import { type FileSystem } from '../session/file-system';
import { Journal, type JournalContent } from '../session/journal';
import { FILES, sessionIdOf } from '../session/layout';
import { SessionLock } from '../session/lock';
import { readJournal } from '../session/open';
import { initialState, reduce } from '../session/reduce';
import type { SessionFacts } from '../session/renderings';
import { fromWriteError, RunError } from '../session/run-error';
import type { RunState } from '../session/run-state';
import { slugOfScope } from '../session/slug';
import type { Clock } from './clock';
import { Recorder } from './recorder';

const TRIES = 5;
/** A lock can be taken over only from a process that ended or gave no sign of life for a minute: one look every so often is enough. Milliseconds of the wall clock, which goes on while the machine sleeps. */
const LOOK_EVERY = 100;

/** An open session: the right to write it, and the means. */
export interface OpenSession {
  dir: string;
  lock: SessionLock;
  recorder: Recorder;
  store: ArtifactStore;
  redaction: Redaction;
}

/** Asks again when the last good answer is older than `LOOK_EVERY`; who asks meanwhile gets the same answer. */
function nowAndThen(ask: () => Promise<void>): () => Promise<void> {
  let asked = -Infinity;
  let answer: Promise<void> = Promise.resolve();
  return () => {
    if (Math.abs(Date.now() - asked) < LOOK_EVERY) return answer;
    asked = Date.now();
    answer = ask();
    return answer;
  };
}

async function attach(fs: FileSystem, dir: string, lock: SessionLock, content: JournalContent, state: RunState, clock: Clock): Promise<OpenSession> {
  const held = nowAndThen(() => lock.assertHeld());
  const journal = await Journal.open(fs, join(dir, FILES.journal), content, held);
  const redaction = new Redaction();
  const recorder = new Recorder(journal, state, basename(dir), state.epoch + 1, clock, redaction);
  const store = new ArtifactStore(fs, dir, held, (written) => (recorder.state.artifacts[written.path] === written.sha256 ? Promise.resolve() : recorder.emit({ type: 'artifact.written', ...written })), redaction);
  return { dir, lock, recorder, store, redaction };
}

const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Creates the folder of a new session. Ids are unique: a second session in the same second waits for the next one. */
export async function createSession(fs: FileSystem, root: string, scope: Scope, clock: Clock): Promise<OpenSession> {
  for (let tries = 0; tries < TRIES; tries++) {
    const dir = join(root, `${sessionIdOf(clock.now())}-${slugOfScope(scope)}`);
    if (await fs.exists(dir)) {
      await wait(1000);
      continue;
    }
    try {
      await fs.makeDir(dir);
    } catch (error) {
      throw fromWriteError(error, dir);
    }
    const lock = await SessionLock.acquire(fs, dir);
    return attach(fs, dir, lock, { events: [], validBytes: 0, lastSum: '', torn: false }, initialState(), clock);
  }
  throw new RunError('not-writable', `No new session could be created in ${root}: its name is taken.`, 'Check the clock of this machine, then try again.');
}

/** Opens a session for writing where it stopped. Damage at the end of the journal is cut off and kept aside. */
export async function reopenSession(fs: FileSystem, dir: string, clock: Clock): Promise<OpenSession> {
  const content = await readJournal(fs, dir);
  const state: RunState = { ...content.events.reduce(reduce, initialState()), sessionDir: dir };
  if (state.seq === 0) throw new RunError('corrupt-session', `The session in ${dir} never started, or the beginning of its journal is damaged.`, 'Start a new threat model; this folder can be deleted.');
  if (state.status === 'completed') throw new RunError('finished-session', 'This session is complete.', 'Open its report, or start a new threat model.');
  const lock = await SessionLock.acquire(fs, dir);
  try {
    if (content.corruption) await writeAtomically(fs, join(dir, `journal.damaged-${state.epoch + 1}.jsonl`), await fs.read(join(dir, FILES.journal)));
    const session = await attach(fs, dir, lock, content, state, clock);
    await announceResume(session, content);
    return session;
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function announceResume({ recorder, lock }: OpenSession, { corruption, torn }: JournalContent): Promise<void> {
  const repeated = recorder.state.agents.filter((agent) => agent.status === 'running').map(({ id }) => id);
  await recorder.emit({ type: 'run.resumed', from: recorder.state.updatedAt ?? '', repeated });
  const took = lock.takenOver ? ' The process that ran it had ended without closing it.' : '';
  await recorder.emit({ type: 'note', kind: 'recovery', text: `Resumed after event ${recorder.state.seq - 1}.${took}${torn ? ' The last event was incomplete and is left out.' : ''}` });
  if (!corruption) return;
  const text = `The journal is damaged at line ${corruption.line} (${corruption.reason}). What followed is put aside and done again.`;
  await recorder.emit({ type: 'problem', code: 'E-800', message: text, recovery: 'The damaged journal is kept in the session folder.' });
  await recorder.emit({ type: 'note', kind: 'corruption', text });
}

/** What was settled when the session was created; from its files, or as far as the journal knows when they are damaged. */
export async function sessionFacts({ dir, store, recorder }: OpenSession): Promise<SessionFacts> {
  const { state } = recorder;
  const metadata = await store.readIfValid(FILES.metadata, Metadata);
  const config = await store.readIfValid(FILES.config, Config);
  const created = state.startedAt ?? metadata?.created ?? '';
  return {
    sessionId: sessionIdOf(created),
    name: basename(dir),
    target: metadata?.target ?? (state.scope ? slugOfScope(state.scope) : ''),
    created,
    ...(config?.customMethodologyNotes === undefined ? {} : { customNotes: config.customMethodologyNotes }),
    runtime: config?.runtime ?? { maxConcurrentAgents: state.plan?.poolSize ?? 4, mapperTimeoutMinutes: 30, investigatorTimeoutMinutes: 15, maxRetries: 3 },
    workspace: metadata?.workspace ?? { folder: state.folder },
  };
}

export const rootOf = (dir: string): string => dirname(dir);
