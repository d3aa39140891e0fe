import type { CodeFacts } from '../artifacts/facts';

/**
 * Parts of an analysis that can fail alone. A defect that some code brings to light must not take away what the other
 * parts establish; but what the failed part would have said is unknown, and that is stated.
 */
export class Attempts {
  readonly limits: CodeFacts['limits'] = [];

  run<T>(part: string, otherwise: T, work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.state('./', part, error);
      return otherwise;
    }
  }

  /** The same for the part of one file: what other files hold is not lost with it. */
  file(path: string, part: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.state(path, part, error);
    }
  }

  private state(path: string, part: string, error: unknown): void {
    this.limits.push({
      path,
      reason: `Unknown because of an internal error: ${part} (${error instanceof Error ? error.message : String(error)}).`,
    });
  }
}
