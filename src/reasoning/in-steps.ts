/** Work in portions of a few milliseconds: whoever runs it may give other work a turn after each. */
export type InSteps<T> = Generator<undefined, T, undefined>;

/** All portions without a pause, for callers that hold nobody up. */
export function atOnce<T>(work: InSteps<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
