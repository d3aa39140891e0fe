import { access, constants, readdir, realpath, stat } from 'node:fs/promises';
import { clampPoolSize } from '../agents/runner/pool';
import type { Inventory } from '../artifacts/inventory';
import type { Scope } from '../artifacts/session-files';
import { type FileSystem, fileSystemAt } from '../session/file-system';
import { sessionRootOf } from '../session/layout';
import { liveHolder } from '../session/lock';
import { patiently } from '../safety/files/patience';
import { RunError } from '../session/run-error';
import { listSessions } from '../session/session-index';
import type { AnalysisRequest, Analyzer, PreparedRun, RunOptions } from './contract';
import { makePlan } from './plan';
import { resolveScope } from './scope';
import { count } from '../wording/text';
import { tally } from './tally';
import * as say from '../wording/run/refusals';

async function checkFolder(folder: string): Promise<void> {
  if (folder.trim() === '')
    throw new RunError('no-folder', 'No folder is open.', 'Open the folder of the application first.');
  const info = await stat(folder).catch(() => undefined);
  if (!info)
    throw new RunError(
      'no-folder',
      `The folder ${folder} does not exist.`,
      'Open the folder of the application, or check the path.',
    );
  if (!info.isDirectory())
    throw new RunError(
      'no-folder',
      `${folder} is a file, not a folder.`,
      'Give the folder that holds the application.',
    );
  try {
    await access(folder, constants.R_OK | constants.X_OK);
    if (
      (await patiently(() => readdir(folder))).filter((name) => name !== '.git' && name !== '.threat-model').length > 0
    )
      return;
  } catch (error) {
    throw new RunError(
      'unreadable-folder',
      `The folder ${folder} cannot be read.`,
      'Give yourself the right to read it, then try again.',
      { cause: error },
    );
  }
  throw new RunError(
    'empty-folder',
    `The folder ${folder} is empty.`,
    'Open a folder with the source code of an application.',
  );
}

/** Another window that works on the same folder would get in the way of this one. */
export async function checkNobodyElse(fs: FileSystem, root: string): Promise<void> {
  for (const session of await listSessions(fs, [root])) {
    const holder = await liveHolder(fs, session.dir);
    if (!holder) continue;
    if (holder.pid === process.pid)
      throw new RunError(
        'already-running',
        `A threat model of this folder is already running (${session.session_id}).`,
        'Watch it in the Session view, or stop it first.',
      );
    throw new RunError(
      'locked',
      `Another window or terminal is making a threat model of this folder (${session.session_id}, process ${holder.pid}).`,
      'Wait until it is done, or stop it there.',
    );
  }
}

function checkInventory({ files }: Inventory): void {
  if (files.length === 0)
    throw new RunError(
      'empty-folder',
      'The scope holds no files.',
      'Choose a wider scope, or check the setting "threatline.exclude".',
    );
  if (files.some((file) => file.analyzed)) return;
  const unread = files.flatMap((file) => (file.unread?.kind === 'language' ? [file.unread.name] : []));
  if (unread.length === 0)
    throw new RunError('no-code', 'No source code was found: this folder holds none.', say.supported);
  const languages = Object.entries(tally(unread, (name) => name))
    .map(([name, count]) => `${name} (${count})`)
    .join(', ');
  throw new RunError(
    'unsupported-code',
    `None of the ${count(unread.length, 'source file')} can be analysed: ${languages}. Nothing is known about them.`,
    say.supported,
  );
}

async function listFiles(analyzer: Analyzer, request: AnalysisRequest): Promise<Inventory> {
  try {
    return await analyzer.inventory(request);
  } catch (error) {
    if (error instanceof RunError) throw error;
    if (request.signal?.aborted)
      throw new RunError('cancelled', 'The start was cancelled.', 'Start again when you are ready.', { cause: error });
    throw new RunError(
      'analysis-failed',
      `The files could not be listed: ${error instanceof Error ? error.message : String(error)}`,
      'Check that the folder is readable, or leave out what cannot be read with the setting "threatline.exclude".',
      { cause: error },
    );
  }
}

/** Globs not to read, as they are kept in `scope.json`. */
export function excludesOf(scope: Scope): string[] {
  const own = scope['excludePaths'];
  return [
    ...(scope.full?.excludePaths ?? []),
    ...(Array.isArray(own) ? own.filter((item): item is string => typeof item === 'string') : []),
  ];
}

function withExcludes(scope: Scope, exclude: readonly string[]): Scope {
  const all = [...new Set([...excludesOf(scope), ...exclude])].sort();
  if (all.length === 0) return scope;
  return scope.type === 'full'
    ? { ...scope, full: { ...scope.full, excludePaths: all } }
    : { ...scope, excludePaths: all };
}

/**
 * Checks folder, scope and git references, lists the files and makes the plan; `onProgress` is told which folder is
 * listed.
 * Writes nothing. Throws RunError.
 */
export async function prepareRun(
  options: RunOptions,
  signal?: AbortSignal,
  onProgress?: AnalysisRequest['onProgress'],
): Promise<PreparedRun> {
  await checkFolder(options.folder);
  if (options.methodology === 'custom' && !options.customNotes?.trim())
    throw new RunError(
      'notes-required',
      'A custom methodology needs notes that say what to do.',
      'Describe it in a few sentences, or choose another methodology.',
    );
  const folder = await realpath(options.folder);
  const sessionRoot = sessionRootOf(folder, options.sessionRoot);
  const fs = options.fs ?? fileSystemAt(sessionRoot);
  await checkNobodyElse(fs, sessionRoot);
  const asked = withExcludes(options.scope, options.exclude ?? []);
  const request: AnalysisRequest = {
    folder,
    exclude: excludesOf(asked),
    sessionRoot,
    ...(signal ? { signal } : {}),
    ...(onProgress ? { onProgress } : {}),
  };
  const { scope, paths } = await resolveScope({
    folder,
    scope: asked,
    listFiles: () => listFiles(options.analyzer, request),
    trusted: options.trusted,
    ...(signal ? { signal } : {}),
  });
  const inventory = await listFiles(options.analyzer, { ...request, ...(paths ? { paths } : {}) });
  checkInventory(inventory);
  const { signal: _signal, onProgress: _onProgress, ...kept } = request;
  return {
    options: { ...options, folder },
    plan: makePlan(inventory, clampPoolSize(options.poolSize)),
    inventory,
    scope,
    request: { ...kept, ...(paths ? { paths } : {}) },
  };
}
