import type { LimitFact } from '../../../artifacts/limits';
import type { Part } from '../../../artifacts/unread';

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
  private readonly accounts = new Map<string, Account>();
  /** That of the file that was asked about last: questions about one come one after the other. */
  private present: Account | undefined;

  /** `sizeOf` counts the expressions of a file; `part`: what is done. */
  constructor(
    private readonly part: Part,
    private readonly sizeOf: (file: string) => number,
    private readonly limits: StageLimits = STEPS,
  ) {}

  /** Whether the file has steps left. */
  has(file: string): boolean {
    return hasLeft(this.accountOf(file));
  }

  spend(file: string, steps: number): void {
    this.accountOf(file).spent += steps;
  }

  private accountOf(file: string): Account {
    if (this.present?.file === file) return this.present;
    let account = this.accounts.get(file);
    if (!account) {
      const share = this.limits.forAny + this.sizeOf(file) * this.limits.perExpression;
      this.accounts.set(file, (account = { file, spent: 0, share }));
    }
    this.present = account;
    return account;
  }

  /** The files that were not looked at to the end, by path. */
  exceeded(): LimitFact[] {
    const files = [...this.accounts.values()].filter((one) => !hasLeft(one)).map(({ file }) => file);
    return files.sort().map((path) => ({
      path,
      code: 'budget',
      why: { is: 'steps', part: this.part },
    }));
  }
}

/** The steps of one file in one stage. */
interface Account {
  readonly file: string;
  spent: number;
  readonly share: number;
}

const hasLeft = ({ spent, share }: Account): boolean => spent < share;
