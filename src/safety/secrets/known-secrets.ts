import type { SecretSpan } from './span';
import { entropy } from './values';

/** Shorter values stand in too many other words. */
const SHORTEST = 6;
/** Characters by which a value is looked up. */
const KEY = 5;
const TABLE = 1 << 16;
/** Values that are words are left where they stand, unless between quotation marks. */
const WORD = /^[\p{L}_ -]+$/u;
/** Words that many other things are called. */
const COMMON = new Set([
  'password',
  'passwort',
  'secret',
  'secrets',
  'changeme',
  'postgres',
  'postgresql',
  'mysql',
  'mongodb',
  'redis',
  'rabbitmq',
  'username',
  'default',
  'database',
  'localhost',
  'development',
  'production',
  'testing',
  'administrator',
  'example',
  'letmein',
  'public',
  'private',
  'system',
  'service',
  'client',
  'server',
  'session',
  'master',
  'string',
  'object',
  'number',
  'boolean',
  'required',
  'optional',
  'undefined',
  'function',
  'access',
  'refresh',
  'bearer',
  'basic',
  'token',
  'cookie',
]);

interface Known {
  value: string;
  isWord: boolean;
}

const hashAt = (text: string, at: number): number => {
  let hash = 0;
  for (let index = at; index < at + KEY; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return (hash ^ (hash >>> 16)) & (TABLE - 1);
};

/** `password2` is what the second field of a form is called. */
const isCommon = (value: string): boolean => COMMON.has(value.toLowerCase().replace(/\d$/, ''));

/** A value that other things may be called too. */
export function isWordLike(value: string): boolean {
  const looksDrawn = value.length >= 24 && /[a-z]/.test(value) && /[A-Z]/.test(value) && entropy(value) >= 4.3;
  return WORD.test(value) && !looksDrawn;
}

const isLetter = (character: string): boolean => /[A-Za-z0-9]/.test(character);
const isQuote = (character: string): boolean => character === '"' || character === "'";

/** A value as it may stand elsewhere: read by a program, in an address, in base64. */
function formsOf(value: string): string[] {
  const forms = [value];
  if (value.includes('\\')) forms.push(value.replace(/\\+(?=["'`\\])/g, ''), value.replace(/\\(["'`\\])/g, '$1'));
  try {
    if (value.includes('%')) forms.push(decodeURIComponent(value));
    forms.push(encodeURIComponent(value));
    if (value.length >= 12 && /^[A-Za-z0-9+/]+={0,2}$/.test(value) && value.length % 4 === 0)
      forms.push(...printable(atob(value)));
  } catch {
    // Neither percent-encoded nor base64.
    return forms;
  }
  return forms;
}

const printable = (text: string): string[] => (/^[\x20-\x7e]{6,}$/.test(text) ? [text] : []);

/** Lines of a key are secret each; so are the pieces of a text that is put together. */
function piecesOf(value: string): string[] {
  if (!/\s|\\[rn]|["'`]\s*[+,.]/.test(value)) return [value];
  const pieces = value
    .split(/\\+[rnt]|\s+|["'`]\s*[+,.]?\s*/)
    .filter((piece) => piece.length >= 12 && /\d/.test(piece));
  return pieces.length === 0 || (value.length <= 200 && !/[\r\n]|\\+[rn]/.test(value)) ? [value, ...pieces] : pieces;
}

/**
 * The values of secrets that were seen in a folder, to find them wherever else they stand. They
 * are held in memory and never written down.
 */
export class KnownSecrets {
  private readonly byKey = new Map<string, Known[]>();
  private readonly seen = new Set<string>();
  private readonly table = new Uint8Array(TABLE);

  get size(): number {
    return this.seen.size;
  }

  add(values: Iterable<string>): void {
    for (const value of values)
      for (const piece of piecesOf(value)) for (const form of formsOf(piece)) this.addOne(form);
  }

  private addOne(value: string): void {
    if (value.length < SHORTEST || this.seen.has(value) || isCommon(value) || /^[\d.]+$/.test(value)) return;
    this.seen.add(value);
    const key = value.slice(0, KEY);
    const list = this.byKey.get(key) ?? [];
    list.push({ value, isWord: isWordLike(value) });
    list.sort((a, b) => b.value.length - a.value.length);
    this.byKey.set(key, list);
    this.table[hashAt(value, 0)] = 1;
  }

  /** Where known values stand in a text, also one that is cut off at the end of it. Spans do not overlap. */
  spansIn(text: string): SecretSpan[] {
    const found: SecretSpan[] = [];
    if (this.seen.size === 0) return found;
    for (let at = 0; at + KEY <= text.length; at++) {
      if (this.table[hashAt(text, at)] === 0) continue;
      const end = this.endOf(text, at);
      if (end === undefined) continue;
      found.push({ start: at, end, kind: 'named', what: 'secret', name: '', value: text.slice(at, end) });
      at = end - 1;
    }
    return found;
  }

  private endOf(text: string, at: number): number | undefined {
    for (const known of this.byKey.get(text.slice(at, at + KEY)) ?? []) {
      const end = at + known.value.length;
      if (text.startsWith(known.value, at)) {
        if (standsAlone(text, at, end, known)) return end;
      } else if (isCutOff(text, at, known)) return cutEnd(text, at, known.value);
    }
    return undefined;
  }
}

/** A short value inside a longer word is another word. */
function standsAlone(text: string, start: number, end: number, { value, isWord }: Known): boolean {
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  if (isWord) return isQuote(before) && before === after;
  if (value.length >= 12) return true;
  return (
    !(isLetter(before) && isLetter(value.charAt(0))) && !(isLetter(after) && isLetter(value.charAt(value.length - 1)))
  );
}

/** How far a text agrees with a value. */
function cutEnd(text: string, at: number, value: string): number {
  let end = at;
  while (end < text.length && end - at < value.length && text.charCodeAt(end) === value.charCodeAt(end - at)) end++;
  return end;
}

/** The text ends, or is shortened, within the value. */
function isCutOff(text: string, at: number, { value, isWord }: Known): boolean {
  const end = cutEnd(text, at, value);
  const seen = text.slice(at, end);
  if (isWord || seen.length < SHORTEST || (isLetter(text.charAt(at - 1)) && isLetter(seen.charAt(0)))) return false;
  if (seen.length >= 16 && value.length >= 24) return true;
  const isTelling = /\d/.test(seen) || seen.length >= 12 || /["'`=]/.test(text.charAt(at - 1));
  return isTelling && (end === text.length || text.startsWith('…', end) || text.startsWith('...', end));
}
