import { posix, win32 } from 'node:path';

export interface Surroundings {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder, absolute. */
  home: string;
}

/** A variable counts only when it holds an absolute path, as the XDG Base Directory Specification demands. */
function absoluteOf(variable: string | undefined, platform: NodeJS.Platform): string | undefined {
  const path = platform === 'win32' ? win32 : posix;
  return variable !== undefined && path.isAbsolute(variable) ? variable : undefined;
}

function folder(
  { platform, env, home }: Surroundings,
  xdg: string,
  unixDefault: string,
  mac: string,
  last: string,
): string {
  if (platform === 'win32')
    return win32.join(
      absoluteOf(env['LOCALAPPDATA'], platform) ?? win32.join(home, 'AppData', 'Local'),
      'threatline',
      last,
    );
  if (platform === 'darwin') return posix.join(home, 'Library', mac, 'threatline');
  return posix.join(absoluteOf(env[xdg], platform) ?? posix.join(home, unixDefault), 'threatline');
}

/**
 * Where what can be made again is kept. Source: XDG Base Directory Specification; Apple's File
 * System Programming Guide; %LOCALAPPDATA%.
 */
export const userCacheFolder = (where: Surroundings): string =>
  folder(where, 'XDG_CACHE_HOME', '.cache', 'Caches', 'Cache');

/**
 * Where what belongs to this user on this machine is kept: the key that signs sessions, and
 * what the user adopted. Sources as above.
 */
export const userStateFolder = (where: Surroundings): string =>
  folder(where, 'XDG_STATE_HOME', '.local/state', 'Application Support', 'State');
