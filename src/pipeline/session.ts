import { basename, dirname, join } from 'node:path';
import type { CheckpointRecord } from '../artifacts/checkpoint-views';
import type { RunEvent } from '../artifacts/run-events';
import { Config, Metadata, type Scope } from '../artifacts/session-files';
import { Redaction } from '../safety/secrets/redaction';
import { ArtifactStore } from '../session/artifact-store';
import { damagedArtifacts, damagedRenderings } from '../session/damage';
import { type FileSystem } from '../session/file-system';
import { type JournalContent } from '../session/journal';
import { Journal } from '../session/journal-writer';
import { FILES, sessionIdOf, sessionIdOfName } from '../session/layout';
import { SessionLock } from '../session/lock';
import { readJournal, stateOf } from '../session/open';
import { initialState } from '../session/reduce';
import type { SessionFacts } from '../session/renderings';
import { fromFolderError, RunError } from '../session/run-error';
import { claimRun } from '../session/run-claim';
import type { RunState } from '../session/run-state';
import type { SessionKey } from '../session/session-key';
import { slugOfScope } from '../session/slug';
import { sweepTemporaries } from '../session/sweep';
import type { Clock } from './clock';
import { Recorder } from './recorder';

const TRIES = 5;
/**
 * A session can be taken over only from a process that ended or gave no sign of life for a minute: one look every so
 * often is enough. Milliseconds of the wall clock, which goes on while the machine sleeps.
 */
const LOOK_EVERY = 100;

/** What an open session needs from outside. */
export interface SessionServices {
  fs: FileSystem;
  clock: Clock;
  key?: SessionKey;
}

/** An open session: the right to write it, and the means. */
export interface OpenSession {
  dir: string;
  recorder: Recorder;
  store: ArtifactStore;
  /** Every checkpoint as it was last shown, by id. */
  shown: ReadonlyMap<string, CheckpointRecord>;
  /** Gives back the session and the right to run in its root. */
  release: () => Promise<void>;
  redaction: Redaction;
}

/** The rights of one run: that to the session and that to run in its root. */
interface Rights {
  lock: SessionLock;
  release: () => Promise<void>;
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

async function attach(
  { fs, clock, key }: SessionServices,
  dir: string,
  { lock, release }: Rights,
  content: JournalContent | undefined,
  state: RunState,
): Promise<OpenSession> {
  const held = nowAndThen(() => lock.assertHeld());
  const journal = await Journal.create(fs, {
    dir,
    epoch: lock.epoch,
    holder: lock.holder,
    beforeWrite: held,
    ...(content ? { after: content.end } : {}),
    ...(key ? { key } : {}),
  });
  const redaction = new Redaction();
  // A session that was copied or renamed goes on under the id it was recorded with.
  const recorder = new Recorder(
    journal,
    state,
    state.run || basename(dir),
    Math.max(lock.epoch, state.epoch + 1),
    clock,
    redaction,
  );
  const mayWrite = async (): Promise<void> => {
    await held();
    await journal.assertInPlace();
  };
  const declare = (written: { path: string; sha256: string; bytes: number }): Promise<void> =>
    recorder.state.artifacts[written.path] === written.sha256
      ? Promise.resolve()
      : recorder.emit({ type: 'artifact.written', ...written });
  const checks = { expected: (path: string) => recorder.state.artifacts[path], beforeRename: () => lock.assertHeld() };
  const shown = new Map<string, CheckpointRecord>();
  const note = ({ body }: RunEvent): void => {
    if (body.type === 'checkpoint.opened') shown.set(body.checkpoint.id, body.checkpoint);
  };
  content?.events.forEach(note);
  recorder.onEvent(note);
  return {
    dir,
    recorder,
    store: new ArtifactStore(fs, dir, mayWrite, declare, checks, redaction),
    shown,
    release,
    redaction,
  };
}

const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Creates the folder of a new session. Ids are unique: a second session in the same second waits for the next one. */
async function newFolder({ fs, clock }: SessionServices, root: string, scope: Scope): Promise<string> {
  for (let tries = 0; tries < TRIES; tries++) {
    const dir = join(root, `${sessionIdOf(clock.now())}-${slugOfScope(scope)}`);
    if (await fs.exists(dir)) {
      await wait(1000);
      continue;
    }
    try {
      await fs.makeDir(dir);
      return dir;
    } catch (error) {
      throw fromFolderError(error, dir);
    }
  }
  throw new RunError(
    'not-writable',
    `No new session could be created in ${root}: its name is taken.`,
    'Check the clock of this machine, then try again.',
  );
}

/** The right to run in a root, then whatever is done with it; given back when that fails. */
async function withClaim<T>(
  fs: FileSystem,
  root: string,
  work: (release: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const claim = await claimRun(fs, root);
  try {
    return await work(() => claim.release());
  } catch (error) {
    await claim.release();
    throw error;
  }
}

/** Likewise the right to write a session, with that to run in its root. */
async function withLock<T>(
  fs: FileSystem,
  dir: string,
  releaseClaim: () => Promise<void>,
  work: (rights: Rights) => Promise<T>,
): Promise<T> {
  const lock = await SessionLock.acquire(fs, dir);
  const release = async (): Promise<void> => {
    await lock.release();
    await releaseClaim();
  };
  try {
    return await work({ lock, release });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Creates a session. Throws RunError, also when another run in the same root was quicker. */
export function createSession(services: SessionServices, root: string, scope: Scope): Promise<OpenSession> {
  const { fs } = services;
  return withClaim(fs, root, async (release) => {
    const dir = await newFolder(services, root, scope);
    return withLock(fs, dir, release, (rights) => attach(services, dir, rights, undefined, initialState()));
  });
}

/** A complete session is taken up again only when something of it is to be repaired. */
async function assertOpen(
  fs: FileSystem,
  dir: string,
  { corruption, torn }: JournalContent,
  state: RunState,
): Promise<void> {
  if (state.status !== 'completed' || corruption !== undefined || torn) return;
  const damaged = [...(await damagedArtifacts(fs, dir, state)), ...(await damagedRenderings(fs, dir, state))];
  if (damaged.length === 0)
    throw new RunError(
      'finished-session',
      'This session is complete.',
      'Open its report, or start a new threat model.',
    );
}

/**
 * Opens a session for writing where it stopped. Damage at the end of the journal stays in its segment and counts no
 * more.
 */
export function reopenSession(services: SessionServices, dir: string): Promise<OpenSession> {
  const { fs, key } = services;
  return withClaim(fs, dirname(dir), async (releaseClaim) => {
    // Nothing is claimed in a folder that holds no session.
    await readJournal(fs, dir, key);
    return withLock(fs, dir, releaseClaim, async (rights) => {
      const content = await readJournal(fs, dir, key);
      const state = stateOf(content, dir);
      await assertOpen(fs, dir, content, state);
      await sweepTemporaries(fs, dir);
      const session = await attach(services, dir, rights, content, state);
      await announceResume(session, content, rights.lock.takenOver, state.status === 'completed');
      return session;
    });
  });
}

async function announceResume(
  { recorder }: OpenSession,
  { corruption, torn }: JournalContent,
  takenOver: boolean,
  complete: boolean,
): Promise<void> {
  const last = recorder.state.seq;
  const repeated = recorder.state.agents.filter((agent) => agent.status === 'running').map(({ id }) => id);
  await recorder.emit({ type: 'run.resumed', from: recorder.state.updatedAt ?? '', repeated });
  const why = complete ? 'Taken up again to repair what is damaged, ' : 'Resumed ';
  const took = takenOver ? ' The process that ran it had ended without closing it.' : '';
  await recorder.emit({
    type: 'note',
    kind: 'recovery',
    text: `${why}after event ${last}.${took}${torn ? ' The last event was incomplete and is left out.' : ''}`,
  });
  if (!corruption) return;
  const text = `The journal is damaged: ${corruption.file}, line ${corruption.line} (${corruption.reason}). What followed is put aside and done again.`;
  await recorder.emit({
    type: 'problem',
    code: 'E-800',
    message: text,
    recovery: 'The damaged journal is kept in the session folder.',
  });
  await recorder.emit({ type: 'note', kind: 'corruption', text });
}

/**
 * What was settled when the session was created; from its files, or as far as the journal knows when they are damaged.
 */
export async function sessionFacts({ dir, store, recorder }: OpenSession): Promise<SessionFacts> {
  const { state } = recorder;
  if (state.settled)
    return {
      sessionId: idOf(state),
      name: state.run,
      created: state.startedAt ?? '',
      folderName: basename(dir),
      ...state.settled,
    };
  return factsFromFiles(dir, store, state);
}

const idOf = (state: RunState): string => sessionIdOfName(state.run) || sessionIdOf(state.startedAt ?? '');

/** Journals of earlier versions do not hold them. */
async function factsFromFiles(dir: string, store: ArtifactStore, state: RunState): Promise<SessionFacts> {
  const metadata = await store.readIfValid(FILES.metadata, Metadata);
  const config = await store.readIfValid(FILES.config, Config);
  const created = state.startedAt ?? metadata?.created ?? '';
  return {
    sessionId: idOf(state),
    name: state.run,
    folderName: basename(dir),
    target: metadata?.target ?? (state.scope ? slugOfScope(state.scope) : ''),
    created,
    ...(config?.customMethodologyNotes === undefined ? {} : { customNotes: config.customMethodologyNotes }),
    runtime: config?.runtime ?? {
      maxConcurrentAgents: state.plan?.poolSize ?? 4,
      mapperTimeoutMinutes: 30,
      investigatorTimeoutMinutes: 15,
      maxRetries: 3,
    },
    workspace: metadata?.workspace ?? { folder: state.folder },
  };
}

export const rootOf = (dir: string): string => dirname(dir);
