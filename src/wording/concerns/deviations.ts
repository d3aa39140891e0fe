import type { EntryPointFact } from '../../artifacts/facts';
import { entryName } from '../../artifacts/notation';
import { listed } from '../text';

export const withoutRole = 'without a role';
export const byKey = 'by its key';

export const oneReachesAny = ({
  entries,
  verb,
  resource,
  how,
}: {
  entries: readonly EntryPointFact[];
  verb: string;
  resource: string;
  how: string;
}): string => `${listed(entries.map(entryName), 1)} ${verb} any ${resource} ${how}`;

export const severalReachAny = (entries: readonly EntryPointFact[], resource: string, how: string): string =>
  `${entries.length} entry points reach any ${resource} ${how}`;

export const deviation = (entries: readonly EntryPointFact[], resource: string, lacksRole: boolean): string =>
  `${listed(entries.map(entryName), 6)} ${entries.length === 1 ? 'takes' : 'take'} the key of a ${resource} ` +
  `from the request, and ${lacksRole ? 'no role is asked for' : 'nothing ties it to the caller'}, as other ` +
  `entry points do. Any caller who gets this far may reach what belongs to others.`;

export const deviationReason = 'Other accesses to the same data ask whose it is.';
export const nothingChanged = 'nothing is changed';
