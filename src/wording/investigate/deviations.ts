import type { AccessCondition } from '../../artifacts/access';
import type { EntryPointFact } from '../../artifacts/facts';
import { entryName } from '../../artifacts/notation';
import { listed } from '../text';
import type { DoneAccess } from '../../messages/investigate-callers';

export const hasToPass = (resource: string, condition: AccessCondition): string =>
  `Access to ${resource} depends on \`${condition.value}\`.`;

export const othersNotReached = (resource: string): string =>
  `Keeps callers from ${resource} objects that are not theirs, where it is asked.`;

export const takesOver = 'whoever writes to an account takes it over';
export const nothingChanged = 'nothing is changed';

export const attack = (entries: readonly EntryPointFact[], resource: string): string =>
  `${entries[0] ? entryName(entries[0]) : 'A request'} with the key of somebody else's ${resource}, sent ` +
  `with the attacker's own session.`;

function doneTo(resource: string, { who, does, all, key }: DoneAccess): string {
  if (all) return `${who} ${does} every ${resource}`;
  return `${who} ${does} the ${resource}${key === undefined ? '' : ` that \`${key}\` names`}`;
}

export function happens(accesses: readonly DoneAccess[], resource: string, lacksRole: boolean): string {
  const parts = accesses.map((one) => doneTo(resource, one));
  return `${listed(parts, 4)}, ${lacksRole ? 'and asks for no role' : 'whoever it belongs to'}.`;
}

export const othersAsk = (names: readonly string[], lacksRole: boolean): string =>
  `${listed(names, 3)} ${names.length === 1 ? 'asks' : 'ask'} ${lacksRole ? 'for one' : 'whose it is'}.`;

export const othersChecked = (names: readonly string[]): string =>
  `Other data that belongs to somebody is checked: ${listed(names, 3)}.`;
