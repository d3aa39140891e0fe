import type { EntryPoint } from '../../artifacts/phase3';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import { ABSENCE_CONSEQUENCE } from '../../knowledge/attack-requirements';
import type { Weakness } from '../../knowledge/weakness';
import { routesText } from '../routes';
import { capitalise, listed } from '../text';
import { plain } from '../../artifacts/notation';

export const absent = (gap: ConsolidatedGap): string => `No ${gap.category.replace(/-/g, ' ')} shown in the code`;

export const absenceConsequence = (gap: ConsolidatedGap): string =>
  `If nothing outside of the code provides it, ${ABSENCE_CONSEQUENCE[gap.category]}`;

export const absentIn = (weakness: Weakness, component: string): string => `${weakness.title} of ${component}`;

export const titled = (what: string, where: string): string => `${what}: ${where}`;

export const oneMore = 'at one more place';

export const severalMore = (others: readonly ConsolidatedGap[]): string => `at ${others.length} more places`;

export const sameCause = (where: string, places: readonly string[]): string =>
  `The same root cause shows ${where}: ${listed(places, 5)}.`;

export const signInUnknown = (open: readonly EntryPoint[]): string =>
  `Whether ${routesText(open)} ${open.length === 1 ? 'asks' : 'ask'} for a sign-in was not established.`;

export const callableByAnyone = (certain: readonly EntryPoint[]): string =>
  `${capitalise(routesText(certain))} can be called without signing in.`;

export const jewelsAtStake = (jewels: readonly string[]): string => `At stake: ${listed(jewels.map(plain), 4)}.`;

export const componentAtStake = (onlyAvailability: boolean, component: string): string =>
  `At stake: ${onlyAvailability ? 'the availability' : 'the data and functions'} of ${component}.`;
