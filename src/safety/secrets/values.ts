import { REDACTED } from './mark';
import { type NameKind, wordsOf } from './names';

const LONGEST = 4_000;

/** What people write where a secret belongs. */
const PLACEHOLDER =
  /^(change[\W_]?(me|it|this).*|(my|your|the|some|any|put|insert|enter|replace|add)[\W_].*|<.*>|\[.*\]|\{.*\}|\$.*|%.*%|%[sd]|#.*|[x*.\-_?0]+|x{3,}.*|.*\.\.\.|todo.*|tbd|n\/?a|none|null|nil|undefined|true|false|yes|no|on|off|example.*|sample.*|placeholder.*|dummy.*|foo(bar)?|bar|baz|redacted|hidden|masked|removed|unset|empty|default|auto|random|\d{1,3})$/i;
/** Digits and letters in their order, as nobody draws them. */
const COUNTED = /0?123456789(?:0?abcdef|0123456789)/i;
/** Groups of a key that is shown as an example: letters and digits in their order, or signs to be filled in. */
const SHOWN = /(?:^|[-_])(?:x{3,}|abcd|1234)[-_](?:[^-_]+[-_])*(?:x{3,}|abcd|1234)(?:$|[-_])/i;
/** Keys that vendors print in their documentation end so. */
const DOCUMENTED = /EXAMPLE(?:KEY)?$/;
/** A value that is made of others when the program runs, or kept elsewhere. */
const MADE_LATER = /\$\{|\{\{|<%|%\(|process\.env|os\.environ|getenv|vault:|arn:aws:secretsmanager|ENC\[/;
/** Values of fields that describe a secret: types, rules, labels. */
const DESCRIPTION =
  /^(string|str|text|varchar|char|bytes|binary|number|boolean|object|any|unknown|required|optional|nullable|password|passwd|pwd|pass(word)?s|secret|token|apikey|api[_-]key|bearer|basic|digest|jwt|oauth2?|sha\d+|md5|bcrypt|argon2|scrypt|hmac|rsa|aes.*|utf-?8|base64|hex)$/i;

/** Shannon entropy in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

export function isPlaceholder(value: string): boolean {
  return (
    PLACEHOLDER.test(value) ||
    MADE_LATER.test(value) ||
    DOCUMENTED.test(value) ||
    COUNTED.test(value) ||
    SHOWN.test(value)
  );
}

/** Digits and letters without words between them: nobody types that. */
function looksRandom(value: string): boolean {
  // Short keys of services are hexadecimal; a mix of digits and letters up to `f` is no word.
  if (/^(?=(?:\D*\d){3})(?=(?:[^a-f]*[a-f]){2})[\da-f]{12,15}$/.test(value.toLowerCase())) return true;
  if (value.length < 16 || /\s/.test(value) || !/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (/^(https?:|\/|\.\/|urn:)/.test(value) || /\.(com|org|net|io|js|ts|py|json|ya?ml|pem|key|html?)$/i.test(value))
    return false;
  return entropy(value) >= 3;
}

/** Words with hyphens below each other: `label.current-password`. */
const MESSAGE_KEY = /^[a-z]+(?:[-_][a-z]+)*(?:\.[a-zA-Z]+(?:[-_][a-zA-Z]+)*)+$/;

/** `package.module:Name`, as entry points of packages are written. */
const IN_MODULE = /^[a-z_]\w*(?:\.[a-z_]\w*)+:[A-Za-z_]\w*$/;

/** Environment variables, translation keys and validation rules. */
function isNameOrRule(value: string): boolean {
  if (/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(value) || /^[a-z]\w*(\.[a-zA-Z]\w*)+$/.test(value)) return true;
  if (MESSAGE_KEY.test(value) || IN_MODULE.test(value)) return true;
  return /[|;]\w+:|^(required|nullable|min|max):/.test(value);
}

const saysItsName = (name: string, value: string): boolean =>
  value.length <= 80 && wordsOf(value).join('') === wordsOf(name).join('');

/** A name, a path, a selector, a type or a sentence about the secret. */
function isAbout(name: string, value: string): boolean {
  if (DESCRIPTION.test(value) || saysItsName(name, value)) return true;
  if (/^([#./~@]|https?:)|\.(pem|key|crt|json|txt|ya?ml|html?|js|ts|py|env)$/i.test(value)) return true;
  return isNameOrRule(value);
}

/** Sentences have blanks; only what is called a secret (`keyboard cat`) may have some. */
function hasSentence(name: string, value: string): boolean {
  if (!/\s/.test(value)) return false;
  const isPhrase = /secret|passphrase|key$/i.test(name) && /^[a-z0-9 ]+$/.test(value) && value.split(' ').length <= 5;
  return !isPhrase;
}

/**
 * How sure one can be that `value`, put where `name` says a secret goes, is a secret; undefined when it is none. What
 * stands in for a setting that is not set (`isDefault`) is used as it is, even if it only says `password`.
 */
export function judgeValue(
  name: string,
  kind: NameKind,
  value: string,
  isDefault = false,
): 'high' | 'medium' | undefined {
  if (value.length < 3 || value.length > LONGEST || isPlaceholder(value) || hasSentence(name, value)) return undefined;
  if (isAbout(name, value) && !(isDefault && kind === 'secret' && /^\w+$/.test(value))) return undefined;
  const random = looksRandom(value);
  if (kind === 'token' && !random) return undefined;
  return random && entropy(value) >= 3.5 ? 'high' : 'medium';
}

/** Certainly no value of a secret: shown to be filled in, or filled in when the program runs. */
const NO_VALUE =
  /^(?:change[\W_]?(?:me|it|this)|your[\W_].*|<[^>]*>|\$[A-Z_][A-Z0-9_]*|\$[a-z_]\w*|\$\{.*\}|\$\(.*\)|%\w*%|%[sd]|[x*.\-_?]+|none|null|nil|undefined|true|false|placeholder|\[redacted\]|\d{1,3})$/i;
/** Words of texts for people, which no secret has. */
const PROSE =
  /\b(?:password|passwords|secret|token|key|your|is|the|must|please|enter|required|invalid|a|an|to|for|of|or|not|and|with|be|in)\b/i;
const SELECTOR_OR_PATH = /^(?:[#.@][A-Za-z][\w-]*|[#.@]?[a-z][\w-]*(?:[.#][\w-]+)+|(?:\.{0,2}|~)\/\S*|https?:\S*)$/;
/** Options, versions, dates, addresses of mail, and code. */
const OTHER_VALUE =
  /^(?:-.*|\d{1,3}(?:\.\d{1,5}){1,4}|\d{4}-\d\d-\d\dT.*|[\w.+-]+@[\w-]+\.[a-z]{2,6}|[\w.]+:[A-Za-z][\w.]*|[,)\]};].*[=(].*)$/;

/** Words without a sentence: `keyboard cat`. */
function isPhrase(value: string): boolean {
  if (PROSE.test(value) || value.split(/\s+/).length > 8) return false;
  return /^[a-z0-9 ]+$/.test(value) || (/\d/.test(value) && !/[.:!?]\s|\n/.test(value));
}

function isMixed(value: string): boolean {
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value) && entropy(value) >= 4;
}

/**
 * Whether `value`, put where `name` says a secret goes, is better left out of a quote. Wider than
 * `judgeValue`: all it finds is found here.
 */
export function isRedactable(name: string, kind: NameKind, value: string, isDefault = false): boolean {
  if (value.length < 3 || value.length > LONGEST || value.includes(REDACTED)) return false;
  if (judgeValue(name, kind, value, isDefault) !== undefined) return true;
  if (isNoSecret(value) || saysItsName(name, value)) return false;
  if (/\s/.test(value)) return kind === 'secret' && isPhrase(value);
  if (SELECTOR_OR_PATH.test(value) && !(value.length >= 20 && isMixed(value))) return false;
  return kind === 'secret' ? value.length >= 4 : isTokenLike(value);
}

/** A placeholder, a description, a name, another kind of value, or words of a language with other letters. */
function isNoSecret(value: string): boolean {
  if (NO_VALUE.test(value) || MADE_LATER.test(value) || DESCRIPTION.test(value)) return true;
  if (isNameOrRule(value) || OTHER_VALUE.test(value)) return true;
  return /[^\x20-\x7e]/.test(value) && !/\d/.test(value);
}

/** Letters with digits or signs among them, and no words. */
function isTokenLike(value: string): boolean {
  if (value.length < 6 || !/[A-Za-z]/.test(value) || !/\d|[^\w.]/.test(value)) return false;
  return !/^[A-Za-z]+(?:[-_ /][A-Za-z]+)*$/.test(value);
}

/** Enough to know it again, not enough to use it: three characters at most. */
export function hint(value: string): string {
  return `${value.slice(0, Math.min(3, Math.floor(value.length / 4)))}****`;
}

/** No word of a language and no name: it has digits or signs. */
export const isUnlikeWord = (value: string): boolean => /\d|[^\w\s.]/.test(value) && value.length >= 6;

/** A text that nothing names and that looks drawn at random: no identifier, no hash in hexadecimal, no path. */
export function isUnnamedRandom(value: string): boolean {
  const count = (pattern: RegExp): number => value.match(pattern)?.length ?? 0;
  if (count(/\d/g) < 3 || count(/[A-Z]/g) < 3 || count(/[a-z]/g) < 3) return false;
  if (/^sha\d{1,3}-|^data:|^https?:/.test(value)) return false;
  // Words have changes between letters and digits, and between cases, only where they meet.
  const changes = count(/[a-z](?=[A-Z\d])|[A-Z](?=[\d])|\d(?=[A-Za-z])/g);
  return changes >= value.length / 5 && entropy(value) >= 4;
}
