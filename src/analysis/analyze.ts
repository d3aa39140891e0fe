import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CodeFacts, Inventory } from '../artifacts/facts';
import { AnalysisError } from './analysis-error';
import type { AnalyzeOptions } from './options';
import type { FolderMessage, FolderTask } from './thread/messages';
import { countThread } from './thread/running';
import { PartCollector } from './thread/parts';

/** Later passes recurse over the tree, which may be several hundred levels deep. */
const STACK_MB = 16;
const HEAP_MB = 4096;
/** Where new objects are made. Left to itself it grows much larger, which costs memory and saves no time. */
const YOUNG_MB = 48;

export type { AnalyzeOptions } from './options';

/** Beside the bundle; when run from the sources, where the build leaves it. */
function workerOf(options: AnalyzeOptions): string {
  const beside = join(__dirname, 'worker.js');
  return options.workerFile ?? (existsSync(beside) ? beside : join(__dirname, '../../dist/worker.js'));
}

function start(kind: FolderTask['kind'], options: AnalyzeOptions): Worker {
  const workerFile = workerOf(options);
  // What stays here cannot cross threads.
  const task: FolderTask = { kind, options: { ...options, signal: undefined, onProgress: undefined }, workerFile };
  return new Worker(workerFile, { workerData: task, resourceLimits: { stackSizeMb: STACK_MB, maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB } });
}

/** The worker and this side are one program: what arrives has the type the worker was asked for. */
function run<T>(kind: FolderTask['kind'], options: AnalyzeOptions): Promise<T> {
  const { signal } = options;
  if (signal?.aborted) return Promise.reject(new AnalysisError('cancelled', 'The analysis was cancelled.'));
  return new Promise<T>((resolve, reject) => {
    const worker = countThread(start(kind, options));
    const collector = new PartCollector();
    let settled = false;
    const settle = (act: () => void) => {
      if (settled) return;
      settled = true;
      signal?.removeEventListener('abort', cancel);
      worker.removeAllListeners('message').removeAllListeners('error');
      // Errors that arrive while it ends are of no interest any more.
      worker.on('error', () => undefined);
      void worker.terminate();
      act();
    };
    const fail = (error: AnalysisError) => settle(() => reject(error));
    const cancel = () => fail(new AnalysisError('cancelled', 'The analysis was cancelled.'));
    signal?.addEventListener('abort', cancel, { once: true });
    worker.on('message', (message: FolderMessage) => {
      if (message.kind === 'progress') options.onProgress?.(message.progress);
      else if (message.kind === 'end') settle(() => resolve(collector.whole() as T));
      else if (message.kind === 'failed') fail(new AnalysisError(message.reason, message.message));
      else {
        collector.add(message);
        setImmediate(() => worker.postMessage('more'));
      }
    });
    worker.on('error', (error: Error) => fail(new AnalysisError('worker-died', `The analysis stopped unexpectedly: ${error.message}`)));
    worker.on('exit', (code) => fail(new AnalysisError('worker-died', `The analysis ended unexpectedly (code ${code}).`)));
  });
}

/**
 * Reads the code of a folder, in worker threads: the calling thread is never held up.
 * Rejects with AnalysisError: no-folder, not-a-folder, unreadable, path-outside, cancelled, worker-died, internal.
 */
export function analyze(options: AnalyzeOptions): Promise<CodeFacts> {
  return run<CodeFacts>('analyze', options);
}

/** Lists and hashes the files of a folder, without reading code. Rejects like `analyze`. */
export function inventory(options: AnalyzeOptions): Promise<Inventory> {
  return run<Inventory>('inventory', options);
}
