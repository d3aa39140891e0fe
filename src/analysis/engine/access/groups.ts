import type { AccessOperation } from '../../../artifacts/access';
import type { DataModelFact, EntryPointFact } from '../../../artifacts/facts';

/** What the accesses are judged by. */
export interface Around {
  models: readonly DataModelFact[];
  entryPoints: readonly EntryPointFact[];
}

/** Items in groups, in the order of their first ones. */
export function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

export const CHANGING: ReadonlySet<AccessOperation> = new Set<AccessOperation>(['update', 'delete']);
export const READING: ReadonlySet<AccessOperation> = new Set<AccessOperation>(['read', 'list']);
