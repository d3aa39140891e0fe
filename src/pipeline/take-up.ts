import { realpath, stat } from 'node:fs/promises';
import { isWorkspacePath } from '../safety/files/relative-path';
import type { Scope } from '../artifacts/session-files';
import { elsewhereWords, originOf, refusal, type SessionOrigin } from '../session/origin';
import { readJournal, stateOf } from '../session/open';
import { folderOfSession } from '../session/place';
import { RunError } from '../session/run-error';
import type { RunServices } from './contract';
import type { Recorder } from './recorder';
import type { SessionServices } from './session/open-session';
import * as say from '../wording/run/recovery';

/** What is decided before a session is taken up, when nothing of it is written yet. */
export interface TakeUp {
  /** Absolute, exists. */
  folder: string;
  recorded: string;
  origin: SessionOrigin;
}

const realOf = (path: string): Promise<string> => realpath(path).catch(() => path);

async function existing(folder: string | undefined): Promise<string> {
  if (folder === undefined)
    throw new RunError(
      'no-folder',
      'Where the folder of this session lies is not known: only the session says so, and it was made elsewhere.',
      'Name the folder (in a terminal: --folder DIR).',
    );
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return realOf(folder);
  throw new RunError(
    'no-folder',
    `The analysed folder ${folder} does not exist any more.`,
    'Put it back to where it was, or start a new threat model.',
  );
}

/**
 * Whether and where a session may go on. Writes nothing. Throws RunError `made-elsewhere` when the user has not agreed
 * to that, `no-folder`.
 */
export async function judge(
  sessionDir: string,
  { fs, key }: SessionServices,
  { trustSession = false, folder: opened }: Pick<RunServices, 'trustSession' | 'folder'>,
): Promise<TakeUp> {
  const content = await readJournal(fs, sessionDir, key);
  // Without a key nobody can tell whose it is.
  const origin: SessionOrigin = key ? originOf(sessionDir, content) : { made: 'here' };
  if (origin.made === 'elsewhere' && (!trustSession || origin.because === 'other-tool')) throw refusal(origin);
  const state = stateOf(content, sessionDir);
  return {
    folder: await existing(opened ?? folderOfSession(sessionDir, state.folder, origin.made === 'here')),
    recorded: state.folder,
    origin,
  };
}

/** Records what the user agreed to, and that the code lies elsewhere than the session says. */
export async function announceTakeUp(recorder: Recorder, { folder, recorded, origin }: TakeUp): Promise<void> {
  if (origin.made === 'elsewhere') {
    await recorder.emit({
      type: 'note',
      kind: 'override',
      text: say.agreedTo(elsewhereWords(origin)),
    });
  }
  if ((await realOf(recorded)) === folder) return;
  await recorder.emit({ type: 'folder.changed', folder });
  await recorder.emit({
    type: 'note',
    kind: 'recovery',
    text: say.otherFolder(recorded, folder),
  });
}

/** The paths a scope was resolved to when the session began. */
export function pathsOf(scope: Scope): { paths?: string[] } {
  const kept = scope['analysedPaths'];
  const paths = Array.isArray(kept)
    ? kept.filter((item): item is string => typeof item === 'string')
    : scope.component?.paths;
  if (scope.type === 'full' || !paths || paths.includes('.')) return {};
  return { paths: paths.filter(isWorkspacePath) };
}
