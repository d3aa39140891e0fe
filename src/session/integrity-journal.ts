import { type FileSystem } from './file-system';
import type { IntegrityProblem } from './integrity-problem';
import type { JournalContent } from './journal';
import { FILES } from './layout';
import { reduce } from './reduce';
import { initialState } from './reducing/initial-state';
import type { RunState } from './run-state';
import { segmentName } from './segment-name';
import { readSegments } from './segments';
import type { SessionKey } from './session-key';

type Level = IntegrityProblem['level'];

const problem = (file: string, level: Level, message: string): IntegrityProblem => ({
  file,
  kind: 'journal',
  level,
  message,
});

function damage({ torn, corruption, end }: JournalContent): IntegrityProblem[] {
  return [
    ...(torn
      ? [
          problem(
            segmentName(end.epoch),
            'error',
            'The last line is incomplete, or the commit it belongs to: the process was ended while it ' +
              'wrote, or the end was cut off.',
          ),
        ]
      : []),
    ...(corruption
      ? [
          problem(
            corruption.file,
            'error',
            `Line ${corruption.line}: ${corruption.reason}. Nothing from there on can be trusted.`,
          ),
        ]
      : []),
  ];
}

/**
 * A journal that our key never sealed may be an earlier version's or a colleague's; one that it sealed in part was
 * changed.
 */
function originProblem({ foreignFrom }: JournalContent): IntegrityProblem[] {
  if (foreignFrom === undefined) return [];
  const edited = foreignFrom.line > 1;
  const message = edited
    ? `From line ${foreignFrom.line} on the journal is not what this user's Threatline recorded.`
    : 'Nothing in the journal was recorded by this user on this machine: it was made elsewhere, by an earlier ' +
      'version, or it was changed.';
  return [problem(foreignFrom.file, edited ? 'error' : 'warning', message)];
}

function leftOut({ aside, ignored }: JournalContent): IntegrityProblem[] {
  return [
    ...aside.map((file) =>
      problem(file, 'warning', 'This part of the journal does not count: a later run did not build on it.'),
    ),
    ...ignored.map(({ file, bytes }) =>
      problem(
        file,
        'warning',
        `The last ${bytes} bytes do not count: they were written by a process that was ended or had lost the session.`,
      ),
    ),
  ];
}

export interface CheckedJournal {
  state: RunState;
  events: number;
  problems: IntegrityProblem[];
}

/** Reads the journal as far as it can be trusted. With a key it is also checked who recorded it. */
export async function checkJournal(fs: FileSystem, sessionDir: string, key?: SessionKey): Promise<CheckedJournal> {
  const content = await readSegments(fs, sessionDir, key);
  if (!content)
    return { state: initialState(), events: 0, problems: [problem(FILES.journal, 'error', 'The journal is missing.')] };
  const problems = [...damage(content), ...(key ? originProblem(content) : []), ...leftOut(content)];
  return { state: content.events.reduce(reduce, initialState()), events: content.events.length, problems };
}
