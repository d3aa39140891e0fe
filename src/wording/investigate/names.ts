import { count } from '../text';

export const comparedWithOwner = (shown: string): string => `comparison with the owner: ${shown}`;

export const limitedToCaller = (shown: string): string => `query limited to the caller: ${shown}`;

export const checkedInHandler = (shown: string): string => `check in the handler: ${shown}`;

export const inFrontOfSome = (behind: number, network: number): string =>
  `Stands in front of ${behind} of ${count(network, 'entry point')}.`;

/** Where a check of some kind stands; `check` is its name in words. */
export const checkIn = (where: { name: string }, check = 'check'): string => `${check} in ${where.name}`;
