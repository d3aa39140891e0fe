/** Processor time below this is noise: milliseconds. */
const NOISE_MS = 5;
const WORTH_MEASURING_MS = 20;
const MOST_DOUBLINGS = 6;
const REPEATS = 3;
const FACTOR = 4;

/** Above linear with room for caches and garbage collection, and well below the square, which would be 16. */
export const LINEAR = 10;

/** Processor time of this process in milliseconds: what else the machine does hardly changes it. */
async function cpuTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

async function leastTime(work: (size: number) => unknown, size: number): Promise<number> {
  let least = Infinity;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) least = Math.min(least, await cpuTime(() => work(size)));
  return least;
}

/**
 * How the cost of `work` grows when its input becomes four times as large: about 4 when it is linear, 16 when it is
 * quadratic. Both sizes are measured in this run, so that the speed of the machine does not count.
 */
export async function growth(work: (size: number) => unknown, from: number): Promise<number> {
  let size = from;
  let small = await leastTime(work, size);
  for (let doubled = 0; doubled < MOST_DOUBLINGS && small < WORTH_MEASURING_MS; doubled += 1) {
    size *= 2;
    small = await leastTime(work, size);
  }
  return (await leastTime(work, size * FACTOR)) / Math.max(small, NOISE_MS);
}
