import { LongWork } from '../long-work';
import type { Terminal } from '../terminal';
import { type Work, workLine } from '../working-line';

/** For work that says nothing by itself. */
export async function whileSaying<T>(terminal: Terminal, work: Work, task: () => Promise<T>): Promise<T> {
  const long = new LongWork(
    (line) => terminal.err(line),
    () => workLine(work),
  );
  try {
    return await task();
  } finally {
    long.stop();
  }
}
