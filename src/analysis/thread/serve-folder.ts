import type { MessagePort } from 'node:worker_threads';
import { AnalysisError } from '../analysis-error';
import { analyzeFolder } from '../folder';
import { takeInventory } from '../inventory/inventory';
import type { Progress } from '../options';
import type { FolderMessage, FolderTask } from './messages';
import { partsOf } from './parts';

/** Progress within a stage is told no more often than this, in milliseconds. */
const TELL_EVERY = 50;

function teller(post: (message: FolderMessage) => void): (progress: Progress) => void {
  let stage: string | undefined;
  let told = 0;
  return (progress) => {
    const now = performance.now();
    if (progress.stage === stage && now - told < TELL_EVERY) return;
    stage = progress.stage;
    told = now;
    post({ kind: 'progress', progress });
  };
}

async function resultOf(task: FolderTask, tell: (progress: Progress) => void): Promise<Record<string, unknown>> {
  if (task.kind === 'analyze') return { ...(await analyzeFolder(task.options, task.workerFile, tell)) };
  tell({ stage: 'listing', done: 0, total: 0 });
  return { ...takeInventory(task.options, (done, total) => tell({ stage: 'listing', done, total })).inventory };
}

/** The life of a worker that reads one folder. It ends by being ended. */
export async function serveFolder(port: MessagePort, task: FolderTask): Promise<void> {
  const post = (message: FolderMessage) => port.postMessage(message);
  try {
    const result = await resultOf(task, teller(post));
    for (const part of partsOf(result)) {
      post(part);
      // The receiver asks for more when it has had time for something else: all that lies in a port is taken out at once.
      await new Promise((resolve) => port.once('message', resolve));
    }
    post({ kind: 'end' });
  } catch (error) {
    const reason = error instanceof AnalysisError ? error.reason : 'internal';
    const message = error instanceof AnalysisError ? error.message : `The analysis failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`;
    post({ kind: 'failed', reason, message });
  }
}
