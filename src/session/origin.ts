import platformPath from 'node:path';
import type { PathFlavour } from '../safety/files/relative-path';
import { fileSystemAt } from './file-system';
import type { JournalContent } from './journal';
import { readJournal } from './open';
import { isOfOtherTool } from './place';
import { RunError } from './run-error';
import type { FoundSession } from './session-index';
import type { SessionKey } from './session-key';

/** Whether this user made a session on this machine; if not, why that cannot be said. */
export type SessionOrigin =
  { made: 'here' } | { made: 'elsewhere'; because: 'not-sealed' | 'edited' | 'other-tool'; line?: number };

export type Elsewhere = Extract<SessionOrigin, { made: 'elsewhere' }>;

export function originOf(
  sessionDir: string,
  content: Pick<JournalContent, 'origin' | 'foreignFrom'>,
  flavour: PathFlavour = platformPath,
): SessionOrigin {
  if (isOfOtherTool(sessionDir, flavour)) return { made: 'elsewhere', because: 'other-tool' };
  if (content.origin === 'own') return { made: 'here' };
  const line = content.foreignFrom?.line ?? 1;
  return line > 1 ? { made: 'elsewhere', because: 'edited', line } : { made: 'elsewhere', because: 'not-sealed' };
}

/** As `originOf`, from the disk. A session without a journal that can be read is nobody's. */
export async function readOrigin(sessionDir: string, key: SessionKey): Promise<SessionOrigin> {
  const content = await readJournal(fileSystemAt(sessionDir), sessionDir, key).catch((error: unknown) => {
    if (error instanceof RunError) return { origin: 'foreign' as const };
    throw error;
  });
  return originOf(sessionDir, content);
}

export interface JudgedSession extends FoundSession {
  madeElsewhere: boolean;
}

export async function withOrigins(sessions: readonly FoundSession[], key: SessionKey): Promise<JudgedSession[]> {
  const judged: JudgedSession[] = [];
  for (const session of sessions)
    judged.push({ ...session, madeElsewhere: (await readOrigin(session.dir, key)).made === 'elsewhere' });
  return judged;
}

const WHY: Record<Elsewhere['because'], string> = {
  'not-sealed': 'by another user, on another machine or with an earlier version, or it came with the repository',
  edited: 'in part',
  'other-tool': 'by another tool',
};

/** One sentence for whoever looks at it. */
export function elsewhereWords({ because, line }: Elsewhere): string {
  return (
    `This session was made elsewhere: ` +
    `${WHY[because]}${line === undefined ? '' : `, from line ${line} of its journal on`}.`
  );
}

/** What going on would do, for the question whether to. */
export const CONTINUING =
  'Going on takes over what the session says was found, decided and approved so far, as if it had been ' +
  'found here, and records the rest as yours. Nothing it names outside of its folder and the analysed folder ' +
  'is read or written.';

/** Why a session made elsewhere does not go on by itself. */
export function refusal(origin: Elsewhere): RunError {
  if (origin.because === 'other-tool')
    return new RunError(
      'made-elsewhere',
      `${elsewhereWords(origin)} It can be read, not continued.`,
      'Start a new threat model.',
    );
  const advice =
    `${CONTINUING} Read it first; to go on all the same, confirm it (in a terminal: resume with ` +
    `--trust-session), or start a new threat model.`;
  return new RunError('made-elsewhere', elsewhereWords(origin), advice);
}
