/**
 * Shares out steps among the roots of one kind before any of them runs. Every root has its share whatever the others
 * do; what one leaves over, the later ones may use, so that a few long ones among many short ones are followed to the
 * end.
 */
export class Allotment {
  private readonly share: number;
  private readonly spare: number;
  private left: number;

  /** `most`: steps of one root at most; `least`: its share however many there are. */
  constructor(
    total: number,
    roots: number,
    private readonly most: number,
    least: number,
  ) {
    this.share = Math.max(least, Math.floor(total / Math.max(1, roots)));
    this.spare = Math.min(most * SPARE_ROOTS, Math.floor(total / 4));
    this.left = this.spare;
  }

  /** Steps the next root may take. */
  next(): number {
    return Math.min(this.most, this.share + this.left);
  }

  /** Says how many of the `allotted` steps it left over. */
  done(allotted: number, over: number): void {
    const kept = this.left + this.share - allotted + Math.max(0, over);
    this.left = Math.max(0, Math.min(kept, this.spare));
  }
}

/** So many long roots may follow one another before short ones have left anything over. */
const SPARE_ROOTS = 40;
