import type { ParseFailure } from './jobs';

/** Node's code of the error of a worker that exceeded its heap. */
const OUT_OF_MEMORY = 'ERR_WORKER_OUT_OF_MEMORY';

const isOutOfMemory = (error: Error): boolean => (error as NodeJS.ErrnoException).code === OUT_OF_MEMORY;

/** What a worker's `error` event says about the file it had. */
export function deathBy(error: Error): ParseFailure {
  if (isOutOfMemory(error)) return { code: 'memory', why: { is: 'parser-memory' } };
  return { code: 'crashed', why: { is: 'parser-stopped', name: error.message } };
}

/** A worker that ended without an error: something called `exit`, or the engine gave up. */
export const ENDED: ParseFailure = { code: 'crashed', why: { is: 'parser-ended' } };

export const silentFor = (ms: number): ParseFailure => ({
  code: 'timeout',
  why: { is: 'parser-silent', count: Math.round(ms / 1_000) },
});
