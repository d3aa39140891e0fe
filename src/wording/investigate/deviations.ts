import type { AccessCondition } from '../../artifacts/access';
import type { EntryPointFact } from '../../artifacts/facts';
import { entryName } from '../../artifacts/notation';
import { listed } from '../text';

export const hasToPass = (resource: string, condition: AccessCondition): string =>
  `Who reaches the ${resource} has to pass \`${condition.value}\`.`;

export const othersNotReached = (resource: string): string => `Others' ${resource} objects are not reached this way.`;

export const takesOver = 'whoever writes to an account takes it over';
export const nothingChanged = 'nothing is changed';

export const attack = (entries: readonly EntryPointFact[], resource: string): string =>
  `${entries[0] ? entryName(entries[0]) : 'A request'} with the key of somebody else's ${resource}, sent with the attacker's own session.`;

export const noRole = 'and asks for no role';
export const anyOwner = 'whoever it belongs to';
export const whoseItIs = 'whose it is';

export const othersChecked = (names: readonly string[]): string =>
  `Other data that belongs to somebody is checked: ${listed(names, 3)}.`;
