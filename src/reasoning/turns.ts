import type { InSteps } from './in-steps';

/** One turn of the event loop: what waits meanwhile, typing in an editor included, is not held up. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Runs work in portions with a turn of the event loop after each; undefined when `signal` aborts in between. */
export async function inTurns<T>(work: InSteps<T>, signal: AbortSignal): Promise<T | undefined> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await breathe();
    if (signal.aborted) return undefined;
  }
}
