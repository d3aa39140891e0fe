import type { LimitFact } from '../../../artifacts/limits';

/**
 * Steps that one stage may spend on any file, and for each expression of it. A step is a question about a name, or one
 * that answering it raises. Applications take one to three for each.
 */
const STEPS = { forAny: 20_000, perExpression: 50 } as const;

export interface StageLimits {
  forAny: number;
  perExpression: number;
}

/**
 * The steps of one stage, each file with its own share, which depends on its size alone: so the whole is bounded by
 * the size of the code, and no file takes anything from another.
 */
export class StageSteps {
  private readonly spent = new Map<string, number>();
  private readonly shares = new Map<string, number>();

  /** `sizeOf` counts the expressions of a file; `stage` names what is done. */
  constructor(
    private readonly stage: string,
    private readonly sizeOf: (file: string) => number,
    private readonly limits: StageLimits = STEPS,
  ) {}

  /** Whether the file has steps left. */
  has(file: string): boolean {
    return (this.spent.get(file) ?? 0) < this.shareOf(file);
  }

  spend(file: string, steps: number): void {
    this.spent.set(file, (this.spent.get(file) ?? 0) + steps);
  }

  private shareOf(file: string): number {
    let share = this.shares.get(file);
    if (share === undefined) {
      share = this.limits.forAny + this.sizeOf(file) * this.limits.perExpression;
      this.shares.set(file, share);
    }
    return share;
  }

  /** The files that were not looked at to the end, by path. */
  exceeded(): LimitFact[] {
    const files = [...this.spent.keys()].filter((file) => !this.has(file)).sort();
    return files.map((path) => ({
      path,
      code: 'budget',
      reason: `It takes too many steps to find ${this.stage} in it: some may be missing.`,
    }));
  }
}
