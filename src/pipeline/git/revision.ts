import { RunError } from '../../session/run-error';
import { readRef } from './read-refs';
import { meaningsOf } from './ref-names';
import type { Repository } from './repository';

/** A name, then steps to ancestors: `~3`, `^2`. Not what needs configuration, a log, or a search: `@{u}`, `:/text`. */
const REVISION = /^([^\s~^:?*[\\]+)((?:[~^]\d{0,6})*)$/;
const FULL_ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/i;
const ABBREVIATED = /^[0-9a-f]{4,64}$/i;

export const unknownRevision = (text: string): RunError =>
  new RunError(
    'not-a-git-ref',
    `"${text}" is not a branch, tag or commit of this repository.`,
    'Choose one that "git log" knows, for example main or HEAD~10.',
  );

function idOf(repository: Repository, name: string): string | undefined {
  if (FULL_ID.test(name)) return name.toLowerCase();
  for (const meaning of meaningsOf(name)) {
    const id = readRef(repository, meaning);
    if (id !== undefined) return id;
  }
  return ABBREVIATED.test(name) ? name.toLowerCase() : undefined;
}

/**
 * What the user wrote, with the name replaced by the id it stands for (or the start of one), so that git needs no
 * references of the repository to understand it.
 * @throws RunError `not-a-git-ref`, `git-refused`
 */
export function withoutNames(repository: Repository, text: string): string {
  const [, name = '', steps = ''] = REVISION.exec(text.trim()) ?? [];
  const id = name.startsWith('-') || name === '' ? undefined : idOf(repository, name === '@' ? 'HEAD' : name);
  if (id === undefined) throw unknownRevision(text);
  return `${id}${steps}`;
}
