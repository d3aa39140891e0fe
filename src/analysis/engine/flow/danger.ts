import { bits, type FlowFamily } from '../../../knowledge/flow/families';
import { isWholeOf, type Mark } from './mark';
import { HOLE } from './value';

const PARENT = bits('parent-folder');
const ABSOLUTE = bits('absolute-path');
const QUOTE = bits('quote');
const UNQUOTED = bits('unquoted');

/** Does a text that begins like this already name the server, whatever follows? */
export function hostIsFixed(before: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#\uFFFC\\@]+[/?#\\]/i.test(before);
}

/** With the server left open at the front, text behind a slash or a question mark is only a path or a query. */
function behindHost(before: string): boolean {
  const unknownFront = before.startsWith(HOLE) || /^(?:[a-z]+:)?\/\/[^/?#]*\uFFFC/i.test(before);
  return unknownFront && /[^/:][/?#]/.test(before.replace(/^[a-z]+:\/\//i, ''));
}

/** The address of the page as a whole leads to its own server. */
const isOwnAddress = (family: FlowFamily, mark: Mark): boolean =>
  (family === 'ssrf' || family === 'open-redirect') &&
  mark.origin.kind === 'page-address' &&
  (isWholeOf(mark.identity) || WHOLE.has(mark.name ?? ''));
const WHOLE = new Set(['href', 'origin', 'host', 'hostname', 'protocol', 'pathname']);

/**
 * Is outside data dangerous at the place it has in the text? A path behind a fixed server is no request forgery, a
 * redirect below a fixed folder stays on the site.
 */
export function dangerous(family: FlowFamily, mark: Mark): boolean {
  if ((mark.bits & bits(family)) === 0 || isOwnAddress(family, mark)) return false;
  return AT_ITS_PLACE[family]?.(mark) ?? true;
}

const opensServer = ({ before }: Mark): boolean => !hostIsFixed(before) && !behindHost(before);
const breaksQuotes = ({ bits: still }: Mark): boolean => (still & QUOTE) !== 0;

/** The other families are dangerous at any place. */
const AT_ITS_PLACE: Partial<Record<FlowFamily, (mark: Mark) => boolean>> = {
  ssrf: (mark) => opensServer(mark) && !/^\/[^/]|[?#]/.test(mark.before),
  'open-redirect': (mark) =>
    opensServer(mark) && !/^\.{0,2}\/[^/\\\uFFFC]|[?#]/.test(mark.before) && !/^[\w-]+[/?]/.test(mark.before),
  'cross-site-scripting': ({ before }) => !(hostIsFixed(before) && !before.includes('<')),
  // Inside a folder it takes `..` to leave; at the front an absolute path does it too.
  'path-traversal': ({ bits: still, before }) => (still & PARENT) !== 0 || (before === '' && (still & ABSOLUTE) !== 0),
  // Inside quotes it takes a quote to get out.
  'sql-injection': (mark) => !/['"]%?$/.test(mark.before) || breaksQuotes(mark),
  // A text that brings its own is a literal.
  'xpath-injection': (mark) => !/['"]$/.test(mark.before) || breaksQuotes(mark),
  'code-injection': (mark) => (/['"]$/.test(mark.before) ? breaksQuotes(mark) : (mark.bits & (QUOTE | UNQUOTED)) !== 0),
  // A fixed beginning leads to the methods that were named for it.
  'unsafe-reflection': ({ before }) => before === '',
};
