import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { CodeFacts, FileFact } from '../artifacts/facts';
import { LOCK_FILES } from '../knowledge/files';
import { type Code, codeOf, isApplicationCode } from './code';
import { decode } from './inventory/file-fact';
import { takeInventory } from './inventory/inventory';
import { readFile, ReadFailure } from '../safety/files/guarded-read';
import type { AnalyzeOptions, Progress } from './options';
import { pruneCache } from './parse/cache';
import { ParsePool } from './parse/pool';
import { factsOf } from './stages';
import { CachedTextSource } from './text-source';

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
    return read.sha256 === file.sha256 ? decode(read.bytes) : undefined;
  } catch (error) {
    // Gone or replaced since it was listed.
    if (error instanceof ReadFailure) return undefined;
    throw error;
  }
}

async function readFolder(options: AnalyzeOptions, workerFile: string, tell: (progress: Progress) => void): Promise<Code> {
  tell({ stage: 'listing', done: 0, total: 0 });
  const { root, inventory, limits } = takeInventory(options, (done, total) => tell({ stage: 'listing', done, total }));
  const jobs = inventory.files.filter(isApplicationCode).map((file) => ({ path: file.path, absolute: join(root, file.path), sha256: file.sha256, language: file.language ?? '' }));
  tell({ stage: 'reading', done: 0, total: jobs.length });
  const workers = options.workers ?? Math.min(MOST_WORKERS, Math.max(1, availableParallelism() - 1));
  const parsed = await ParsePool.run({ workerFile, workers, ...(options.cacheDir !== undefined && { cacheDir: resolve(options.cacheDir) }) }, jobs, (done, total) => tell({ stage: 'reading', done, total }));
  const byPath = new Map(inventory.files.map((file) => [file.path, file]));
  const texts = new CachedTextSource((path) => {
    const file = byPath.get(path);
    return file && readListed(root, file);
  });
  return codeOf(inventory, parsed, texts, limits);
}

/** Reads a folder and finds the facts of its code. Runs in a worker thread. Throws AnalysisError. */
export async function analyzeFolder(options: AnalyzeOptions, workerFile: string, tell: (progress: Progress) => void): Promise<CodeFacts> {
  const code = await readFolder(options, workerFile, tell);
  const facts = factsOf(code, tell);
  if (options.cacheDir !== undefined) pruneCache(resolve(options.cacheDir));
  return facts;
}
