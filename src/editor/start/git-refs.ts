import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const LIMIT = 200;

export interface GitRefs {
  /** Checked out now, if it is a branch. */
  current?: string;
  branches: string[];
  remotes: string[];
  tags: string[];
}

async function under(folder: string, prefix = ''): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => `${prefix}${name}`);
  const nested = await Promise.all(entries.filter((entry) => entry.isDirectory()).map(({ name }) => under(join(folder, name), `${prefix}${name}/`)));
  return [...files, ...nested.flat()].slice(0, LIMIT);
}

const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

function packed(text: string, kind: string): string[] {
  return [...text.matchAll(/^[0-9a-f]{40,64} refs\/([a-z]+)\/(.+)$/gm)].flatMap(([, found, name]) => (found === kind && name ? [name] : []));
}

/**
 * Branches and tags, read from git's own files. No process is started: the settings of a repository nobody trusts yet
 * can make git run programs.
 */
export async function gitRefs(folder: string): Promise<GitRefs | undefined> {
  const git = join(folder, '.git');
  const head = await read(join(git, 'HEAD'));
  if (head === '') return undefined;
  const packedRefs = await read(join(git, 'packed-refs'));
  const names = async (kind: string): Promise<string[]> => [...new Set([...(await under(join(git, 'refs', kind))), ...packed(packedRefs, kind)])].sort().slice(0, LIMIT);
  const current = /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1];
  return { ...(current === undefined ? {} : { current }), branches: await names('heads'), remotes: (await names('remotes')).filter((name) => !name.endsWith('/HEAD')), tags: await names('tags') };
}
