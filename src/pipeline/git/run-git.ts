import { delimiter, join } from 'node:path';
import { simpleGit, type SimpleGit } from 'simple-git';
import { RunError } from '../../session/run-error';
import { foldersOutside } from './find-git';
import { refusal } from './git-files';
import { EMPTY_FILE } from './shadow';

/** Of one answer of git. A million paths of usual length. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/** Nets against hanging, never met by a repository that can be read: without output, and in all. */
const SILENT_MS = 120_000;
const TOTAL_MS = 600_000;
/** The largest piece of memory git may ask for at once: it ends trees that hold themselves a thousand times below 300 MB. */
const MAX_ALLOCATION = '8m';

/** What is kept of the caller's environment, besides PATH: where Windows and programs on it find themselves. */
const KEPT = ['SystemRoot', 'SystemDrive', 'WINDIR', 'TEMP', 'TMP', 'TMPDIR'];
/** The library refuses these unless told that they are ours. Here they point at an empty file, and switch things off. */
const OURS = { allowUnsafeConfigPaths: true, allowUnsafeCustomBinary: true };

export interface Place {
  /** Absolute path of the program. */
  binary: string;
  /** Real path of the folder that is analysed: nothing is run from it. */
  folder: string;
  shadow: string;
  objects: string;
  signal?: AbortSignal;
}

/** Git's environment, made from nothing: no setting of the caller, the user, the system or the repository is in it. */
function environment({ shadow, objects, folder }: Place): Record<string, string> {
  const kept = KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  const empty = join(shadow, EMPTY_FILE);
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    PATH: foldersOutside(folder, process.env).join(delimiter),
    HOME: shadow,
    XDG_CONFIG_HOME: shadow,
    LC_ALL: 'C',
    GIT_DIR: shadow,
    GIT_OBJECT_DIRECTORY: objects,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: empty,
    GIT_CONFIG_GLOBAL: empty,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOC_LIMIT: MAX_ALLOCATION,
  };
}

function runner(place: Place, stop: AbortController): SimpleGit {
  const env = environment(place);
  const nets = [stop.signal, AbortSignal.timeout(TOTAL_MS), ...(place.signal ? [place.signal] : [])];
  const git = simpleGit({
    baseDir: place.shadow,
    binary: place.binary,
    unsafe: OURS,
    allowEnvironment: Object.keys(env),
    abort: AbortSignal.any(nets),
    timeout: { block: SILENT_MS },
  });
  return git.env(env);
}

/** Stops git once it has said more than anybody will read. */
function limitOutput(git: SimpleGit, stop: AbortController): void {
  git.outputHandler((_command, stdout, stderr) => {
    let bytes = 0;
    const count = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > MAX_OUTPUT_BYTES) stop.abort();
    };
    stdout.on('data', count);
    stderr.on('data', count);
  });
}

function failed(place: Place, stop: AbortController, error: unknown): RunError {
  if (place.signal?.aborted) return new RunError('cancelled', 'The start was cancelled.', 'Start again when you are ready.', { cause: error });
  if (stop.signal.aborted) return refusal('Git answered with more than can be taken in.', error);
  return refusal('Git could not compare the commits: objects are missing or damaged, as in a partial clone, or too large.', error);
}

/**
 * What git answers to one command, run in a shadow of the repository.
 * @throws RunError `git-refused` when it fails, says too much, or hangs; `cancelled`
 */
export async function runGit(place: Place, args: readonly string[]): Promise<string> {
  const stop = new AbortController();
  try {
    const git = runner(place, stop);
    limitOutput(git, stop);
    return await git.raw([...args]);
  } catch (error) {
    throw failed(place, stop, error);
  }
}
