import type { Worker } from 'node:worker_threads';

/** Threads of this process that have not ended yet, those that were told to among them. */
const running = new Set<Worker>();

export function countThread(worker: Worker): Worker {
  running.add(worker);
  worker.once('exit', () => running.delete(worker));
  return worker;
}

/**
 * Tells all threads to end and waits for them, at most `patience` milliseconds: a thread that hangs in the system does
 * not end. True when none is left.
 */
export async function endThreads(patience: number): Promise<boolean> {
  const ended = Promise.all([...running].map((worker) => worker.terminate()));
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([ended, new Promise((done) => (timer = setTimeout(done, patience)))]);
  clearTimeout(timer);
  return running.size === 0;
}
