import { isSafeRelativePath } from '../../safety/files/relative-path';

/** What no name of a reference may hold. Source: git-check-ref-format(1). */
const FORBIDDEN = /[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|^\/|\/$|\.$/;

const isPart = (part: string): boolean => part !== '' && !part.startsWith('.') && !part.endsWith('.lock');

/** Whether git would accept this name of a reference, and it is safe to look for as a file of that name. */
export function isRefName(name: string): boolean {
  if (name === '@' || name.length > 1024 || FORBIDDEN.test(name)) return false;
  if (process.platform === 'win32' && !isSafeRelativePath(name)) return false;
  return name.split('/').every(isPart);
}

/** The full names that a short one may mean, best first. Source: gitrevisions(7). */
export function meaningsOf(name: string): string[] {
  const own = /^[A-Z_]*HEAD$/.test(name) || name.startsWith('refs/') ? [name] : [];
  const kinds = [`refs/${name}`, `refs/tags/${name}`, `refs/heads/${name}`, `refs/remotes/${name}`];
  return [...own, ...kinds, `refs/remotes/${name}/HEAD`].filter(isRefName);
}
