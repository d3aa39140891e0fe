import { spanOf, type SecretSpan } from './span';

const HEADER = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const FOOTER = '-----END ';
/** Longer keys do not exist. */
const LONGEST = 20_000;
/**
 * Between header and content: line ends, escaped or not, ends of string pieces, and the header lines of old formats.
 */
const LEAD = /^(?:\\+[rn]|[\s"'`+,\\()]|(?:Proc-Type|DEK-Info|Version|Comment|Key-Type)\s?:[^\r\n\\]{0,100}){0,100}/;
/** How the content of a key begins; or a run that no name has. */
const CONTENT = /^(?:M[A-Z]|b3Bl|l[QI]|xc)[A-Za-z0-9+/=]{2,}|^(?=[A-Za-z]{0,60}\d)[A-Za-z0-9+/=]{16}/;
/** All that may stand between the first and the last letter of a key that is cut off. */
const BODY = /^(?:[A-Za-z0-9+/=:,\s-]|\\+[rnt]|["'`+\\]){1,20000}/;
/** `-----BEGIN ` in base64, at the three positions it can have. */
const ENCODED = /\b(?:LS0tLS1CRUdJTi|0tLS0tQkVHSU4|tLS0tLUJFR0lO)[A-Za-z0-9+/_=-]{20,30000}/g;

const ABOUT = { kind: 'private-key', what: 'private key', name: '' } as const;

function contentAfter(text: string, from: number): SecretSpan[] {
  const rest = text.slice(from, from + LONGEST);
  const end = rest.indexOf(FOOTER);
  const lead = LEAD.exec(rest)?.[0].length ?? 0;
  if (!CONTENT.test(rest.slice(lead, lead + 100))) return [];
  const length = end === -1 ? lead + (BODY.exec(rest.slice(lead))?.[0].length ?? 0) : end;
  return length <= lead ? [] : spanOf(text, from, from + length, ABOUT);
}

function isEncodedKey(encoded: string): boolean {
  if (!encoded.startsWith('LS0t')) return true;
  try {
    return atob(encoded.slice(0, 64).replaceAll('-', '+').replaceAll('_', '/')).includes('PRIVATE');
  } catch {
    // Not base64 after all.
    return false;
  }
}

/**
 * Private keys in armour of every kind: with real or escaped line ends, in pieces, cut off,
 * or once more in base64. The header stays.
 */
export function privateKeysIn(text: string): SecretSpan[] {
  const found: SecretSpan[] = [];
  if (text.includes('PRIVATE KEY'))
    for (const header of text.matchAll(HEADER)) found.push(...contentAfter(text, header.index + header[0].length));
  if (/S0tLS|0tLS0|tLS0t/.test(text))
    for (const match of text.matchAll(ENCODED))
      if (isEncodedKey(match[0])) found.push(...spanOf(text, match.index, match.index + match[0].length, ABOUT));
  return found;
}
