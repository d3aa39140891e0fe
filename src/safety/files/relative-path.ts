import platformPath, { type posix } from 'node:path';

/**
 * Names that Windows gives to devices, in every folder and with every extension. Source: "Naming
 * Files, Paths, and Namespaces", Microsoft.
 */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
const CONTROL = /[\u0000-\u001f\u007f]/;

function problemOfName(name: string): string | undefined {
  if (name === '' || name === '.') return 'has an empty part';
  if (name === '..') return 'leads out of the folder';
  if (name.includes(':')) return 'names a drive or an alternate stream';
  if (DEVICE.test(name)) return 'names a device';
  if (/[. ]$/.test(name)) return 'ends in a dot or space, which Windows drops';
  return undefined;
}

/**
 * What is wrong with a path that must stay inside a folder on every platform: it has forward slashes, is
 * relative, has no `..`, names no drive, stream, share or device. Undefined when it is right. Says
 * nothing about links: see `guarded-read`.
 */
export function problemOfRelativePath(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (CONTROL.test(path)) return 'holds control characters';
  if (path.includes('\\')) return 'holds a backslash';
  if (path.startsWith('/')) return 'is absolute';
  for (const name of path.split('/')) {
    const problem = problemOfName(name);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

export const isSafeRelativePath = (path: string): boolean => problemOfRelativePath(path) === undefined;

/** The two flavours of `node:path`, so that each can be tested on any machine. */
export type PathFlavour = typeof posix;

/**
 * What is wrong with a path of the analysed folder as our files name it: it has forward slashes, is relative and has no
 * `..`. All else may be the name of a file where the analysis ran (a backslash, a colon, a dot at the end), and a rule
 * that refused it would let such a file hide. Whether this machine can open it is asked by `locate`.
 */
function problemOfWorkspacePath(path: string): string | undefined {
  if (path.includes('\0')) return 'holds a NUL character';
  if (path.startsWith('/')) return 'is absolute';
  return path.split('/').includes('..') ? 'leads out of the folder' : undefined;
}

export const isWorkspacePath = (path: string): boolean => problemOfWorkspacePath(path) === undefined;

/** Windows sees separators, drives, streams and devices in what is a plain name elsewhere. */
function problemOnWindows(path: string): string | undefined {
  if (/^[\\/]/.test(path)) return 'is absolute';
  const names = path.split(/[\\/]/).filter((name) => name !== '' && name !== '.');
  return names.length === 0 ? undefined : problemOfRelativePath(names.join('/'));
}

/**
 * Absolute path of a file in `folder`, by the rules of this machine; undefined when the path would leave the folder or
 * names something other than a file in it. Says nothing about links.
 */
export function locate(folder: string, path: string, flavour: PathFlavour): string | undefined {
  const problem = problemOfWorkspacePath(path) ?? (flavour.sep === '/' ? undefined : problemOnWindows(path));
  if (problem !== undefined) return undefined;
  return flavour.join(folder, path);
}

/**
 * The way from an absolute folder to an absolute path in it, as our files write it: with forward
 * slashes, empty for the folder itself. Undefined when the path lies elsewhere. By name; upper and lower
 * case are one where the platform says so.
 */
export function wayInside(folder: string, path: string, flavour: PathFlavour = platformPath): string | undefined {
  const way = flavour.relative(folder, path);
  if (way === '..' || way.startsWith(`..${flavour.sep}`) || flavour.isAbsolute(way)) return undefined;
  return flavour.sep === '/' ? way : way.replaceAll(flavour.sep, '/');
}

/** Whether an absolute path is `folder` itself or lies in it, by name. */
export const isInside = (folder: string, path: string, flavour: PathFlavour = platformPath): boolean =>
  wayInside(folder, path, flavour) !== undefined;

/**
 * Why an absolute path would not open what it is called: Windows takes some names for a device, a stream of another
 * file, or another name. Undefined when it would.
 */
export function problemOfAbsolutePath(path: string, flavour: PathFlavour = platformPath): string | undefined {
  if (flavour.sep === '/') return undefined;
  const names = path.slice(flavour.parse(path).root.length).split(/[\\/]/);
  // An empty part and `.` are nothing to Windows; `..` has been resolved by who made the path absolute.
  for (const name of names.filter((one) => !['', '.', '..'].includes(one))) {
    const problem = problemOfName(name);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
