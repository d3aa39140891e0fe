import type { FileFact } from '../../artifacts/inventory';
import type { Candidate } from './candidates';
import { bySize, isSource, makePart, type Part } from './part';

/** Children that cover so much of a candidate stand for it. */
const COVERED = 0.8;

/** Less than this of its parent is no component. */
const SLIVER = 0.05;

interface Open {
  part: Part;
  candidate: Candidate;
}

function uncovered(files: readonly FileFact[], children: readonly Candidate[]): FileFact[] {
  const inside = new Set(children.flatMap((child) => child.files));
  return files.filter((file) => !inside.has(file));
}

/**
 * The nested candidates in place of their parent, which keeps what they do not
 * cover, or leaves it to the largest of them.
 */
function replace({ part, candidate }: Open): Open[] {
  const children = candidate.children.map((child) => ({ candidate: child, part: makePart(child.path, child.files) }));
  const rest = uncovered(part.files, candidate.children);
  if (rest.length === 0) return children;
  if (rest.length >= part.files.length * SLIVER)
    return [...children, { candidate: { ...candidate, files: rest, children: [] }, part: makePart(part.path, rest) }];
  const [largest] = children.map((child) => child.part).sort(bySize);
  if (largest) Object.assign(largest, { paths: [...largest.paths, part.path], files: [...largest.files, ...rest] });
  return children;
}

function isReplaceable({ part, candidate }: Open): boolean {
  if (candidate.children.length < 2) return false;
  return part.files.length - uncovered(part.files, candidate.children).length >= part.files.length * COVERED;
}

/**
 * The outermost candidates, opened up while there is room for more, and the rest of the scope if
 * it has sources. Spec §3.1 steps 4 and 5.
 */
export function discover(
  candidates: readonly Candidate[],
  files: readonly FileFact[],
  base: string,
  maximum: number,
): Part[] {
  let open: Open[] = candidates.map((candidate) => ({ candidate, part: makePart(candidate.path, candidate.files) }));
  while (open.filter((one) => one.part.type !== 'supporting').length < maximum) {
    const [largest] = open.filter(isReplaceable).sort((a, b) => bySize(a.part, b.part));
    if (!largest) break;
    open = open.flatMap((one) => (one === largest ? replace(one) : [one]));
  }
  const rest = uncovered(files, candidates);
  const parts = open.map((one) => one.part);
  if (rest.some(isSource)) parts.push(makePart(base, rest));
  return parts.sort((a, b) => (a.path < b.path ? -1 : 1));
}
