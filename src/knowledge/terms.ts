import { CONTROL_CATEGORIES, type ControlCategory } from '../artifacts/enums';

/**
 * One canonical term per group of synonyms, so that two agents that describe the same control in other words are
 * understood as saying the same. Comparison ignores case and punctuation.
 */
const GROUPS: readonly (readonly [canonical: string, ...synonyms: string[]])[] = [
  [
    'JWT validation',
    'token verification',
    'token validation',
    'JWT verification',
    'bearer token check',
    'bearer token verification',
  ],
  ['session management', 'session handling'],
  ['MFA', '2FA', 'two-factor authentication', 'two factor authentication', 'multi-factor authentication', 'TOTP'],
  ['RBAC', 'role-based access control', 'role check', 'role based access control'],
  ['tenant isolation', 'multi-tenancy', 'tenant separation', 'username partitioning'],
  ['input validation', 'request validation', 'payload validation', 'sanitisation of input', 'sanitization of input'],
  ['parameterized queries', 'parameterised queries', 'prepared statements', 'bound parameters'],
  ['output encoding', 'escaping', 'HTML encoding', 'output escaping'],
  ['encryption at rest', 'encrypted storage'],
  ['TLS', 'SSL', 'HTTPS', 'encryption in transit'],
  ['secret storage', 'secrets management', 'vault'],
  ['audit logging', 'security logging', 'audit trail'],
  ['rate limiting', 'throttling', 'request limiting', 'rate limiter'],
  ['CSP', 'content security policy'],
  ['dependency scanning', 'SCA', 'vulnerability scanning of dependencies'],
];

const CATEGORY_ALIASES: Readonly<Record<string, ControlCategory>> = {
  'audit logging': 'logging-audit',
  logging: 'logging-audit',
  audit: 'logging-audit',
  validation: 'input-validation',
  secrets: 'secrets-management',
  'secret management': 'secrets-management',
  'data protection': 'cryptography',
  encryption: 'cryptography',
  crypto: 'cryptography',
  'access control': 'authorization',
  encoding: 'output-encoding',
  cors: 'cors-csp',
  csp: 'cors-csp',
  'security headers': 'cors-csp',
  'rate limit': 'rate-limiting',
  dependencies: 'dependency-security',
  'supply chain': 'dependency-security',
};

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const CANONICAL = new Map(GROUPS.flatMap((group) => group.map((term) => [plain(term), group[0]] as const)));
const CATEGORY = new Map<string, ControlCategory>([
  ...CONTROL_CATEGORIES.map((category) => [plain(category), category] as const),
  ...Object.entries(CATEGORY_ALIASES).map(([alias, category]) => [plain(alias), category] as const),
]);

/** The canonical term for a control name, or the name itself when it belongs to no group. */
export function canonicalTerm(name: string): string {
  return CANONICAL.get(plain(name)) ?? name;
}

/** One of the ten categories for any spelling in use, or undefined. */
export function canonicalCategory(name: string): ControlCategory | undefined {
  return CATEGORY.get(plain(name));
}

const FILLER = new Set([
  'a',
  'an',
  'the',
  'of',
  'in',
  'on',
  'by',
  'to',
  'and',
  'or',
  'is',
  'are',
  'for',
  'with',
  'without',
  'no',
  'not',
  'it',
  'its',
  'that',
  'which',
  'from',
]);

/** Words of a text that carry meaning, as a set. */
function tokens(text: string): Set<string> {
  return new Set(
    plain(text)
      .split(' ')
      .filter((word) => word.length > 1 && !FILLER.has(word)),
  );
}

/** Shared words over all words, 0 to 1; two empty texts are equal. */
export function similarity(left: string, right: string): number {
  const a = tokens(left);
  const b = tokens(right);
  if (a.size === 0 && b.size === 0) return 1;
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  return shared / (a.size + b.size - shared);
}

/** Share of the words of `part` that also stand in `whole`, 0 to 1. */
export function overlap(part: string, whole: string): number {
  const a = tokens(part);
  const b = tokens(whole);
  if (a.size === 0) return 0;
  return [...a].filter((word) => b.has(word)).length / a.size;
}
