import { count } from '../text';
import type { EntryPointFact } from '../../artifacts/facts';
import { entryName } from '../../artifacts/notation';

export const inFrontOfSome = (behind: number, network: number): string =>
  `Guards ${behind} of ${count(network, 'entry point')}.`;

export const control = (name: string): string => `control: ${name}`;

export const registration = (entry: EntryPointFact, what: string): string => `${entryName(entry)}: ${what}`;
