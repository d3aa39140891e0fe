import type { EntryPointFact } from '../../artifacts/facts';
import { idKind } from '../../knowledge/sensitive-names';
import { needsIdentity } from '../mapping/entry-points';
import { type Ground } from './candidate';

/** Nothing turns away who is not signed in, as far as that is known. */
export const isOpen = (entry: EntryPointFact): boolean => !needsIdentity(entry);

/** The code behind an entry point uses stored data. */
export function usesStore(ground: Ground, entry: EntryPointFact): boolean {
  return ground.index.usesOf(entry).length > 0;
}

/** Parameters by which the caller chooses whose record, or which record, is used. */
export function idParams(entry: EntryPointFact): { name: string; source: string; kind: 'identity' | 'object' }[] {
  return entry.params.flatMap((param) => {
    const kind = idKind(param.name);
    if (!kind || !['path', 'query', 'body'].includes(param.source)) return [];
    // In a body, a plain id is often the new record's own; only naming a person is a choice.
    if (param.source === 'body' && kind !== 'identity') return [];
    return [{ name: param.name, source: param.source, kind }];
  });
}
