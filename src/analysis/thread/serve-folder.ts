import type { MessagePort } from 'node:worker_threads';
import { AnalysisError } from '../read/analysis-error';
import { analyzeFolder } from '../folder';
import { takeInventory } from '../read/inventory/inventory';
import type { Tell } from '../options';
import { Pace } from '../pace';
import type { FolderMessage, FolderTask } from './messages';
import { partsOf } from './parts';
import { Whereabouts } from './whereabouts';

/** Where the work is can be looked up at any time; a new stage is also sent, so that none is missed. */
function teller(where: Whereabouts, post: (message: FolderMessage) => void): Tell {
  let stage: string | undefined;
  return (progress) => {
    where.write(progress);
    if (progress.stage !== stage) post({ kind: 'stage', progress });
    stage = progress.stage;
  };
}

async function resultOf(
  task: FolderTask,
  tell: Tell,
  learn: (values: string[]) => void,
): Promise<Record<string, unknown>> {
  if (task.kind === 'analyze') return { ...(await analyzeFolder(task, tell, learn)) };
  const pace = new Pace(tell);
  pace.enter('listing');
  return { ...takeInventory(task.options, pace.listed).inventory };
}

/** The first line alone is a sentence for people; what follows in some errors, and the stack, are details. */
function failureOf(error: unknown): FolderMessage {
  if (error instanceof AnalysisError) return { kind: 'failed', reason: error.reason, message: error.message };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const [said = ''] = message.split('\n', 1);
  const failed = new AnalysisError('internal', `The analysis failed: ${said}`);
  return {
    kind: 'failed',
    reason: failed.reason,
    message: failed.message,
    ...(stack === undefined ? {} : { details: stack }),
  };
}

/** The life of a worker that reads one folder. It ends by being ended. */
export async function serveFolder(port: MessagePort, task: FolderTask): Promise<void> {
  const post = (message: FolderMessage) => port.postMessage(message);
  try {
    const result = await resultOf(task, teller(new Whereabouts(task.whereabouts), post), (values) =>
      post({ kind: 'secrets', values }),
    );
    for (const part of partsOf(result)) {
      post(part);
      // The receiver asks for more when it has had time for something else: all
      // that lies in a port is taken out at once.
      await new Promise((resolve) => port.once('message', resolve));
    }
    post({ kind: 'end' });
  } catch (error) {
    post(failureOf(error));
  }
}
