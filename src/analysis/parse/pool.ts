import { Worker } from 'node:worker_threads';
import { AnalysisError } from '../analysis-error';
import type { FileIr } from '../ir';
import type { ParseJob, ParseMessage, ParseReply, ParseTask } from './jobs';

const BATCH = 32;
const WATCH_EVERY_MS = 250;
const MAX_FAILED_STARTS = 3;
const HEAP_MB = 1024;

export interface PoolOptions {
  workerFile: string;
  workers: number;
  cacheDir?: string;
  /** A worker that says nothing for so long is ended; the file it had is given up. Milliseconds of wall clock. */
  fileLimitMs?: number;
}

export interface Parsed {
  files: Map<string, FileIr>;
  failures: { path: string; reason: string }[];
}

interface Slot {
  worker: Worker;
  /** Given to the worker and not answered, in order. */
  jobs: ParseJob[];
  ready: boolean;
  heardAt: number;
}

const decoder = new TextDecoder();

/** Parses files in worker threads. What comes out does not depend on their number or speed. */
export class ParsePool {
  private readonly slots = new Set<Slot>();
  private readonly pending: ParseJob[];
  private readonly files = new Map<string, FileIr>();
  private readonly failures: Parsed['failures'] = [];
  private failedStarts = 0;
  private done = 0;

  private constructor(
    private readonly options: PoolOptions,
    jobs: readonly ParseJob[],
    private readonly onFile: (done: number, total: number) => void,
    private readonly finish: (error?: Error) => void,
  ) {
    this.pending = [...jobs].reverse();
  }

  /** Rejects with AnalysisError `worker-died` when workers cannot be started at all. */
  static async run(options: PoolOptions, jobs: readonly ParseJob[], onFile: (done: number, total: number) => void = () => undefined): Promise<Parsed> {
    if (jobs.length === 0) return { files: new Map(), failures: [] };
    const { promise, resolve, reject } = withResolvers();
    const pool = new ParsePool(options, jobs, onFile, (error) => (error ? reject(error) : resolve()));
    const watch = setInterval(() => pool.endStuckWorkers(), WATCH_EVERY_MS);
    try {
      const count = Math.max(1, Math.min(options.workers, Math.ceil(jobs.length / BATCH)));
      for (let slot = 0; slot < count; slot += 1) pool.start();
      await promise;
    } finally {
      clearInterval(watch);
      await pool.close();
    }
    return pool.result();
  }

  private result(): Parsed {
    const sorted = [...this.files].sort(([a], [b]) => (a < b ? -1 : 1));
    return { files: new Map(sorted), failures: this.failures.sort((a, b) => (a.path < b.path ? -1 : 1)) };
  }

  private start(): void {
    const task: ParseTask = { kind: 'parse', ...(this.options.cacheDir !== undefined && { cacheDir: this.options.cacheDir }) };
    const worker = new Worker(this.options.workerFile, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB }, stdin: false });
    const slot: Slot = { worker, jobs: [], ready: false, heardAt: performance.now() };
    this.slots.add(slot);
    worker.on('message', (message: ParseMessage) => this.hear(slot, message));
    worker.on('error', (error: Error) => this.lose(slot, error.message));
    worker.on('exit', () => this.lose(slot, 'The parser ended unexpectedly.'));
  }

  private hear(slot: Slot, message: ParseMessage): void {
    if (!this.slots.has(slot)) return;
    slot.heardAt = performance.now();
    slot.ready = true;
    if (message.kind === 'file') {
      slot.jobs.shift();
      this.take(message.reply);
    }
    if (slot.jobs.length === 0) this.feed(slot);
  }

  private take(reply: ParseReply): void {
    if (reply.failed !== undefined || !reply.json) this.failures.push({ path: reply.path, reason: reply.failed ?? 'The parser gave no answer.' });
    else {
      try {
        const ir = JSON.parse(decoder.decode(reply.json)) as FileIr;
        ir.path = reply.path;
        this.files.set(reply.path, ir);
      } catch {
        // Only a damaged cache entry that still unpacks gets here.
        this.failures.push({ path: reply.path, reason: 'The stored tree of this file is damaged. Clear the cache.' });
      }
    }
    this.done += 1;
    this.onFile(this.done, this.total());
  }

  private total(): number {
    return this.done + this.pending.length + [...this.slots].reduce((sum, slot) => sum + slot.jobs.length, 0);
  }

  private feed(slot: Slot): void {
    const batch = this.pending.splice(-BATCH).reverse();
    if (batch.length > 0) {
      slot.jobs.push(...batch);
      slot.worker.postMessage(batch);
    } else if ([...this.slots].every((one) => one.jobs.length === 0)) this.finish();
  }

  private endStuckWorkers(): void {
    const limit = this.options.fileLimitMs ?? 60_000;
    for (const slot of this.slots) {
      if (slot.jobs.length > 0 && performance.now() - slot.heardAt > limit) this.lose(slot, `Parsing took longer than ${Math.round(limit / 1000)} s.`);
    }
  }

  /** The first unanswered file is to blame; the others go back. */
  private lose(slot: Slot, reason: string): void {
    if (!this.slots.delete(slot)) return;
    void slot.worker.terminate();
    if (!slot.ready) {
      this.failedStarts += 1;
      if (this.failedStarts >= MAX_FAILED_STARTS) {
        this.finish(new AnalysisError('worker-died', `The parser does not start: ${reason}`));
        return;
      }
    }
    const [blamed, ...rest] = slot.jobs;
    this.pending.push(...rest.reverse());
    if (blamed) this.take({ path: blamed.path, failed: reason });
    this.start();
  }

  private async close(): Promise<void> {
    const workers = [...this.slots].map((slot) => slot.worker);
    this.slots.clear();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** `Promise.withResolvers` is not in Node 20. */
function withResolvers(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => void } {
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((good, bad) => {
    resolve = good;
    reject = bad;
  });
  return { promise, resolve, reject };
}
