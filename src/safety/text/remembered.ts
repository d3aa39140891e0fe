/** Different texts that are remembered; those that come later are thought about each time. */
const MOST = 20_000;

/**
 * The same function, which thinks about a text once. For what is asked about the same few thousand names a hundred
 * thousand times, and depends on nothing else.
 */
export function remembered<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined || known.has(text)) return before as T;
    const now = answer(text);
    if (known.size < MOST) known.set(text, now);
    return now;
  };
}
