import { RunError } from '../session/run-error';
import type { Step } from './step';
import * as say from '../wording/run/refusals';

type Node = Pick<Step, 'id' | 'needs'>;

/** The steps that would be left when everything that can be done was done. */
function neverReady(steps: readonly Node[], done: ReadonlySet<string>): Node[] {
  const reached = new Set(done);
  let left = steps.filter(({ id }) => !reached.has(id));
  for (;;) {
    const ready = left.filter(({ needs }) => needs.every((id) => reached.has(id)));
    if (ready.length === 0) return left;
    for (const { id } of ready) reached.add(id);
    left = left.filter(({ id }) => !reached.has(id));
  }
}

function waitingFor({ id, needs }: Node, stuck: ReadonlySet<string>, known: ReadonlySet<string>): string {
  const missing = needs.filter((need) => stuck.has(need) || !known.has(need));
  return say.waitsFor(id, missing, (need) => !known.has(need));
}

/**
 * Refuses a graph in which steps wait for each other in a circle, or for a step that does not exist: before any more of
 * it is run, and never as if it were finished. Throws RunError.
 */
export function assertFinishable(steps: readonly Node[], done: ReadonlySet<string>): void {
  const stuck = neverReady(steps, done);
  if (stuck.length === 0) return;
  const known = new Set([...steps.map(({ id }) => id), ...done]);
  const ids = new Set(stuck.map(({ id }) => id));
  throw new RunError(
    'cannot-finish',
    `The run cannot finish: ${stuck.map((step) => waitingFor(step, ids, known)).join('; ')}.`,
    'What was done before is kept. Please report this with the log.',
  );
}
