import { PASSWORD_IN_ADDRESS } from '../../../safety/secrets/addresses';
import { kindOfName, mayNameSecret } from '../../../safety/secrets/names';
import type { SecretSpan } from '../../../safety/secrets/span';
import { isPlaceholder, judgeValue } from '../../../safety/secrets/values';
import { isAlsoName, isForOneCommand, isForTests, isInComment } from './sample-values';
import type { Sighting } from './sighting';

/** Places in a text as lines and columns. */
class Lines {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  /** A span within one line: of the first line of what it covers. */
  span(start: number, end: number): Sighting['span'] {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    const from = this.starts[low] ?? 0;
    const lineEnd = (this.starts[low + 1] ?? this.text.length + 1) - 1;
    return { line: low + 1, column: start - from, endLine: low + 1, endColumn: Math.min(end, lineEnd) - from };
  }
}

const EXAMPLE_TOKEN = /example|xxxx|0000000|1234567890abcdef/i;
const EXAMPLE_HOST = /(?:^|\.)example\.(?:com|org|net)$|^(?:host(?:name)?|server)$/i;
const LOCAL_HOST =
  /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal|db|postgres|mysql|mongo|redis|rabbitmq)$/i;
const EXAMPLE_PASSWORD = /^(?:pass(?:word)?|pwd|secret|user|token)$/i;
/** `AuthToken`, `YOUR_PASSWORD`: the name of what goes there. */
const saysWhatGoesThere = (value: string): boolean => !/\d/.test(value) && mayNameSecret(value) !== undefined;
/** What the settings of a page's library hold beside its key: all of it is public. */
const IN_A_PAGE = /\b(?:authDomain|messagingSenderId|measurementId|storageBucket|appId)\b/;
const AROUND = 400;

function fromToken(span: SecretSpan, text: string): Sighting['confidence'] | undefined {
  if (span.grade === 'quiet' || isPlaceholder(span.value) || EXAMPLE_TOKEN.test(span.value)) return undefined;
  if (span.grade === 'test' || isForPages(span, text)) return 'low';
  // A signed token may be public or expired.
  return span.grade === 'weak' ? 'medium' : 'high';
}

/** Nobody keeps anything behind fewer signs. */
const SHORTEST = 3;

/** `owner/action@release/v1`, `http://INSIDE:80\\@OUTSIDE`: no server is reached with a name and a password. */
function isNoAddress(text: string, { start, end, value }: SecretSpan): boolean {
  const before = text.slice(Math.max(0, start - 3), start);
  const behindName = before.endsWith('/') && before !== '://';
  return (
    value.length < SHORTEST ||
    value.endsWith('\\') ||
    (behindName && !/^@\/{0,2}[\w.-]{1,100}:\d{2,5}/.test(text.slice(end, end + 120)))
  );
}

function fromAddress(span: SecretSpan, text: string): Sighting['confidence'] | undefined {
  const host = /^@([A-Za-z0-9_.-]{1,100})/.exec(text.slice(span.end, span.end + 120))?.[1];
  if (span.what !== PASSWORD_IN_ADDRESS || host === undefined || /[%[\](){}]/.test(span.value)) return undefined;
  if (
    isPlaceholder(span.value) ||
    EXAMPLE_PASSWORD.test(span.value) ||
    saysWhatGoesThere(span.value) ||
    EXAMPLE_HOST.test(host)
  )
    return undefined;
  if (isNoAddress(text, span)) return undefined;
  const isAlsoUser = text.slice(0, span.start).endsWith(`//${span.value}:`);
  return LOCAL_HOST.test(host) || isAlsoUser ? 'low' : 'high';
}

/** A key that is made for browsers, in the settings of a page. */
const isForPages = ({ grade, start, end }: SecretSpan, text: string): boolean =>
  grade === 'page' && IN_A_PAGE.test(text.slice(Math.max(0, start - AROUND), end + AROUND));

/** The header says what it is; the content may begin on the next line. */
function placeOfKey(span: SecretSpan, text: string, lines: Lines): Sighting['span'] {
  const before = text.slice(Math.max(0, span.start - 200), span.start);
  const header = before.lastIndexOf('-----BEGIN ');
  const from = header === -1 ? span.start : span.start - before.length + header + '-----BEGIN '.length;
  return lines.span(from, from + 1);
}

function confidenceOf(span: SecretSpan, text: string): Sighting['confidence'] | undefined {
  if (span.kind === 'token') return fromToken(span, text);
  return span.kind === 'address' ? fromAddress(span, text) : undefined;
}

/** Credentials known by their form, in any text. */
export function secretsByShape(text: string, spans: readonly SecretSpan[], inSettings = false): Sighting[] {
  const lines = new Lines(text);
  return spans.flatMap((span): Sighting[] => {
    const about = { name: '', what: span.what, value: span.value };
    if (span.kind === 'private-key') return [{ ...about, span: placeOfKey(span, text, lines), confidence: 'high' }];
    const known = confidenceOf(span, text);
    const confidence = known && inSettings && isInComment(text, span.start) ? 'low' : known;
    return confidence ? [{ ...about, span: lines.span(span.start, span.end), confidence }] : [];
  });
}

/** In `{{ … }}`, where a template says what goes there. */
function isInTemplate(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - AROUND), at);
  return before.lastIndexOf('{{') > before.lastIndexOf('}}');
}

/** Values of settings whose name says that a secret goes there. */
export function secretsInSettings(text: string, spans: readonly SecretSpan[]): Sighting[] {
  const lines = new Lines(text);
  return spans.flatMap((span): Sighting[] => {
    const kind =
      (span.kind === 'named' || span.kind === 'setting') && !isInComment(text, span.start)
        ? kindOfName(span.name)
        : undefined;
    if (kind === undefined || /\s|^[{[|>&!@(]/.test(span.value) || isInTemplate(text, span.start)) return [];
    const judged = judgeValue(span.name, kind, span.value);
    if (!judged || isForTests(text, span.start)) return [];
    const isSlight = isForOneCommand(text, span.start, span.end) || isAlsoName(text, span.start, span.value);
    const confidence = isSlight ? 'low' : judged;
    const place = lines.span(span.start, span.end);
    return [{ name: span.name, what: 'secret', value: span.value, span: place, confidence }];
  });
}
