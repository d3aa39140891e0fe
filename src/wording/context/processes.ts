import type { EntryPointFact } from '../../artifacts/facts';
import { entryName } from '../../artifacts/notation';
import { count } from '../text';

export const signIn = 'Sign-in and registration';
export const payments = 'Payments and orders';
export const accounts = 'Account and profile management';
export const files = 'Files and uploads';
export const transfer = 'Import and export of data';
export const messages = 'Messages and notifications';
export const publishing = 'Publishing of content';
export const search = 'Search and reports';

export const toldBy = (label: string, entries: readonly EntryPointFact[], first: EntryPointFact): string =>
  `${label}, told by ${count(entries.length, 'entry point')} such as ${entryName(first)}`;
