/** Names that Windows gives to devices, in every folder and with every extension. Source: "Naming Files, Paths, and Namespaces", Microsoft. */
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
 * What is wrong with a path that must stay inside a folder on every platform: it has forward slashes, is relative, has no
 * `..`, names no drive, stream, share or device. Undefined when it is right. Says nothing about links: see `guarded-read`.
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
