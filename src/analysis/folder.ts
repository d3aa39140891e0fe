import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { CodeFacts } from '../artifacts/facts';
import type { FileFact } from '../artifacts/inventory';
import type { LimitFact } from '../artifacts/limits';
import { LOCK_FILES } from '../knowledge/files';
import { type Code, codeOf, isApplicationCode } from './read/code';
import { readImported } from './imported';
import { factOf } from './read/inventory/file-fact';
import { takeInventory } from './read/inventory/inventory';
import { decodeText } from '../safety/files/decode';
import { readFile, ReadFailure } from '../safety/files/guarded-read';
import type { Tell } from './options';
import { Pace } from './pace';
import { forgetSecrets, pruneCache } from './read/parse/cache';
import { IdleWorkers } from './read/parse/idle-workers';
import { type Parsed, ParsePool } from './read/parse/pool';
import { MAX_CODE_OF_FOLDER, withinBudget } from './read/parse/budget';
import { layoutOf } from './project-layout';
import { FolderSecrets } from './documents/secrets/folder-secrets';
import { factsOf } from './stages';
import { CachedTextSource, type TextSource } from './read/text-source';
import type { FolderTask } from './thread/messages';
import { isLeftOut, limitsOfPlan } from './thread/plan';

const MAX_TEXT = 1024 * 1024;

/** Lock files are large and read for names and versions only. */
const MAX_LOCK = 32 * 1024 * 1024;
const MOST_WORKERS = 4;

/** The text of a listed file, if it is still the one that was listed. */
function readListed(root: string, file: FileFact): string | undefined {
  const isLock = LOCK_FILES.has(file.path.slice(file.path.lastIndexOf('/') + 1).toLowerCase());
  const maximum = isLock ? MAX_LOCK : MAX_TEXT;
  if (file.sha256 === '' || file.size > maximum) return undefined;
  try {
    const read = readFile(join(root, file.path), maximum);
    return read.sha256 === file.sha256 ? decodeText(read.bytes) : undefined;
  } catch (error) {
    // Gone or replaced since it was listed.
    if (error instanceof ReadFailure) return undefined;
    throw error;
  }
}

/** What is read as code, and what is not: there is a budget for the whole, allotted before anything is read. */
function chooseCode(files: readonly FileFact[], { plan }: FolderTask): { code: FileFact[]; limits: LimitFact[] } {
  const wanted = files.filter((file) => isApplicationCode(file) && !isLeftOut(plan, file.path));
  const { code, limits } = withinBudget(wanted, { bytes: MAX_CODE_OF_FOLDER, share: plan.share });
  return { code, limits: [...limits, ...limitsOfPlan(plan)] };
}

async function parseAll(
  root: string,
  code: readonly FileFact[],
  { options, workerFile }: FolderTask,
  pace: Pace,
  secrets: FolderSecrets,
  idle: IdleWorkers,
): Promise<Parsed> {
  const jobs = code.map((file) => ({
    path: file.path,
    absolute: join(root, file.path),
    sha256: file.sha256,
    language: file.language ?? '',
  }));
  const workers = options.workers ?? Math.min(MOST_WORKERS, Math.max(1, availableParallelism() - 1));
  const pool = {
    workerFile,
    workers,
    idle,
    ...(options.cacheDir !== undefined && { cacheDir: resolve(options.cacheDir) }),
  };
  pace.enter('reading');
  // Parsing has workers of its own: a file they die of is theirs to blame.
  const parsed = await ParsePool.run(pool, jobs, (done, total, what) => pace.piece(what, done, total));
  for (const [path, spans] of parsed.secrets) secrets.know(path, spans);
  return parsed;
}

/** Texts of the files of a listing that may grow: what is looked up is what is listed at that time. */
function textsOf(root: string, listed: ReadonlyMap<string, FileFact>, { plan }: FolderTask, pace: Pace): TextSource {
  return new CachedTextSource((path) => {
    pace.at(path);
    const file = listed.get(path);
    return file && !isLeftOut(plan, path) ? readListed(root, file) : undefined;
  });
}

async function readFolder(task: FolderTask, pace: Pace, secrets: FolderSecrets): Promise<Code> {
  const idle = new IdleWorkers();
  try {
    return await readWith(idle, task, pace, secrets);
  } finally {
    await idle.end();
  }
}

async function readWith(idle: IdleWorkers, task: FolderTask, pace: Pace, secrets: FolderSecrets): Promise<Code> {
  pace.enter('listing');
  const { root, inventory, limits } = takeInventory(task.options, pace.listed);
  const chosen = chooseCode(inventory.files, task);
  const parsed = await parseAll(root, chosen.code, task, pace, secrets, idle);
  const listed = new Map(inventory.files.map((file) => [file.path, file]));
  const texts = textsOf(root, listed, task, pace);
  const describe = (path: string): FileFact => {
    const { fact } = factOf(join(root, path), path);
    listed.set(path, fact);
    return fact;
  };
  let left = MAX_CODE_OF_FOLDER - chosen.code.reduce((sum, file) => sum + file.size, 0);
  const parse = async (files: readonly FileFact[]): Promise<Parsed> => {
    const { code, limits: beyond } = withinBudget(
      files.filter((file) => !isLeftOut(task.plan, file.path)),
      { bytes: left, share: task.plan.share },
    );
    left -= code.reduce((sum, file) => sum + file.size, 0);
    const more = await parseAll(root, code, task, pace, secrets, idle);
    return { files: more.files, failures: [...more.failures, ...beyond] };
  };
  const start = { inventory, parsed, limits: [...limits, ...chosen.limits] };
  const reading = await readImported(start, { describe, parse, texts, layout: layoutOf(inventory.files, texts) });
  return codeOf(reading.inventory, reading.parsed, texts, reading.limits);
}

/** Tests and documents are read for this alone; the other texts are asked for again, and kept. */
function collectSecrets(
  secrets: FolderSecrets,
  { inventory, texts }: Code,
  { options, plan }: FolderTask,
  pace: Pace,
): void {
  const root = resolve(options.root);
  secrets.collect(inventory.files, (file) => {
    pace.at(file.path);
    if (isLeftOut(plan, file.path)) return undefined;
    return file.role === 'test' || file.role === 'docs' ? readListed(root, file) : texts.text(file.path);
  });
}

/**
 * Reads a folder and finds the facts of its code. Runs in a worker thread. `learn` is told the
 * secrets of the folder. Throws AnalysisError.
 */
export async function analyzeFolder(
  task: FolderTask,
  tell: Tell,
  learn: (secrets: string[]) => void = () => undefined,
): Promise<CodeFacts> {
  const secrets = new FolderSecrets();
  const pace = new Pace(tell);
  const code = await readFolder(task, pace, secrets);
  pace.enter('secrets');
  collectSecrets(secrets, code, task, pace);
  const facts = factsOf(code, pace, secrets, { consider: task.options.consider === true });
  learn([...secrets.values]);
  if (task.options.cacheDir !== undefined) {
    const cache = resolve(task.options.cacheDir);
    forgetSecrets(cache, task.workerFile, code, secrets.values);
    pruneCache(cache);
  }
  return facts;
}
