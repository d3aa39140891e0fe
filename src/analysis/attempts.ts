import type { CodeFacts } from '../artifacts/facts';
import type { Part } from '../artifacts/unread';

/** The part of an analysis, or a framework's reader in it. */
export type Attempted = Part | { framework: string };

/**
 * Parts of an analysis that can fail alone. A defect that some code brings to light must not take away what the other
 * parts establish; but what the failed part would have said is unknown, and that is stated.
 */
export class Attempts {
  readonly limits: CodeFacts['limits'] = [];

  run<T>(part: Attempted, otherwise: T, work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.state('./', part, error);
      return otherwise;
    }
  }

  /** The same for the part of one file: what other files hold is not lost with it. */
  file(path: string, part: Part, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.state(path, part, error);
    }
  }

  private state(path: string, attempted: Attempted, error: unknown): void {
    const part = typeof attempted === 'string' ? { part: attempted } : { part: 'framework' as const, ...attempted };
    const said = error instanceof Error ? error.message : String(error);
    this.limits.push({ path, why: { is: 'failed', ...part, error: said } });
  }
}
