/** Of this thread, in milliseconds. `threadCpuUsage` is new in Node 23.9. */
function threadTime(): number {
  const { threadCpuUsage } = process as unknown as { threadCpuUsage?: () => NodeJS.CpuUsage };
  const { user, system } = threadCpuUsage ? threadCpuUsage() : process.cpuUsage();
  return (user + system) / 1000;
}

/** Watches how long the thread it is made in works without looking at what else waits, in its own processor time: what other programs do meanwhile does not count. */
export class Blocks {
  /** The longest so far, milliseconds. */
  longest = 0;
  private last = threadTime();
  private readonly timer = setInterval(() => this.look(), 1);

  private look(): void {
    const now = threadTime();
    this.longest = Math.max(this.longest, now - this.last);
    this.last = now;
  }

  stop(): void {
    this.look();
    clearInterval(this.timer);
  }
}
