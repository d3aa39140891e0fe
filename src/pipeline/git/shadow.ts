import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitText } from './git-files';
import type { Repository } from './repository';

const SHALLOW_BYTES = 16 * 1024 * 1024;
const SETTINGS = ['bare = true', 'commitGraph = false', 'multiPackIndex = false', 'fsmonitor = false'];

/** 64 hex digits are SHA-256, which a repository must declare. */
function configFor(idLength: number): string {
  const sha256 = idLength === 64;
  const core = [`repositoryFormatVersion = ${sha256 ? 1 : 0}`, ...SETTINGS].map((line) => `\t${line}\n`).join('');
  const extensions = sha256 ? '[extensions]\n\tobjectFormat = sha256\n' : '';
  return `[core]\n${core}${extensions}[protocol]\n\tallow = never\n`;
}

/** Commits whose parents were not cloned; lines that are no ids are left out. */
function shallowList({ commonDir }: Repository): string {
  const text = gitText(join(commonDir, 'shallow'), SHALLOW_BYTES, commonDir) ?? '';
  const ids = text.split(/\r?\n/).filter((line) => /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(line));
  return ids.map((id) => `${id}\n`).join('');
}

/** The name of an empty file in a shadow: what git is told its other configuration is. */
export const EMPTY_FILE = 'empty';

async function fill(shadow: string, repository: Repository, idLength: number): Promise<void> {
  const write = (name: string, text: string): Promise<void> =>
    writeFile(join(shadow, name), text, { mode: 0o600, flag: 'wx' });
  const shallow = shallowList(repository);
  await mkdir(join(shadow, 'refs'));
  await mkdir(join(shadow, 'objects'));
  await write('HEAD', 'ref: refs/heads/none\n');
  await write('config', configFor(idLength));
  await write(EMPTY_FILE, '');
  if (shallow !== '') await write('shallow', shallow);
}

/**
 * A git folder of our own for the time of `work`: no references, hooks, attributes or replacements, and a configuration
 * that we wrote. Git is run in it and takes the repository's objects from where they are.
 * @param work Told the absolute real path; only its owner may enter.
 */
export async function withShadow<T>(
  repository: Repository,
  idLength: number,
  work: (shadow: string) => Promise<T>,
): Promise<T> {
  const shadow = await realpath(await mkdtemp(join(tmpdir(), 'threatline-git-')));
  try {
    await fill(shadow, repository, idLength);
    return await work(shadow);
  } finally {
    await rm(shadow, { recursive: true, force: true, maxRetries: 5 });
  }
}
