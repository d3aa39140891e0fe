import { normalLines } from '../text/normal-lines';

/** How many bytes are looked at to tell a text from data. */
const LOOKED_AT = 8 * 1024;
/** Texts hold hardly any control characters; programs, archives and pictures consist of them. */
const MOST_CONTROLS = 0.1;
/** Of a text in UTF-16 without a mark, so many of its high bytes are zero: most characters of code are ASCII. */
const ZEROS_OF_UTF16 = 0.7;

export type Encoding = 'utf8' | 'utf16le' | 'utf16be';

function shareOfZeros(bytes: Buffer, first: 0 | 1): number {
  let zeros = 0;
  for (let at = first; at < bytes.length; at += 2) if (bytes[at] === 0) zeros += 1;
  return zeros / Math.max(1, bytes.length / 2);
}

/** By the byte order mark; without one, by where the zero bytes of the first 8 KB stand. */
export function encodingOf(bytes: Buffer): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be';
  const head = bytes.subarray(0, LOOKED_AT);
  if (!head.includes(0)) return 'utf8';
  const [even, odd] = [shareOfZeros(head, 0), shareOfZeros(head, 1)];
  if (odd > ZEROS_OF_UTF16 && even < 1 - ZEROS_OF_UTF16) return 'utf16le';
  if (even > ZEROS_OF_UTF16 && odd < 1 - ZEROS_OF_UTF16) return 'utf16be';
  return 'utf8';
}

function decoded(bytes: Buffer): string {
  const encoding = encodingOf(bytes);
  if (encoding === 'utf8') return bytes.toString('utf8');
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return (encoding === 'utf16le' ? whole : Buffer.from(whole).swap16()).toString('utf16le');
}

/**
 * The text of a file as everybody here reads it: UTF-8 with replacement characters, or UTF-16; lines end at LF, and a
 * zero character, which would end the text for a parser, is a blank. Columns and lines are those of an editor.
 */
export const decodeText = (bytes: Buffer): string => normalLines(decoded(bytes)).replaceAll('\0', ' ');

/** Whether bytes are a text: a few stray control characters, zero among them, do not make a program out of one. */
export function isText(bytes: Buffer): boolean {
  if (encodingOf(bytes) !== 'utf8') return true;
  const head = bytes.subarray(0, LOOKED_AT);
  let controls = 0;
  for (let at = 0; at < head.length; at += 1) {
    const byte = head[at] ?? 0;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls += 1;
  }
  return controls <= head.length * MOST_CONTROLS;
}
