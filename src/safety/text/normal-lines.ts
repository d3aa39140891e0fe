const BYTE_ORDER_MARK = 0xfeff;

/**
 * A text as editors show it: every line ends with `\n`, whether the file has CRLF, CR or LF, and the byte order mark is
 * no part of it. Lines and columns are those of the editor. JavaScript and Python read their own sources the same way.
 * Source: ECMA-262 §12.9.6 (TV of `\r\n`); Python reference §2.1.2.
 */
export function normalLines(text: string): string {
  const bare = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
  return bare.includes('\r') ? bare.replace(/\r\n?/g, '\n') : bare;
}
