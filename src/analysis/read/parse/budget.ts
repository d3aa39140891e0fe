import type { FileFact } from '../../../artifacts/inventory';
import type { LimitFact } from '../../../artifacts/limits';

/**
 * Bytes of code that are read of one folder. A tree takes about twenty times the memory of its text, and what follows
 * walks
 * all trees at once.
 */
export const MAX_CODE_OF_FOLDER = 96 * 1024 * 1024;

/** Where a file belongs when there is not room for all: the top-level folder stands for a root. */
const rootOf = (path: string): string => path.slice(0, Math.max(0, path.indexOf('/')));

function byRoot(files: readonly FileFact[]): Map<string, FileFact[]> {
  const roots = new Map<string, FileFact[]>();
  for (const file of files) {
    const inside = roots.get(rootOf(file.path));
    if (inside) inside.push(file);
    else roots.set(rootOf(file.path), [file]);
  }
  return roots;
}

const sizeOf = (files: readonly FileFact[]): number => files.reduce((sum, file) => sum + file.size, 0);

/** Equal shares for all roots; what small ones leave is shared among the others. */
function shares(sizes: ReadonlyMap<string, number>, budget: number): Map<string, number> {
  const result = new Map<string, number>();
  let left = budget;
  const ascending = [...sizes].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
  ascending.forEach(([root, size], at) => {
    const share = Math.min(size, Math.floor(left / (ascending.length - at)));
    result.set(root, share);
    left -= share;
  });
  return result;
}

/**
 * Files in the order of their paths as long as the share lasts; a file that does not fit does not end it for smaller
 * ones.
 */
function fitting(files: readonly FileFact[], share: number): Set<string> {
  const kept = new Set<string>();
  let left = share;
  for (const { path, size } of files) {
    if (size > left) continue;
    left -= size;
    kept.add(path);
  }
  return kept;
}

export interface Budget {
  bytes: number;
  /** Less than all is read since memory ran out with more: a net, and said to be one. */
  share: number;
}

function reasonFor({ bytes, share }: Budget): Omit<LimitFact, 'path'> {
  if (share < 1) return { code: 'memory', why: { is: 'memory-for-all' } };
  return { code: 'budget', why: { is: 'megabytes-beyond', count: Math.round(bytes / 1024 / 1024) } };
}

/**
 * Chooses what is read when a folder holds more code than is read at once. It depends on the listing alone, not on the
 * order of work.
 */
export function withinBudget(files: readonly FileFact[], budget: Budget): { code: FileFact[]; limits: LimitFact[] } {
  const total = sizeOf(files);
  const bytes = Math.min(total, budget.bytes) * budget.share;
  if (total <= bytes) return { code: [...files], limits: [] };
  const roots = byRoot(files);
  const allotted = shares(new Map([...roots].map(([root, inside]) => [root, sizeOf(inside)])), bytes);
  const kept = new Set([...roots].flatMap(([root, inside]) => [...fitting(inside, allotted.get(root) ?? 0)]));
  const left = files.filter((file) => !kept.has(file.path));
  return {
    code: files.filter((file) => kept.has(file.path)),
    limits: left.map(({ path }) => ({ path, ...reasonFor(budget) })),
  };
}
