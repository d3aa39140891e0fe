import type { EntryPoint } from '../../artifacts/phase3';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import { ABSENCE_CONSEQUENCE } from '../../knowledge/attack-requirements';
import type { Weakness } from '../../knowledge/weakness';
import { routesText } from '../routes';
import { capitalise, listed, shorten } from '../text';
import { plain } from '../../artifacts/notation';
import type { Threat } from '../../artifacts/phase5';
import { fillText } from '../../knowledge/weaknesses';

export const absent = (gap: ConsolidatedGap): string => `No ${gap.category.replace(/-/g, ' ')} shown in the code`;

export const absenceConsequence = (gap: ConsolidatedGap): string =>
  `If nothing outside of the code provides it, ${ABSENCE_CONSEQUENCE[gap.category]}`;

export const absentIn = (weakness: Weakness, component: string): string => `${weakness.title} of ${component}`;

/** A text of the catalogue with the place put in. */
export const filled = (template: string, where: string): string => fillText(template, { where });

export const places = (locations: Threat['locations'], component: string): string =>
  listed(
    locations.map((place) => `${place.file_path}:${place.line_range.start}`),
    3,
  ) || component;

const LONGEST_TITLE = 140;

export const titled = (what: string, where: string): string => shorten(`${what}: ${where}`, LONGEST_TITLE);

function placeText(gap: ConsolidatedGap): string {
  const place = gap.locations[0];
  return place ? `${place.file_path}:${place.line_range.start}` : gap.concern_name;
}

export function samePlaces(others: readonly ConsolidatedGap[]): string {
  const where = others.length === 1 ? 'at one more place' : `at ${others.length} more places`;
  return `The same root cause shows ${where}: ${listed(others.map(placeText), 5)}.`;
}

export function signInRequired(entries: readonly EntryPoint[]): string {
  const means = listed(entries.map((entry) => entry.authentication));
  return `${capitalise(routesText(entries))} ${entries.length === 1 ? 'requires' : 'require'} a sign-in (${means}).`;
}

export const signInUnknown = (open: readonly EntryPoint[]): string =>
  `Whether ${routesText(open)} ${open.length === 1 ? 'asks' : 'ask'} for a sign-in was not established.`;

export const callableByAnyone = (certain: readonly EntryPoint[]): string =>
  `${capitalise(routesText(certain))} can be called without signing in.`;

export const jewelsAtStake = (jewels: readonly string[]): string => `At stake: ${listed(jewels.map(plain), 4)}.`;

export const componentAtStake = (onlyAvailability: boolean, component: string): string =>
  `At stake: ${onlyAvailability ? 'the availability' : 'the data and functions'} of ${component}.`;
