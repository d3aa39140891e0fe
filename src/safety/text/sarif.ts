import { visibleLine } from './hidden';

/** The text of a SARIF message: shown characters only, and no embedded link (SARIF 2.1.0, 3.11.6). */
export const message = (value: string): string => visibleLine(value).replace(/\[(?=[^\]]*\]\()/g, '\\[');

/** A URI reference (RFC 3986) for a relative path: every segment percent-encoded, the slashes kept. */
export const relativeUri = (path: string): string =>
  path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
