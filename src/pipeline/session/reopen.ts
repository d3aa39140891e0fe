import { dirname } from 'node:path';
import { damagedArtifacts, damagedRenderings } from '../../session/damage';
import type { FileSystem } from '../../session/file-system';
import type { JournalContent } from '../../session/journal';
import { readJournal, stateOf } from '../../session/open';
import { RunError } from '../../session/run-error';
import type { RunState } from '../../session/run-state';
import { sweepTemporaries } from '../../session/sweep';
import { attach, type OpenSession, type SessionServices } from './open-session';
import { withClaim, withLock } from './rights';
import * as say from '../../wording/run/recovery';

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
  await recorder.emit({
    type: 'note',
    kind: 'recovery',
    text: say.resumed({ last, complete, takenOver, torn }),
  });
  if (!corruption) return;
  const text = say.journalDamaged(corruption);
  await recorder.emit({
    type: 'problem',
    code: 'E-800',
    message: text,
    recovery: say.journalKept,
  });
  await recorder.emit({ type: 'note', kind: 'corruption', text });
}
