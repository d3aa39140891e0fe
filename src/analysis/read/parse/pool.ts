import { Worker } from 'node:worker_threads';
import type { LimitFact } from '../../../artifacts/limits';
import { AnalysisError } from '../analysis-error';
import type { SecretSpan } from '../../../safety/secrets/span';
import type { FileIr } from '../ir';
import type { IdleWorkers } from './idle-workers';
import type { ParseFailure, ParseJob, ParseMessage, ParseReply, ParseTask } from './jobs';
import { deathBy, ENDED, silentFor } from './worker-death';

const BATCH = 32;
const WATCH_EVERY_MS = 250;
const MAX_FAILED_STARTS = 3;
const HEAP_MB = 1_024;

/** A net against hanging: the parser counts its steps and ends long before. Milliseconds. */
const SILENCE_LIMIT_MS = 5 * 60_000;

export interface PoolOptions {
  workerFile: string;
  workers: number;
  cacheDir?: string;
  /**
   * A worker that says nothing for so long is ended; the file it had is given up. Milliseconds of wall clock, default 5
   * minutes.
   */
  silenceLimitMs?: number;
  /** Heap of each worker; a net, as above. */
  heapMegabytes?: number;
  /** Where workers come from and are left to; without it, they end with the files. */
  idle?: IdleWorkers;
}

export interface Parsed {
  files: Map<string, FileIr>;
  failures: LimitFact[];
}

/** What the workers know of the files beside their trees. */
export interface Pooled extends Parsed {
  /** All that is recognised in the texts of the files that were looked through. */
  secrets: ReadonlyMap<string, readonly SecretSpan[]>;
}

/** `path` is the file that was just read. */
export type OnParsed = (done: number, total: number, path: string) => void;

interface Slot {
  worker: Worker;
  /** Given to the worker and not answered, in order. */
  jobs: ParseJob[];
  ready: boolean;
  heardAt: number;
}

/** Only a damaged cache entry that still unpacks, or a worker that answers nothing, gets here. */
const DAMAGED: ParseFailure = { code: 'parse-failed', why: { is: 'cached-tree-damaged' } };

function treeOf(path: string, json: string): FileIr | undefined {
  try {
    const tree = JSON.parse(json) as FileIr;
    tree.path = path;
    return tree;
  } catch {
    return undefined;
  }
}

/** Parses files in worker threads. What comes out does not depend on their number or speed. */
export class ParsePool {
  private readonly slots = new Set<Slot>();
  private readonly pending: ParseJob[];
  private readonly files = new Map<string, FileIr>();
  private readonly failures: Parsed['failures'] = [];
  private readonly secrets = new Map<string, readonly SecretSpan[]>();
  /** Died once with this file, which is tried again alone: others before it may have filled the memory. */
  private readonly suspects = new Set<string>();
  private failedStarts = 0;
  private done = 0;

  private constructor(
    private readonly options: PoolOptions,
    jobs: readonly ParseJob[],
    private readonly onFile: OnParsed,
    private readonly finish: (error?: Error) => void,
  ) {
    this.pending = [...jobs].reverse();
  }

  /** Rejects with AnalysisError `worker-died` when workers cannot be started at all. */
  static async run(
    options: PoolOptions,
    jobs: readonly ParseJob[],
    onFile: OnParsed = () => undefined,
  ): Promise<Pooled> {
    if (jobs.length === 0) return { files: new Map(), failures: [], secrets: new Map() };
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

  private result(): Pooled {
    const sorted = [...this.files].sort(([a], [b]) => (a < b ? -1 : 1));
    const failures = this.failures.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { files: new Map(sorted), failures, secrets: this.secrets };
  }

  private start(): void {
    const kept = this.options.idle?.take();
    const slot: Slot = {
      worker: kept ?? this.startWorker(),
      jobs: [],
      ready: kept !== undefined,
      heardAt: performance.now(),
    };
    this.slots.add(slot);
    slot.worker.on('message', (message: ParseMessage) => this.hear(slot, message));
    slot.worker.on('error', (error: Error) => this.lose(slot, deathBy(error)));
    slot.worker.on('exit', () => this.lose(slot, ENDED));
    // Others say when they are ready.
    if (kept) this.feed(slot);
  }

  private startWorker(): Worker {
    const task: ParseTask = {
      kind: 'parse',
      ...(this.options.cacheDir !== undefined && { cacheDir: this.options.cacheDir }),
    };
    return new Worker(this.options.workerFile, {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: this.options.heapMegabytes ?? HEAP_MB },
      stdin: false,
    });
  }

  private hear(slot: Slot, message: ParseMessage): void {
    if (!this.slots.has(slot)) return;
    slot.heardAt = performance.now();
    slot.ready = true;
    if (message.kind === 'broken') {
      this.finish(new AnalysisError('worker-died', message.message));
      return;
    }
    if (message.kind === 'file') {
      slot.jobs.shift();
      this.take(message.reply);
    }
    if (slot.jobs.length === 0) this.feed(slot);
  }

  private take({ path, json, secrets, failed }: ParseReply): void {
    const tree = json === undefined ? undefined : treeOf(path, json);
    if (secrets) this.secrets.set(path, secrets);
    if (tree) this.files.set(path, tree);
    else this.failures.push({ path, ...(failed ?? DAMAGED) });
    this.done += 1;
    this.tell(path);
  }

  /** Names the file that is worked on longest; the last one when none is. */
  private tell(last: string): void {
    const busy = [...this.slots].filter((slot) => slot.jobs.length > 0).sort((a, b) => a.heardAt - b.heardAt);
    this.onFile(this.done, this.total(), busy[0]?.jobs[0]?.path ?? last);
  }

  private total(): number {
    return this.done + this.pending.length + [...this.slots].reduce((sum, slot) => sum + slot.jobs.length, 0);
  }

  private feed(slot: Slot): void {
    const batch = this.nextBatch();
    if (batch.length > 0) {
      slot.jobs.push(...batch);
      slot.worker.postMessage(batch);
      this.tell('');
    } else if ([...this.slots].every((one) => one.jobs.length === 0)) this.finish();
  }

  /** A suspect comes alone: it must fail by itself to be blamed. */
  private nextBatch(): ParseJob[] {
    const last = this.pending.at(-1);
    if (last && this.suspects.has(last.path)) return this.pending.splice(-1);
    const from = this.pending.findLastIndex((job) => this.suspects.has(job.path)) + 1;
    return this.pending.splice(Math.max(from, this.pending.length - BATCH)).reverse();
  }

  private endStuckWorkers(): void {
    const limit = this.options.silenceLimitMs ?? SILENCE_LIMIT_MS;
    for (const slot of this.slots) {
      if (slot.jobs.length > 0 && performance.now() - slot.heardAt > limit) this.lose(slot, silentFor(limit));
    }
  }

  /**
   * The first unanswered file is suspected and tried again in a new worker; the second time it is to blame. The others
   * go back.
   */
  private lose(slot: Slot, failed: ParseFailure): void {
    if (!this.slots.delete(slot)) return;
    void slot.worker.terminate();
    if (!slot.ready) {
      this.failedStarts += 1;
      if (this.failedStarts >= MAX_FAILED_STARTS) {
        this.finish(
          new AnalysisError(
            'worker-died',
            `The parser does not start: ${'name' in failed.why ? failed.why.name : failed.why.is}`,
          ),
        );
        return;
      }
    }
    const [first, ...rest] = slot.jobs;
    this.pending.push(...rest.reverse());
    if (first) this.suspect(first, failed);
    this.start();
  }

  private suspect(job: ParseJob, failed: ParseFailure): void {
    if (failed.code === 'timeout' || this.suspects.has(job.path)) {
      this.take({ path: job.path, failed });
      return;
    }
    this.suspects.add(job.path);
    this.pending.push(job);
  }

  private async close(): Promise<void> {
    const slots = [...this.slots];
    this.slots.clear();
    const { idle } = this.options;
    const kept = new Set(idle ? slots.filter((slot) => slot.ready && slot.jobs.length === 0) : []);
    for (const { worker } of kept) idle?.keep(worker);
    await Promise.all(slots.flatMap((slot) => (kept.has(slot) ? [] : [slot.worker.terminate()])));
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
