import { delimiter, join } from 'node:path';
import { simpleGit, type SimpleGit } from 'simple-git';
import { RunError } from '../../session/run-error';
import { foldersOutside } from './find-git';
import { refusal } from './git-files';
import { EMPTY_FILE } from './shadow';
import * as say from '../../wording/run/git';

export interface Limits {
  /** Bytes of one answer. */
  output: number;
  /** Milliseconds: a net against hanging, wider than any repository that can be read has needed. */
  time: number;
}

/** A million paths of usual length. */
const LIMITS: Limits = { output: 64 * 1024 * 1024, time: 600_000 };
/** The largest piece of memory git may ask for at once: trees that hold themselves ten times over end below 300 MB. */
const MAX_ALLOCATION = '8m';

/** What is kept of the caller's environment, besides PATH: where Windows and programs on it find themselves. */
const KEPT = ['SystemRoot', 'SystemDrive', 'WINDIR', 'TEMP', 'TMP', 'TMPDIR'];
/** The library refuses these unless told that they are ours: configuration that is empty, a program by its path. */
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

/** All that may end git early. */
interface Ends {
  tooMuch: AbortController;
  tooLong: AbortSignal;
  any: AbortSignal;
}

function endsOf({ signal }: Place, { time }: Limits): Ends {
  const tooMuch = new AbortController();
  const tooLong = AbortSignal.timeout(time);
  return { tooMuch, tooLong, any: AbortSignal.any([tooMuch.signal, tooLong, ...(signal ? [signal] : [])]) };
}

function runner(place: Place, { any }: Ends): SimpleGit {
  const env = environment(place);
  const git = simpleGit({
    baseDir: place.shadow,
    binary: place.binary,
    unsafe: OURS,
    allowEnvironment: Object.keys(env),
    abort: any,
  });
  return git.env(env);
}

/** Stops git once it has said more than anybody will read. */
function limitOutput(git: SimpleGit, { tooMuch }: Ends, most: number): void {
  git.outputHandler((_command, stdout, stderr) => {
    let bytes = 0;
    const count = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > most) tooMuch.abort();
    };
    stdout.on('data', count);
    stderr.on('data', count);
  });
}

/** Rejects when git is to end. It is told so, but what does not listen is not waited for. */
function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('ended'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

function failed(place: Place, { tooMuch, tooLong }: Ends, error: unknown): RunError {
  if (place.signal?.aborted) {
    return new RunError('cancelled', 'The start was cancelled.', 'Start again when you are ready.', { cause: error });
  }
  if (tooMuch.signal.aborted) return refusal(say.tooMuch, error);
  if (tooLong.aborted) return refusal(say.tooLong, error);
  return refusal(say.notCompared, error);
}

/**
 * What git answers to one command, run in a shadow of the repository.
 * @throws RunError `git-refused` when it fails, says too much, or hangs; `cancelled`
 */
export async function runGit(place: Place, args: readonly string[], limits = LIMITS): Promise<string> {
  const ends = endsOf(place, limits);
  try {
    const git = runner(place, ends);
    limitOutput(git, ends, limits.output);
    return await Promise.race([git.raw([...args]), ended(ends.any)]);
  } catch (error) {
    throw failed(place, ends, error);
  }
}
