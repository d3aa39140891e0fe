import { debuglog } from 'node:util';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { redactText } from '../../safety/secrets/redaction';
import { AnalysisError, type AnalysisFailure } from '../read/analysis-error';
import type { AnalyzeOptions, Progress } from '../options';
import { watchThread } from './heartbeat';
import type { FolderMessage, FolderTask } from './messages';
import { PartCollector } from './parts';
import type { DeathCode, ThreadDeath } from './plan';
import { countThread } from './running';
import { Whereabouts } from './whereabouts';

export interface ThreadTask extends Omit<FolderTask, 'whereabouts'> {
  limits: ResourceLimits;
}

/** Why a thread gave no result. */
export interface Death extends ThreadDeath {
  kind: 'died';
  reason: AnalysisFailure;
  message: string;
  /** A stack trace, for logs. */
  details?: string;
}

type Failed = Extract<FolderMessage, { kind: 'failed' }>;

export type Outcome = { kind: 'result'; result: Readonly<Record<string, unknown>> } | Death;

/** Characters of an error's first line that are kept. */
const MAX_DETAIL = 200;
/** Seen with `NODE_DEBUG=threatline` alone. */
const debug = debuglog('threatline');
const OUT_OF_MEMORY = 'ERR_WORKER_OUT_OF_MEMORY';

function deathOf(
  { reason, message }: AnalysisError,
  code: DeathCode | undefined,
  where: Whereabouts,
  details?: string,
): Death {
  if (details !== undefined) debug('%s', redactText(details));
  const at = where.read();
  const detail = code === 'crashed' ? message.split('\n', 1)[0]?.slice(0, MAX_DETAIL) : undefined;
  return {
    kind: 'died',
    reason,
    message,
    ...(code && { code }),
    ...(at && { at }),
    ...(detail !== undefined && { detail }),
    ...(details !== undefined && { details }),
  };
}

function deathBy(error: Error, where: Whereabouts): Death {
  const code = (error as NodeJS.ErrnoException).code === OUT_OF_MEMORY ? 'memory' : 'crashed';
  const [said = ''] = error.message.split('\n', 1);
  return deathOf(
    new AnalysisError('worker-died', `The analysis stopped unexpectedly: ${said}`),
    code,
    where,
    error.stack,
  );
}

function deathByFailure({ reason, message, details }: Failed, where: Whereabouts): Death {
  return deathOf(new AnalysisError(reason, message), reason === 'internal' ? 'crashed' : undefined, where, details);
}

function startWorker({ kind, options, workerFile, plan, limits }: ThreadTask, where: Whereabouts): Worker {
  // What stays here cannot cross threads.
  const crossing: AnalyzeOptions = { ...options, signal: undefined, onProgress: undefined, onSecrets: undefined };
  const workerData: FolderTask = { kind, options: crossing, workerFile, plan, whereabouts: where.memory };
  return new Worker(workerFile, { workerData, resourceLimits: limits });
}

/** Runs one thread to its result or its death. Rejects with AnalysisError `cancelled` only. */
export function runThread(task: ThreadTask): Promise<Outcome> {
  const { options } = task;
  const { signal } = options;
  if (signal?.aborted) return Promise.reject(new AnalysisError('cancelled', 'The analysis was cancelled.'));
  return new Promise<Outcome>((resolve, reject) => {
    const where = new Whereabouts();
    const worker = countThread(startWorker(task, where));
    const collector = new PartCollector();
    const tell = (progress: Progress) => options.onProgress?.(progress);
    const heartbeat = watchThread(where, tell, () =>
      die(
        deathOf(
          new AnalysisError('worker-died', 'The analysis gave no sign of life for ten minutes.'),
          'timeout',
          where,
        ),
      ),
    );
    let settled = false;
    const settle = (act: () => void) => {
      if (settled) return;
      settled = true;
      heartbeat.stop();
      signal?.removeEventListener('abort', cancel);
      worker.removeAllListeners('message').removeAllListeners('error');
      // Errors that arrive while it ends are of no interest any more.
      worker.on('error', () => undefined);
      void worker.terminate();
      act();
    };
    const die = (death: Death) => settle(() => resolve(death));
    const cancel = () => settle(() => reject(new AnalysisError('cancelled', 'The analysis was cancelled.')));
    signal?.addEventListener('abort', cancel, { once: true });
    worker.on('message', (message: FolderMessage) => {
      if (message.kind === 'stage') tell(message.progress);
      else if (message.kind === 'secrets') options.onSecrets?.(message.values);
      else if (message.kind === 'end') settle(() => resolve({ kind: 'result', result: collector.whole() }));
      else if (message.kind === 'failed') die(deathByFailure(message, where));
      else {
        collector.add(message);
        setImmediate(() => worker.postMessage('more'));
      }
    });
    worker.on('error', (error: Error) => die(deathBy(error, where)));
    worker.on('exit', (code) =>
      die(
        deathOf(new AnalysisError('worker-died', `The analysis ended unexpectedly (code ${code}).`), 'crashed', where),
      ),
    );
  });
}
