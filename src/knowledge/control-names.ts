/** What a check is called that has no name of its own: by it the same one is known to two investigations. */

export const comparedWithOwner = (shown: string): string => `comparison with the owner: ${shown}`;

export const limitedToCaller = (shown: string): string => `query limited to the caller: ${shown}`;

export const checkedInHandler = (shown: string): string => `check in the handler: ${shown}`;

/** Where a check of some kind stands; `check` is its name in words. */
export const checkIn = (where: { name: string }, check = 'check'): string => `${check} in ${where.name}`;
