import { bySize, type Part } from './part';
import { splitPart } from './split';
import type { Weighed } from './weigh';

/** Parts of a component that is split only to use more agents are not smaller than this. */
const SMALLEST = 500;
const RANK = { high: 2, medium: 1, low: 0 } as const;

const order = (a: Weighed, b: Weighed): number =>
  RANK[a.sized.priority] - RANK[b.sized.priority] ||
  a.part.files.length - b.part.files.length ||
  (a.part.path < b.part.path ? -1 : 1);
const directory = (path: string): string => path.split('/').slice(0, -1).join('/');

function join(a: Weighed, b: Weighed): Part {
  const [large, small] = [a.part, b.part].sort(bySize) as [Part, Part];
  return {
    path: large.path,
    paths: [...large.paths, ...small.paths],
    files: [...large.files, ...small.files],
    type: large.type,
  };
}

/** The least important one and the best partner for it: same type and directory, same type, then any. */
function pair(weighed: readonly Weighed[]): [Weighed, Weighed] | undefined {
  const [first, ...others] = [...weighed].sort(order);
  const siblings = others.filter(
    (one) => one.part.type === first?.part.type && directory(one.part.path) === directory(first.part.path),
  );
  const partner = siblings[0] ?? others.find((one) => one.part.type === first?.part.type) ?? others[0];
  return first && partner ? [first, partner] : undefined;
}

/** Groups the least important components until there are at most `maximum`. Spec §3.1 step 9. */
export function groupTo(weighed: readonly Weighed[], maximum: number, again: (part: Part) => Weighed): Weighed[] {
  let current = [...weighed];
  while (current.length > maximum) {
    const chosen = pair(current);
    if (!chosen) break;
    current = [...current.filter((one) => !chosen.includes(one)), again(join(...chosen))];
  }
  return current;
}

/** Splits the largest components until there are `minimum`, while the parts stay large enough. */
export function splitTo(weighed: readonly Weighed[], minimum: number, again: (part: Part) => Weighed): Weighed[] {
  let current = [...weighed];
  while (current.length < minimum) {
    const options = [...current]
      .sort((a, b) => bySize(a.part, b.part))
      .map((one) => ({ one, pieces: splitPart(one.part) }));
    const found = options.find(({ pieces }) => pieces?.every((piece) => piece.files.length >= SMALLEST));
    if (!found?.pieces) break;
    current = [...current.filter((one) => one !== found.one), ...found.pieces.map(again)];
  }
  return current;
}
