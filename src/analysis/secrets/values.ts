import type { Confidence } from '../../artifacts/enums';
import { DESCRIPTION, PLACEHOLDER } from '../../knowledge/secrets';
import { wordsOf } from './names';

const LONGEST = 4_000;

/** Shannon entropy in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) || /\$\{|\{\{|<%|%\(|process\.env|os\.environ|getenv|vault:|arn:aws:secretsmanager|ENC\[/.test(value);
}

/** Digits and letters without words between them: nobody types that. */
function looksRandom(value: string): boolean {
  // Short keys of services are hexadecimal; a mix of digits and letters up to `f` is no word.
  if (/^(?=(?:\D*\d){3})(?=(?:[^a-f]*[a-f]){2})[\da-f]{12,15}$/.test(value.toLowerCase())) return true;
  if (value.length < 16 || /\s/.test(value) || !/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (/^(https?:|\/|\.\/|urn:)/.test(value) || /\.(com|org|net|io|js|ts|py|json|ya?ml|pem|key|html?)$/i.test(value)) return false;
  return entropy(value) >= 3;
}

/** A name, a path, a selector, a type or a sentence about the secret. */
function isAbout(name: string, value: string): boolean {
  const words = wordsOf(value).join('');
  if (DESCRIPTION.test(value) || words === wordsOf(name).join('')) return true;
  if (/^([#./~@]|https?:)|\.(pem|key|crt|json|txt|ya?ml|html?|js|ts|py|env)$/i.test(value)) return true;
  // Environment variables, translation keys and validation rules.
  if (/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(value) || /^[a-z]\w*(\.[a-zA-Z]\w*)+$/.test(value)) return true;
  return /[|;]\w+:|^(required|nullable|min|max):/.test(value);
}

/** Sentences have blanks; only what is called a secret (`keyboard cat`) may have some. */
function hasSentence(name: string, value: string): boolean {
  if (!/\s/.test(value)) return false;
  const isPhrase = /secret|passphrase|key$/i.test(name) && /^[a-z0-9 ]+$/.test(value) && value.split(' ').length <= 5;
  return !isPhrase;
}

/**
 * How sure one can be that `value`, put where `name` says a secret goes, is a secret; undefined when it is none. What stands
 * in for a setting that is not set (`isDefault`) is used as it is, even if it only says `password`.
 */
export function judgeValue(name: string, kind: 'secret' | 'token', value: string, isDefault = false): Confidence | undefined {
  if (value.length < 3 || value.length > LONGEST || isPlaceholder(value) || hasSentence(name, value)) return undefined;
  if (isAbout(name, value) && !(isDefault && kind === 'secret' && /^\w+$/.test(value))) return undefined;
  const random = looksRandom(value);
  if (kind === 'token') return random ? (entropy(value) >= 3.5 ? 'high' : 'medium') : undefined;
  return random && entropy(value) >= 3.5 ? 'high' : 'medium';
}

/** Enough to know it again, not enough to use it. */
export function redact(value: string): string {
  return `${value.slice(0, Math.min(3, Math.floor(value.length / 4)))}****`;
}
