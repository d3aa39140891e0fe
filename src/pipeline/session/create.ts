import { join } from 'node:path';
import type { Scope } from '../../artifacts/session-files';
import { sessionIdOf } from '../../session/layout';
import { initialState } from '../../session/reducing/initial-state';
import { fromFolderError, RunError } from '../../session/run-error';
import { slugOfScope } from '../../session/slug';
import { attach, type OpenSession, type SessionServices } from './open-session';
import { withClaim, withLock } from './rights';

const TRIES = 5;

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

/** Creates a session. Throws RunError, also when another run in the same root was quicker. */
export function createSession(services: SessionServices, root: string, scope: Scope): Promise<OpenSession> {
  const { fs } = services;
  return withClaim(fs, root, async (release) => {
    const dir = await newFolder(services, root, scope);
    return withLock(fs, dir, release, (rights) => attach(services, dir, rights, undefined, initialState()));
  });
}
