import { all } from '../locale';
import type { EntryPointFact } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';
import type { LimitFact } from '../../artifacts/limits';
import type { Component, DataStore } from '../../artifacts/phase3';
import { capitalise, count, listed } from '../text';
import { unreadSentence } from '../unread';
import type { ComponentNumbers } from '../../messages/mapping';

export const answers = (network: number): string => `Answers ${count(network, 'network entry point')}`;

export const offers = (others: readonly EntryPointFact[]): string =>
  `Offers ${count(others.length, 'other entry point')} (${listed(others.map((entry) => entry.kind))})`;

export const operatesOn = (store: DataStore): string =>
  `${store.operations.length > 0 ? capitalise(listed(store.operations)) : 'Opens'} in ${store.name} (${store.type})`;

export const performs = (operations: readonly string[]): string => `Performs ${listed(operations, 6)}`;

/** What a component consists of, in numbers. */
export function description(component: ComponentNumbers): string {
  const { name, type, files, entries, stores, controls } = component;
  const parts = [
    entries > 0 ? count(entries, 'entry point') : '',
    stores > 0 ? count(stores, 'data store') : '',
    controls > 0 ? `${count(controls, 'control')} seen` : '',
  ].filter((part) => part !== '');
  return `${capitalise(name)} (${type}): ${count(files, 'file')}${parts.length > 0 ? `, ${listed(parts)}` : ''}.`;
}

export const mapped = (component: Component): string =>
  `${count(component.entryPoints.length, 'entry point')}, ${count(component.dataFlows.length, 'data flow')}`;

export const found = (component: Component): string =>
  `${count(component.entryPoints.length, 'entry point')}, ${count(component.dataStores.length, 'data store')}`;

export const firstOf = (names: readonly string[]): string => listed(names, 3);

export const notRead = (unread: readonly FileFact[]): string =>
  `${count(unread.length, 'file')} not read: ${listed(
    unread.map((file) => `${file.path} (${file.skipped ?? ''})`),
    5,
  )}`;

export const limit = ({ path, why }: LimitFact): string => `${path}: ${unreadSentence(why)}`;

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

export const touches = (jewels: readonly string[]): string => `Touches ${all(jewels)}`;

export const stopped = 'Stopped before the component was described.';
