import { LongWork } from '../long-work';
import type { Terminal } from '../terminal';
import { type Work, workLine } from '../working-line';

/** Says what is worked on while a task says nothing by itself: `work`, until the task tells more. */
export async function whileSaying<T>(
  terminal: Terminal,
  work: Work,
  task: (tell: (work: Work) => void) => Promise<T>,
): Promise<T> {
  let latest = work;
  const long = new LongWork(
    (line) => terminal.err(line),
    () => workLine(latest),
  );
  try {
    return await task((told) => (latest = told));
  } finally {
    long.stop();
  }
}
