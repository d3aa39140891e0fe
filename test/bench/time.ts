/** Milliseconds. On a machine that does other things as well, only the processor time says what the work costs. */
export interface Time {
  wall: number;
  /** Of all threads of this process. */
  cpu: number;
}

export async function timed(work: () => Promise<unknown>): Promise<Time> {
  const start = performance.now();
  const used = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(used);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export const middle = (times: readonly Time[]): Time => ({
  wall: median(times.map(({ wall }) => wall)),
  cpu: median(times.map(({ cpu }) => cpu)),
});
