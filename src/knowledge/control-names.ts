/** What a check is called that has no name of its own: by it the same one is known to two investigations. */

export const comparedWithOwner = (shown: string): string => `comparison with the owner: ${shown}`;

export const limitedToCaller = (shown: string): string => `query limited to the caller: ${shown}`;

export const checkedInHandler = (shown: string): string => `check in the handler: ${shown}`;

/** Where a check of some kind stands; `check` is its name in words. */
export const checkIn = (where: { name: string }, check = 'check'): string => `${check} in ${where.name}`;

/** Names of protections that are found by other means than a table of calls. */
export const AUTO_ESCAPING = 'Template auto-escaping';
export const BODY_LIMIT = 'Body size limit';
export const CORS_POLICY = 'CORS policy';
export const ENCRYPTION = 'Encryption';
export const ENVIRONMENT_SECRETS = 'Secrets from the environment';
export const JSON_TYPE = 'JSON content type';
export const SECURE_RANDOM = 'Secure random numbers';
export const LOCK_FILE = 'Lock file';

export const dependencyScanning = (tool: string): string => `Dependency scanning (${tool})`;

/** A check that a handler makes itself, by what it establishes. */
export const CHECK_NAMES: Readonly<Record<string, string>> = {
  authenticated: 'sign-in check',
  ownership: 'ownership check',
  permission: 'permission check',
  role: 'role check',
};
