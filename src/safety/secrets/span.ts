/** How a secret was recognised. */
export type SecretKind =
  /** By the form a vendor gives its credentials. */
  | 'token'
  | 'private-key'
  /** A password in an address or a connection string. */
  | 'address'
  /** By the name it is given to, or by the place of a call it stands at. */
  | 'named'
  /** A setting whose value stands without quotation marks. */
  | 'setting'
  /** It looks random and nothing says what it is: good enough to be left out of a quote, not to be claimed. */
  | 'random';

/** A secret in a text. */
export interface SecretSpan {
  /** Offsets into the text in UTF-16 units, end exclusive. Neither end is white space. */
  start: number;
  end: number;
  kind: SecretKind;
  /** Kind of credential, in words; `secret` when only its name tells. */
  what: string;
  /** What the text calls it; empty when its form alone tells. */
  name: string;
  value: string;
  /**
   * `test`: opens a test account only. `weak`: may be public or expired. `quiet`: left out of quotes, not claimed.
   * `page`: may be made for browsers.
   */
  grade?: 'test' | 'weak' | 'quiet' | 'page';
}

/** A span of `text` without white space at its ends; nothing when only that is left. */
export function spanOf(
  text: string,
  start: number,
  end: number,
  about: Pick<SecretSpan, 'kind' | 'what' | 'name' | 'grade'>,
): SecretSpan[] {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text.charAt(from))) from++;
  while (to > from && /\s/.test(text.charAt(to - 1))) to--;
  return from === to ? [] : [{ start: from, end: to, ...about, value: text.slice(from, to) }];
}
