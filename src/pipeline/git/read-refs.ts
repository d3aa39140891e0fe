import { join } from 'node:path';
import { entryAt, gitText, refusal } from './git-files';
import { isRefName } from './ref-names';
import type { Repository } from './repository';

const REF_BYTES = 4096;
const PACKED_BYTES = 64 * 1024 * 1024;
/** How many references may lead to each other; git's own limit. */
const MAX_LINKS = 5;

/** SHA-1 or SHA-256, hex. */
const ID = /^([0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-f])/;
/** References of one work tree; all others are shared. Source: gitrepository-layout(5). */
const OWN = /^refs\/(bisect|worktree|rewritten)\//;

/** Name to id of every packed reference. */
export function packedRefs({ commonDir }: Repository): Map<string, string> {
  const text = gitText(join(commonDir, 'packed-refs'), PACKED_BYTES, commonDir) ?? '';
  const found = new Map<string, string>();
  for (const [, id = '', name = ''] of text.matchAll(/^([0-9a-f]{64}|[0-9a-f]{40}) (refs\/.+?)\r?$/gm)) {
    if (isRefName(name)) found.set(name, id);
  }
  return found;
}

/** Throws RunError `git-refused` for a storage that only git itself can read. */
export function checkStorage({ commonDir }: Repository): void {
  if (entryAt(join(commonDir, 'reftable')) === undefined) return;
  throw refusal('This repository keeps its references as a reftable, which Threatline cannot read.');
}

function looseRef({ gitDir, commonDir }: Repository, name: string): string | undefined {
  const root = name.startsWith('refs/') && !OWN.test(name) ? commonDir : gitDir;
  return gitText(join(root, name), REF_BYTES, root);
}

/** The branch (`refs/heads/…`) that a symbolic reference names. */
const targetOf = (text: string): string | undefined => /^ref:[ \t]*(\S+)\s*$/.exec(text)?.[1];

/**
 * The id that a reference holds, through symbolic ones; undefined when there is none.
 * @throws RunError `git-refused`
 */
export function readRef(repository: Repository, name: string, links = 0): string | undefined {
  if (links > MAX_LINKS) throw refusal(`The reference ${name} leads to too many others.`);
  if (!isRefName(name)) return undefined;
  const text = looseRef(repository, name);
  if (text === undefined) return packedRefs(repository).get(name);
  const target = targetOf(text);
  return target === undefined ? ID.exec(text)?.[1] : readRef(repository, target, links + 1);
}

/** What is checked out: a branch by its full name, and the commit unless there is none yet. */
export function readHead(repository: Repository): { branch?: string; commit?: string } {
  const target = targetOf(looseRef(repository, 'HEAD') ?? '');
  const commit = readRef(repository, 'HEAD');
  const branch = target !== undefined && isRefName(target) ? target : undefined;
  return { ...(branch === undefined ? {} : { branch }), ...(commit === undefined ? {} : { commit }) };
}
