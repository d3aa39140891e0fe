import { isTemporary } from './atomic-file';
import { type FileSystem } from './file-system';
import type { IntegrityProblem } from './integrity-problem';
import { FILES, inSession } from './layout';
import type { RunState } from './run-state';
import { epochOfSegment } from './segment-name';

/** Kept for people to look at, not part of the result. */
const ASIDE = /(^|\/)(partial|reverted|damaged)\//;
/** What the result is read from; snapshots are working copies, of which one may outlive its event. */
const EVIDENCE = /^(phase-[1-6]|final-report)\/(?!\.snapshots\/).*\.json$/;
const LOCK = /^\.lock(-\d+)?$/;
const DAMAGED_JOURNAL = /^journal\.damaged-\d+\.jsonl$/;
/** Deeper than any file of a session lies. */
const MAX_DEPTH = 8;

async function filesUnder(fs: FileSystem, sessionDir: string, folder: string, depth: number): Promise<string[]> {
  const entries = await fs.list(folder === '' ? sessionDir : inSession(sessionDir, folder));
  const prefix = folder === '' ? '' : `${folder}/`;
  const nested = await Promise.all(
    entries
      .filter(({ directory }) => directory && depth > 0)
      .map(({ name }) => filesUnder(fs, sessionDir, `${prefix}${name}`, depth - 1)),
  );
  return [...entries.filter(({ directory }) => !directory).map(({ name }) => `${prefix}${name}`), ...nested.flat()];
}

const VIEWS: ReadonlySet<string> = new Set([FILES.config, FILES.metadata, FILES.notes]);

function isKnown(path: string, state: RunState): boolean {
  if (path in state.artifacts || VIEWS.has(path) || ASIDE.test(path)) return true;
  return !path.includes('/') && (epochOfSegment(path) !== undefined || LOCK.test(path) || DAMAGED_JOURNAL.test(path));
}

function problemOf(path: string): IntegrityProblem {
  if (isTemporary(path.split('/').at(-1) ?? ''))
    return {
      file: path,
      kind: 'undeclared',
      level: 'warning',
      message: 'Left over by a write that was never finished. It is removed when the session is taken up.',
    };
  return {
    file: path,
    kind: 'undeclared',
    level: EVIDENCE.test(path) ? 'error' : 'warning',
    message: 'No event of the journal says that this file was written.',
  };
}

/** Files that the journal knows nothing of. */
export async function undeclaredFiles(
  fs: FileSystem,
  sessionDir: string,
  state: RunState,
): Promise<IntegrityProblem[]> {
  const present = await filesUnder(fs, sessionDir, '', MAX_DEPTH);
  return present
    .filter((path) => !isKnown(path, state))
    .sort()
    .map(problemOf);
}
