/** How many signs have to be put in, left out or changed to get from one text to the other. */
function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(changed, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    before = row;
  }
  return before[b.length] ?? 0;
}

/** Longer texts are compared by their ends: paths differ there. */
const MOST_SIGNS = 80;
const ending = (text: string): string => text.toLowerCase().slice(-MOST_SIGNS);
/** Of many names only so many are compared. */
const MOST_NAMES = 20_000;

/** The names that are spelled most like the one that was asked for, the nearest first. */
export function nearest(asked: string, names: readonly string[], most = 3): string[] {
  const wanted = ending(asked);
  const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  return [...new Set(names)]
    .slice(0, MOST_NAMES)
    .map((name) => ({
      name,
      far: Math.min(distance(wanted, ending(name)), distance(last(wanted), last(ending(name))) + 1),
    }))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .filter(({ far }) => far <= Math.max(3, wanted.length * 0.6))
    .slice(0, most)
    .map(({ name }) => name);
}
