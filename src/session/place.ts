import platformPath from 'node:path';
import { isInside, type PathFlavour } from '../safety/files/relative-path';
import { DEFAULT_SESSION_ROOT, FOREIGN_SESSION_ROOT } from './layout';

const namesOf = (path: string, flavour: PathFlavour): string[] =>
  flavour
    .normalize(path)
    .split(flavour.sep)
    .filter((name) => name !== '');

/** The folder whose place for sessions is `root`, when the session lies in it. */
function above(sessionDir: string, root: string, flavour: PathFlavour): string | undefined {
  const wanted = root.split('/');
  const found = namesOf(sessionDir, flavour).slice(-wanted.length - 1, -1);
  if (found.length < wanted.length || wanted.some((name, index) => found[index]?.toLowerCase() !== name))
    return undefined;
  return flavour.resolve(sessionDir, ...Array.from({ length: wanted.length + 1 }, () => '..'));
}

/** Whether a session lies where another tool keeps its own: such a session is read, never written. */
export const isOfOtherTool = (sessionDir: string, flavour: PathFlavour = platformPath): boolean =>
  above(sessionDir, FOREIGN_SESSION_ROOT, flavour) !== undefined;

/** The folder in whose usual place for sessions this one lies, if it lies in one. */
const folderAround = (sessionDir: string, flavour: PathFlavour = platformPath): string | undefined =>
  above(sessionDir, DEFAULT_SESSION_ROOT, flavour) ?? above(sessionDir, FOREIGN_SESSION_ROOT, flavour);

/**
 * The folder a session is about: the one it lies in. What it says itself counts only when we made it (`own`), and there
 * where
 * it does not lie in the usual place.
 */
export function folderOfSession(sessionDir: string, recorded: string, own: boolean): string | undefined {
  if (own && isInside(recorded, sessionDir)) return recorded;
  return folderAround(sessionDir) ?? (own ? recorded : undefined);
}
