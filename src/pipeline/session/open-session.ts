import { basename } from 'node:path';
import type { CheckpointRecord } from '../../artifacts/checkpoint-record';
import type { RunEvent } from '../../artifacts/run-events';
import { Redaction } from '../../safety/secrets/redaction';
import { ArtifactStore } from '../../session/artifact-store';
import type { FileSystem } from '../../session/file-system';
import type { JournalContent } from '../../session/journal';
import { Journal } from '../../session/journal-writer';
import type { RunState } from '../../session/run-state';
import type { SessionKey } from '../../session/session-key';
import type { Clock } from '../clock';
import { Recorder } from '../recorder';
import type { Rights } from './rights';

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

/**
 * A session can be taken over only from a process that ended or gave no sign of life for a minute: one look every so
 * often is enough. Milliseconds of the wall clock, which goes on while the machine sleeps.
 */
const LOOK_EVERY = 100;

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

export async function attach(
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
