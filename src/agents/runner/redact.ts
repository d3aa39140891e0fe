import { REDACTED } from '../../artifacts/quote';

/** Shapes of credentials that are recognisable by themselves. Every repetition is bounded. */
const TOKENS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,20000}?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{20,255}/g,
  /\bgithub_pat_[A-Za-z0-9_]{20,255}/g,
  /\bxox[abprs]-[A-Za-z0-9-]{10,255}/g,
  /\bsk_(?:live|test)_[A-Za-z0-9]{10,255}/g,
  /\bsk-[A-Za-z0-9_-]{20,255}/g,
  /\bAIza[0-9A-Za-z_-]{35}/g,
  /\beyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{5,1000}/g,
];

/** `password: '…'`, `apiKey = "…"`: the value goes, the name stays. */
const ASSIGNED = /((?:password|passwd|pwd|secret|token|api[_-]?key|apikey|private[_-]?key|access[_-]?key|credential|passphrase)[\w-]{0,40}['"\]]{0,3}\s{0,8}(?:[:=]|=>)\s{0,8})(["'`])((?:(?!\2)[^\n\\]|\\[^\n]){4,4000})\2/gi;
/** Names of places where a secret is kept are no secrets: environment variables, placeholders, interpolation. */
const HARMLESS = /^(?:\$\{.{0,200}\}|<.{0,200}>|%\w{0,100}%|\*+|x+|\.{3}|process\.env.{0,200}|os\.environ.{0,200})$/i;
const IN_URL = /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/'"`]{1,200}:)([^\s@/'"`]{3,200})(?=@)/gi;

/** Replaces secrets in quoted code by a mark. What is left is still a quote: see `isQuoted`. */
export function redact(text: string): string {
  const withoutTokens = TOKENS.reduce((current, pattern) => current.replace(pattern, REDACTED), text);
  return withoutTokens
    .replace(IN_URL, (whole, before: string, value: string) => (HARMLESS.test(value) ? whole : before + REDACTED))
    .replace(ASSIGNED, (whole, before: string, quote: string, value: string) => (HARMLESS.test(value) || value.includes(REDACTED) ? whole : `${before}${quote}${REDACTED}${quote}`));
}
