const SAMPLE_SIZE = 500;

/** A uniform sample without chance: every n-th in order of the key, so that two runs take the same. */
export function sample<T>(items: readonly T[], key: (item: T) => string, size = SAMPLE_SIZE): T[] {
  if (items.length <= size) return [...items];
  const sorted = [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const step = sorted.length / size;
  return Array.from({ length: size }, (_, index) => sorted[Math.floor(index * step)]).flatMap((item) =>
    item === undefined ? [] : [item],
  );
}
