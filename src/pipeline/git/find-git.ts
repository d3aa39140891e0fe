import { accessSync, constants, statSync } from 'node:fs';
import { type PlatformPath, posix, win32 } from 'node:path';
import { isInside } from '../../safety/files/relative-path';
import { realPathOf } from './git-files';

type Environment = Readonly<Record<string, string | undefined>>;

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Windows spells the name as it likes. */
function pathVariable(env: Environment): string {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH');
  return (name === undefined ? undefined : env[name]) ?? '';
}

const pathsOf = (platform: NodeJS.Platform): PlatformPath => (platform === 'win32' ? win32 : posix);

/** The folders of PATH that are absolute and lie, by name and in truth, outside of `folder`. */
export function foldersOutside(folder: string, env: Environment, platform = process.platform): string[] {
  const path = pathsOf(platform);
  const inside = (entry: string): boolean =>
    [entry, realPathOf(entry) ?? entry].some((one) => isInside(folder, one, path));
  return pathVariable(env)
    .split(path.delimiter)
    .filter((entry) => path.isAbsolute(entry) && !inside(entry));
}

/**
 * The absolute path of git, as the first folder of PATH has it. Never one in `folder`, which a relative entry of PATH,
 * a link, or Windows' habit to look into the working folder first would lead to.
 * @param folder Absolute real path.
 */
export function findGit(folder: string, env: Environment, platform = process.platform): string | undefined {
  const path = pathsOf(platform);
  const name = platform === 'win32' ? 'git.exe' : 'git';
  const candidates = foldersOutside(folder, env, platform).map((entry) => path.join(entry, name));
  return candidates.find((one) => isProgram(one) && !isInside(folder, realPathOf(one) ?? one, path));
}
