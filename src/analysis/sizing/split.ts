import type { FileFact } from '../../artifacts/inventory';
import { bySize, isUnder, makePart, type Part } from './part';

const SLIVER = 0.05;

function bySubdirectory(part: Part): { directories: Map<string, FileFact[]>; direct: FileFact[] } {
  const directories = new Map<string, FileFact[]>();
  const direct: FileFact[] = [];
  for (const file of part.files) {
    const root = [...part.paths].sort((a, b) => b.length - a.length).find((path) => isUnder(file.path, path)) ?? '';
    const rest = root === '' ? file.path : file.path.slice(root.length + 1);
    const slash = rest.indexOf('/');
    const directory = slash < 0 ? undefined : (root === '' ? '' : `${root}/`) + rest.slice(0, slash);
    const known = directory === undefined ? direct : directories.get(directory);
    if (known) known.push(file);
    else if (directory !== undefined) directories.set(directory, [file]);
  }
  return { directories, direct };
}

/**
 * A component as its subdirectories. Slivers, and files in the directory itself, go to the largest of them, which then
 * stands for the old directory as well. Undefined when there are not two subdirectories worth it.
 */
export function splitPart(part: Part): Part[] | undefined {
  const { directories, direct } = bySubdirectory(part);
  const all = [...directories].map(([path, files]) => makePart(path, files)).sort(bySize);
  const large = all.filter((one) => one.files.length >= part.files.length * SLIVER);
  const [largest] = large;
  if (!largest || large.length < 2) return undefined;
  const small = all.filter((one) => !large.includes(one));
  const rest = [...small.flatMap((one) => one.files), ...direct];
  const types = part.type === 'supporting' ? large.map((one) => ({ ...one, type: part.type })) : large;
  if (rest.length === 0) return types;
  return types.map((one) =>
    one.path === largest.path ? { ...one, paths: [...one.paths, ...part.paths], files: [...one.files, ...rest] } : one,
  );
}

/** Splits every component above `limit` files as often as it can be. Spec §3.1 step 7. */
export function splitLarge(parts: readonly Part[], limit: number): Part[] {
  return parts.flatMap((part) => {
    if (part.files.length <= limit || part.type === 'supporting') return [part];
    const pieces = splitPart(part);
    return pieces ? splitLarge(pieces, limit) : [part];
  });
}
