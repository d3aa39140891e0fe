/** Milliseconds the processor gave to this thread meanwhile: unlike the clock, a busy machine does not change them. */
export async function cpuTime(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const spent = process.threadCpuUsage(before);
  return (spent.user + spent.system) / 1_000;
}
