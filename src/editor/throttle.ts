/** Runs `work` now or, when it ran less than `ms` ago, once later: a burst of events is one or two runs. */
export class Throttle {
  private timer: NodeJS.Timeout | undefined;
  private last = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly ms: number,
    private readonly work: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  ask(): void {
    if (this.timer) return;
    const wait = this.ms - (this.now() - this.last);
    if (wait <= 0) this.run();
    else this.timer = setTimeout(() => this.run(), wait);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private run(): void {
    this.timer = undefined;
    this.last = this.now();
    this.work();
  }
}
