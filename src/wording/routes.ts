import { entryLabel } from '../artifacts/notation';
import type { EntryPoint } from '../artifacts/phase3';
import { listed } from './text';

export const routesText = (entries: readonly EntryPoint[], max = 3): string => listed(entries.map(entryLabel), max);
