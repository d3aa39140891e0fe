import { REDACTED } from '../../artifacts/quote';
import { breathe } from '../turns';

/** A private key: its header stays, so that the quote is still one. */
const PRIVATE_KEY = /(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)[\s\S]{1,20000}?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$(?![\s\S]))/g;

/** Shapes of credentials that are recognisable by themselves; the first group says what they are and stays. Every repetition is bounded. */
const TOKENS: readonly RegExp[] = [
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\b(gh[pousr]_)[A-Za-z0-9]{20,255}/g,
  /\b(github_pat_)[A-Za-z0-9_]{20,255}/g,
  /\b(xox[abprs]-)[A-Za-z0-9-]{10,255}/g,
  /\b(sk_(?:live|test)_)[A-Za-z0-9]{10,255}/g,
  /\b(sk-)[A-Za-z0-9_-]{20,255}/g,
  /\b(AIza)[0-9A-Za-z_-]{35}/g,
  /\b(eyJ)[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{5,1000}/g,
];

const NAME = 'password|passwd|pwd|secret|token|api[_-]?key|apikey|private[_-]?key|access[_-]?key|credential|passphrase';
/** `password: '…'`, `apiKey = "…"`: the value goes, the name stays. */
const ASSIGNED = new RegExp(`((?:${NAME})[\\w-]{0,40}['"\\]]{0,3}\\s{0,8}(?:[:=]|=>)\\s{0,8})(["'\`])((?:(?!\\2)[^\\n\\\\]|\\\\[^\\n]){4,4000})\\2`, 'gi');
/** `SECRET_KEY=…` as in environment files. */
const IN_ENVIRONMENT = /^(\s{0,40}(?:export\s{1,4})?[A-Z0-9_]{0,60}(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY)[A-Z0-9_]{0,60}\s{0,4}=\s{0,4})([^\s'"()]{4,4000})$/gm;
const IN_URL = /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/'"`]{1,200}:)([^\s@/'"`]{3,200})(?=@)/gi;
/** Names of places where a secret is kept are no secrets: environment variables, placeholders, interpolation. */
const HARMLESS = /^(?:\$\{.{0,200}\}|<.{0,200}>|%\w{0,100}%|\*+|x+|\.{3}|process\.env.{0,200}|os\.environ.{0,200})$/i;

const isSecret = (value: string): boolean => !HARMLESS.test(value) && !value.includes(REDACTED);

/** Replaces secrets in quoted code by a mark. What is left is still a quote: see `isQuoted`. */
export function redact(text: string): string {
  const withoutKeys = text.replace(PRIVATE_KEY, `$1\n${REDACTED}`);
  const withoutTokens = TOKENS.reduce((current, pattern) => current.replace(pattern, `$1${REDACTED}`), withoutKeys);
  return withoutTokens
    .replace(IN_URL, (whole, before: string, value: string) => (isSecret(value) ? before + REDACTED : whole))
    .replace(ASSIGNED, (whole, before: string, quote: string, value: string) => (isSecret(value) ? `${before}${quote}${REDACTED}${quote}` : whole))
    .replace(IN_ENVIRONMENT, (whole, before: string, value: string) => (isSecret(value) ? before + REDACTED : whole));
}

/** The same value with every text in it redacted. */
export function redactAll<T>(value: T): T {
  if (typeof value === 'string') return redact(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => redactAll(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactAll(item as unknown)])) as T;
}

/** Entries of a list that are redacted without a pause. */
const AT_ONCE = 20;

/** As `redactAll`, with pauses: a result holds thousands of texts. */
export async function redactInTurns<T>(value: T): Promise<T> {
  if (Array.isArray(value)) {
    const done: unknown[] = [];
    for (const [index, item] of (value as unknown[]).entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) await breathe();
      done.push(redactAll(item));
    }
    return done as T;
  }
  if (typeof value !== 'object' || value === null) return redactAll(value);
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) entries.push([key, await redactInTurns(item as unknown)]);
  return Object.fromEntries(entries) as T;
}
