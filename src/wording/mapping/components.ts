import type { ControlFact, EntryPointFact } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';
import type { DataStore } from '../../artifacts/phase3';
import { capitalise, count, listed } from '../text';

export const answers = (network: number): string => `Answers ${count(network, 'network entry point')}`;

export const offers = (others: readonly EntryPointFact[]): string =>
  `Offers ${count(others.length, 'other entry point')} (${listed(others.map((entry) => entry.kind))})`;

export const operatesOn = (store: DataStore): string =>
  `${store.operations.length > 0 ? capitalise(listed(store.operations)) : 'Opens'} in ${store.name} (${store.type})`;

export const performs = (operations: readonly string[]): string => `Performs ${listed(operations, 6)}`;

export const controlsSeen = (controls: readonly ControlFact[]): string => `${count(controls.length, 'control')} seen`;

export const notRead = (unread: readonly FileFact[]): string =>
  `${count(unread.length, 'file')} not read: ${listed(
    unread.map((file) => `${file.path} (${file.skipped ?? ''})`),
    5,
  )}`;

export const syntaxErrors = (broken: readonly FileFact[]): string =>
  `Syntax errors in ${listed(
    broken.map((file) => file.path),
    5,
  )}; the rest of these files was read`;

export const handlersNotFound = (loose: readonly EntryPointFact[]): string =>
  `The handler of ${count(loose.length, 'entry point')} was not found in code: possibly supplied by a library`;

export const openByDesign = 'Open to everyone by design';

export const withoutSchema = (entry: EntryPointFact): string =>
  `Takes ${count(entry.params.length, 'parameter')} without a schema in front`;

export const privilegedByName = 'Privileged by name';

export const touches = (jewels: readonly string[]): string => `Touches ${jewels.join(', ')}`;

export const stopped = 'Stopped before the component was described.';
