/** What an attack needs first that every user has. */
export const ORDINARY_ACCOUNT = 'An ordinary account.';
