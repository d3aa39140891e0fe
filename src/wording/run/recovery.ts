import { all } from '../locale';

/** What a run says of what was damaged, lost or changed, and of how it goes on. */

const were = (paths: readonly string[], one: string, more: string): string =>
  `${all(paths)} ${paths.length > 1 ? more : one}`;

export const producedAgain = (paths: readonly string[]): string =>
  `${were(paths, 'was missing or changed and is', 'were missing or changed and are')} produced again.`;

export const takenBack = (paths: readonly string[], phase: string): string =>
  `${were(paths, 'is', 'are')} missing or changed since it was approved. The run goes on from the phase "${phase}".`;

export const putAside = 'The damaged files were put aside; everything before is kept.';

export const writtenAgain = (path: string): string =>
  `${path} was missing or changed and is written again from the journal.`;

export const cannotBeMade = (path: string): string =>
  `${path} was missing or changed. It cannot be made again; nothing depends on it any more.`;

/** How a run was taken up again. */
interface Resumed {
  /** Number of the last event. */
  last: number;
  /** It had come to its end. */
  complete: boolean;
  /** The process that ran it had ended without closing it. */
  takenOver: boolean;
  /** The last event was incomplete. */
  torn: boolean;
}

export function resumed({ last, complete, takenOver, torn }: Resumed): string {
  const why = complete ? 'Taken up again to repair what is damaged, ' : 'Resumed ';
  const took = takenOver ? ' The process that ran it had ended without closing it.' : '';
  return `${why}after event ${last}.${took}${torn ? ' The last event was incomplete and is left out.' : ''}`;
}

export const journalDamaged = ({ file, line, reason }: { file: string; line: number; reason: string }): string =>
  `The journal is damaged: ${file}, line ${line} (${reason}). What followed is put aside and done again.`;

export const journalKept = 'The damaged journal is kept in the session folder.';

export const codeChanged =
  'The source code has changed since this session began. What was approved stands; what is not yet approved ' +
  'is done with the code as it is now.';
export const modelAnew = 'Start a new session to model the changed code as a whole.';

export const agreedTo = (elsewhere: string): string =>
  `${elsewhere} It goes on because the user said so: what stands before this note was not made here.`;

export const otherFolder = (recorded: string, folder: string): string =>
  `The session was recorded for ${recorded}. The code that is analysed is in ${folder}, where the session ` +
  `lies or the user said.`;

export const claimsRemoved = (removed: readonly string[], task: string): string =>
  `${removed.length} claims of ${task} were removed because the code does not show them: ` +
  removed.slice(0, 5).join('; ');

export const restKept = 'The rest of the result was kept.';

export const notConsolidated = (why: string): string => `The results could not be consolidated: ${why}`;

export const triedAgain = 'Tried once more; the investigations are kept.';

export const notMapped = (what: string, status: string, why: string): string =>
  `${what} was not mapped (${status}): ${why}`;

export const mappedLater =
  'The rest goes on; what was not mapped is listed as a limitation. Revise the map to try again.';

export const sizingFailed = (why: string): string => `Sizing failed: ${why}.`;

export const oneAgent = 'One agent maps everything.';

export const oneAgentBecause = (why: string): string => `${why} ${oneAgent}`;

export const sizeUnknown = 'The size could not be determined; everything is mapped by one agent.';
