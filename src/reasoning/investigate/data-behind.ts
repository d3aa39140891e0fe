import type { EntryPointFact } from '../../artifacts/facts';
import type { Inquiry } from './inquiry';
import { FILE_SYSTEM } from '../../artifacts/notation';

/** `read shipments`, `write to MongoDB`, `delete from the file system`. */
function accessWords(operation: string, subject: string, store: { name: string; type: string }): string {
  if (subject !== '') return `${operation} ${subject}`;
  const place = store.type === 'filesystem' ? FILE_SYSTEM : store.name;
  return operation === 'read' && store.type === 'filesystem'
    ? 'read files'
    : `${operation} ${operation === 'write' ? 'to' : 'from'} ${place}`;
}

/** Names of stores and subjects that the code behind an entry point uses, or only of those it changes. */
export function dataBehind(inquiry: Inquiry, entry: EntryPointFact, changed = false): string[] {
  const used = inquiry.index
    .usesOf(entry)
    .filter(({ access }) => !changed || access.operation !== 'read')
    .map(({ store, access }) => accessWords(access.operation, access.subject, store));
  return [...new Set(used)].sort();
}
