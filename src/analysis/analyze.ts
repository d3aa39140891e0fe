import { existsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { CodeFacts } from '../artifacts/facts';
import type { Inventory } from '../artifacts/inventory';
import { AnalysisError } from './read/analysis-error';
import type { AnalyzeOptions } from './options';
import { type AnalysisPlan, planAfter, WHOLE_FOLDER } from './thread/plan';
import { type Death, runThread, type ThreadTask } from './thread/run-thread';

/** Later passes recurse over the tree, which may be several hundred levels deep. */
const STACK_MB = 16;
const HEAP_MB = { most: 4_096, least: 1_024 };

/** Where new objects are made. Left to itself it grows much larger, which costs memory and saves no time. */
const YOUNG_MB = 48;

export type { AnalyzeOptions } from './options';

/** Beside the bundle; when run from the sources, where the build leaves it. */
function workerOf(options: AnalyzeOptions): string {
  const beside = join(__dirname, 'worker.js');
  return options.workerFile ?? (existsSync(beside) ? beside : join(__dirname, '../../dist/worker.js'));
}

/** No more than half of the machine: better a net that is said than a machine that swaps, or kills us. */
function heapLimit(): number {
  const half = Math.floor(totalmem() / 2 / 1024 / 1024);
  return Math.max(HEAP_MB.least, Math.min(HEAP_MB.most, half));
}

function taskFor(kind: ThreadTask['kind'], options: AnalyzeOptions, plan: AnalysisPlan): ThreadTask {
  const heap = options.heapMegabytes ?? heapLimit();
  return {
    kind,
    options,
    plan,
    workerFile: workerOf(options),
    limits: { stackSizeMb: STACK_MB, maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: YOUNG_MB },
  };
}

const failure = ({ reason, message, details }: Death): AnalysisError => new AnalysisError(reason, message, details);

/**
 * Runs the thread, again with less after each death. Every new plan leaves out something more, so that this ends.
 * Deaths before there was anything to leave out, and refusals of the folder, are errors.
 */
async function run<T>(kind: ThreadTask['kind'], options: AnalyzeOptions): Promise<T> {
  let plan = WHOLE_FOLDER;
  for (;;) {
    const outcome = await runThread(taskFor(kind, options, plan));
    // The worker and this side are one program: what arrives has the type the worker was asked for.
    if (outcome.kind === 'result') return outcome.result as T;
    const next = planAfter(plan, outcome);
    if (!next) throw failure(outcome);
    plan = next;
  }
}

/**
 * Reads the code of a folder, in worker threads: the calling thread is never held up. When the analysis dies of a file,
 * it goes on without it: the facts' limits say so. Rejects with AnalysisError: no-folder, not-a-folder, unreadable,
 * path-outside, cancelled, worker-died, internal.
 */
export function analyze(options: AnalyzeOptions): Promise<CodeFacts> {
  return run<CodeFacts>('analyze', options);
}

/** Lists and hashes the files of a folder, without reading code. Rejects like `analyze`. */
export function inventory(options: AnalyzeOptions): Promise<Inventory> {
  return run<Inventory>('inventory', options);
}
