import type { Worker } from 'node:worker_threads';

/**
 * Parse workers that have nothing to do, kept for more files of the same folder: each would load the program and the
 * grammars once more.
 */
export class IdleWorkers {
  private readonly idle = new Set<Worker>();

  /** One that answers at once; it is the caller's from now on. */
  take(): Worker | undefined {
    for (const worker of this.idle) {
      this.idle.delete(worker);
      silence(worker);
      return worker;
    }
    return undefined;
  }

  /** It has answered all that it was given. */
  keep(worker: Worker): void {
    silence(worker);
    const drop = (): void => void this.idle.delete(worker);
    worker.on('error', drop);
    worker.on('exit', drop);
    this.idle.add(worker);
  }

  /** Ends them all. */
  async end(): Promise<void> {
    const workers = [...this.idle];
    this.idle.clear();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** A worker has listeners of its own, which stay. */
function silence(worker: Worker): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
}
