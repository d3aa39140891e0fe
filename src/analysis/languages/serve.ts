import type { MessagePort } from 'node:worker_threads';
import { cacheVersion, IrCache } from '../read/parse/cache';
import type { ParseJob, ParseMessage, ParseTask } from '../read/parse/jobs';
import { GrammarError } from '../read/parse/grammar';
import { parseFile } from './parse-file';

/** The life of a parse worker: it answers batches of jobs, one reply per job, in order. */
export function serveParsing(port: MessagePort, task: ParseTask): void {
  const cache = task.cacheDir === undefined ? undefined : new IrCache(task.cacheDir, cacheVersion(__filename));
  const post = (message: ParseMessage) => port.postMessage(message);
  let queue = Promise.resolve();
  port.on('message', (jobs: ParseJob[]) => {
    for (const job of jobs) {
      queue = queue.then(async () => {
        post({ kind: 'file', reply: await parseFile(job, cache) });
      });
    }
    // Anything else is a defect that the file brought to light: it ends the worker, and the pool blames the file.
    queue.catch((error: unknown) => {
      if (!(error instanceof GrammarError)) throw error;
      post({ kind: 'broken', message: error.message });
    });
  });
  post({ kind: 'ready' });
}
