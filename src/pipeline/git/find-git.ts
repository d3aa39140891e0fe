import { accessSync, constants, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { isInside, realPathOf } from './git-files';

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

/** The folders of PATH that are absolute and lie, by name and in truth, outside of `folder`. */
export function foldersOutside(folder: string, env: Environment, platform: NodeJS.Platform = process.platform): string[] {
  const inside = (path: string): boolean => [path, realPathOf(path) ?? path].some((one) => isInside(folder, one));
  const entries = pathVariable(env).split(platform === 'win32' ? ';' : ':');
  return entries.filter((entry) => isAbsolute(entry) && !inside(entry));
}

/**
 * The absolute path of git, as the first folder of PATH has it. Never one in `folder`, which a relative entry of PATH, a
 * link, or Windows' habit to look into the working folder first would lead to.
 * @param folder Absolute real path.
 */
export function findGit(folder: string, env: Environment, platform: NodeJS.Platform = process.platform): string | undefined {
  const name = platform === 'win32' ? 'git.exe' : 'git';
  const candidates = foldersOutside(folder, env, platform).map((entry) => join(entry, name));
  const outside = (path: string): boolean => !isInside(folder, dirname(realPathOf(path) ?? path));
  return candidates.find((path) => isProgram(path) && outside(path));
}
