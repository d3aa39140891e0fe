import { posix } from 'node:path';
import { SOURCE_EXTENSIONS } from '../../knowledge/components';

export type RelevanceClass = 'authentication' | 'authorization' | 'cryptography' | 'handlers';

/** `prefix` matches the start of the base name, `word` one of its words. */
const PATTERNS: readonly { of: RelevanceClass; prefix: readonly string[]; word: readonly string[] }[] = [
  {
    of: 'authentication',
    prefix: ['auth', 'login', 'session'],
    word: ['auth', 'oauth', 'jwt', 'token', 'tokens', 'session', 'sessions', 'authentication', 'authenticate'],
  },
  {
    of: 'authorization',
    prefix: ['rbac', 'permissions', 'acl'],
    word: ['policy', 'policies', 'role', 'roles', 'authorization'],
  },
  { of: 'cryptography', prefix: ['crypto', 'encryption', 'hash'], word: ['encrypt', 'encryption', 'key', 'keys'] },
  { of: 'handlers', prefix: ['handler', 'controller', 'api'], word: ['route', 'routes', 'router'] },
];
/** Begin like a pattern and mean something else. */
const OTHER_WORDS = /^(author|hashtag|apitite)/;
const NOT_CODE = /(^|\/)(tests?|__tests__|e2e|docs?|examples?)\/|\.(test|spec)\./i;

function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Whether the file's base name says that it is about security: its classes. */
export function relevanceOf(path: string): RelevanceClass[] {
  const extension = posix.extname(path).toLowerCase();
  if (!SOURCE_EXTENSIONS.has(extension) || NOT_CODE.test(path)) return [];
  const base = posix.basename(path, posix.extname(path));
  const parts = words(base);
  // A whole word that merely begins like a pattern (`author`, `authors`) is no match;
  // `authService`, `auth_utils`, `authn` are.
  const lower = base.toLowerCase();
  const starts = (prefix: string) => lower.startsWith(prefix) && !OTHER_WORDS.test(lower.replace(/^author(iz|is)/, ''));
  return PATTERNS.filter(({ prefix, word }) => prefix.some(starts) || parts.some((part) => word.includes(part))).map(
    (pattern) => pattern.of,
  );
}

/** Spec §3.1: more than 10 relevant files are high, 5 to 10 medium, fewer low. */
export function priorityOf(relevantFiles: number): 'high' | 'medium' | 'low' {
  if (relevantFiles > 10) return 'high';
  return relevantFiles >= 5 ? 'medium' : 'low';
}
