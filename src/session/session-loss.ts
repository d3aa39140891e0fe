import { basename } from 'node:path';
import { RunError } from './run-error';

/** The folder of a session disappeared while it was being written. */
export const sessionRemoved = (sessionDir: string): RunError =>
  new RunError(
    'session-removed',
    `The session folder ${sessionDir} was removed or moved while the run was going on.`,
    'What was in it is lost unless you can put it back: then resume the session from there. Otherwise start ' +
      'a new threat model.',
  );

/** What happened to a journal under the hands of the process that writes it. */
export type JournalLoss = 'deleted' | 'replaced' | 'emptied' | 'cut short' | 'written to by something else' | 'changed';

export const journalLost = (path: string, loss: JournalLoss): RunError =>
  new RunError(
    'journal-lost',
    `The journal of this session (${basename(path)}) was ${loss} while the run was going on.`,
    loss === 'deleted' || loss === 'emptied' || loss === 'replaced'
      ? 'The steps recorded in it are lost; the files they made are kept in the session folder. Put the ' +
          'journal back from a copy and resume, or start a new threat model.'
      : 'What stands before the damage is kept. Resume the session: it goes on from there and does the rest again.',
  );
