import type { EntryPointFact } from '../../artifacts/facts';
import { entryName } from '../../artifacts/notation';
import { count } from '../text';

export const toldBy = (label: string, entries: readonly EntryPointFact[], first: EntryPointFact): string =>
  `${label}, shown by ${count(entries.length, 'entry point')} such as ${entryName(first)}`;
