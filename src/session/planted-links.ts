import { type Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import platformPath from 'node:path';
import { isInside, type PathFlavour } from '../safety/files/relative-path';
import { RunError } from './run-error';

/**
 * Folders of ours in the analysed folder, as the names that begin them: what lies there may have come with the
 * repository.
 */
const OURS = [['.threat-model'], ['.claude', '.output']];

function partsOf(path: string, flavour: PathFlavour): { root: string; names: string[] } {
  const { root } = flavour.parse(path);
  return {
    root,
    names: path
      .slice(root.length)
      .split(flavour.sep)
      .filter((name) => name !== ''),
  };
}

const startsAt = (names: readonly string[], index: number, mark: readonly string[]): boolean =>
  mark.every((name, offset) => names[index + offset]?.toLowerCase() === name);

/**
 * The part of an absolute path in which no link is followed, as prefixes of the path, outermost first: from the first
 * folder
 * of ours on, and from `base` on when the path lies at or below it. What is above was chosen by the user.
 */
export function suspectPrefixes(path: string, base: string | undefined, flavour: PathFlavour = platformPath): string[] {
  const { root, names } = partsOf(flavour.normalize(path), flavour);
  const marked = names.findIndex((_, index) => OURS.some((mark) => startsAt(names, index, mark)));
  const below = base === undefined ? names.length : baseDepth(path, base, flavour);
  const first = Math.min(marked === -1 ? names.length : marked, below);
  const ends = names.map((_, index) => index + 1).slice(first);
  return ends.map((end) => root + names.slice(0, end).join(flavour.sep));
}

/** How many names of `path` stand before the last one of `base`; all of them when it does not lie there. */
function baseDepth(path: string, base: string, flavour: PathFlavour): number {
  const depth = partsOf(flavour.normalize(base), flavour).names.length - 1;
  return isInside(base, path, flavour) ? Math.max(0, depth) : Infinity;
}

const linked = (path: string): RunError =>
  new RunError(
    'linked',
    `${path} is a link, and no link is followed where sessions are kept: it may have come with the repository.`,
    'Put a folder or file of its own in its place, or choose another place for sessions (--session-root, or ' +
      'the setting "threatline.sessionRoot").',
  );

/** Which links are refused: those in a suspect part, that and the path's own last name, or all above its last name. */
export type Refused = 'ours' | 'whole' | 'above';

function prefixesFor(path: string, base: string | undefined, refused: Refused): string[] {
  const suspects = suspectPrefixes(path, base);
  if (refused === 'above') return suspects.filter((prefix) => prefix !== platformPath.normalize(path));
  return refused === 'whole' && suspects.length === 0 ? [path] : suspects;
}

/**
 * Throws RunError `linked` when a part of the path that may have been planted is a link; a junction is one too. What
 * does not exist is no link.
 */
export async function refuseLinks(path: string, base: string | undefined, refused: Refused): Promise<void> {
  for (const prefix of prefixesFor(path, base, refused)) {
    const found: Stats | undefined = await lstat(prefix).catch(() => undefined);
    if (found === undefined) return;
    if (found.isSymbolicLink()) throw linked(prefix);
  }
}
