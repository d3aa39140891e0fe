import type { BodyParserFact } from '../../artifacts/body-parser';
import type { EntryPointFact } from '../../artifacts/facts';
import type { SentField } from '../../artifacts/way';
import type { Sender, Sent, SentFile } from '../../artifacts/witness';
import { FILE_MEMBERS } from '../../knowledge/witness/payloads';
import { ordinary } from '../../knowledge/witness/samples';
import { addressOf } from './address';
import { type SentValue, textOf } from '../../knowledge/witness/meets';
import { credentialsOf } from './sender';
import { type Filled, itemAt, placed } from './placed';
import { keyOf } from './settle';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Names that would change what an object is, and not what it holds. */
const put = (object: { [key: string]: Json }, name: string, value: Json): void => {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
};

const isRecord = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields as one nested value. */
export function nested(filled: readonly Filled[]): Json {
  let root: Json = {};
  for (const { field, value } of filled) {
    if (field.path.length === 0) {
      root =
        isRecord(value as Json) && isRecord(root) ? merged(root, value as { [key: string]: Json }) : (value as Json);
      continue;
    }
    if (!isRecord(root)) continue;
    let object = root;
    field.path.slice(0, -1).forEach((name) => {
      const inner = Object.getOwnPropertyDescriptor(object, name)?.value as Json | undefined;
      const next: { [key: string]: Json } = isRecord(inner) ? inner : {};
      put(object, name, next);
      object = next;
    });
    const last = field.path.at(-1) ?? '';
    // What is inside of it has been set already, and says more.
    if (!isRecord(Object.getOwnPropertyDescriptor(object, last)?.value as Json | undefined))
      put(object, last, value as Json);
  }
  return listed(root);
}

/** Lists are what holds items at places. */
function listed(value: Json): Json {
  if (!isRecord(value)) return value;
  const names = Object.keys(value);
  const inner = names.map((name) => listed(Object.getOwnPropertyDescriptor(value, name)?.value as Json));
  const places = names.map(itemAt);
  if (names.length > 0 && places.every((place) => place !== undefined)) {
    const items: Json[] = Array.from({ length: Math.max(...places) + 1 }, () => ordinary(''));
    places.forEach((place, at) => (items[place] = inner[at] ?? null));
    return items;
  }
  const all: { [key: string]: Json } = {};
  names.forEach((name, at) => put(all, name, inner[at] ?? null));
  return all;
}

function merged(a: { [key: string]: Json }, b: { [key: string]: Json }): Json {
  const all: { [key: string]: Json } = {};
  for (const from of [a, b])
    for (const name of Object.keys(from)) put(all, name, Object.getOwnPropertyDescriptor(from, name)?.value as Json);
  return all;
}

/** `user[name]`: how forms and queries spell what is nested. */
function flat(name: string, value: SentValue): { name: string; value: string }[] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) =>
      flat(name === '' ? key : `${name}[${key}]`, inner as SentValue),
    );
  return [{ name, value: value === undefined || value === null ? '' : String(value) }];
}

const bracketed = ([first = '', ...others]: readonly string[]): string =>
  first + others.map((name) => `[${itemAt(name) ?? name}]`).join('');

/** Of texts, a list is what has the same name several times. */
const flatField = ({ field, value }: Filled): { name: string; value: string }[] =>
  flat(
    bracketed(field.source === 'text-query' ? field.path.filter((step) => itemAt(step) === undefined) : field.path),
    value,
  );

/** Parts of requests by the kinds of outside data that come from them. */
const PART_OF: Readonly<Record<string, 'query' | 'path' | 'header' | 'cookie' | 'body' | 'file' | 'method' | 'url'>> = {
  query: 'query',
  'text-query': 'query',
  path: 'path',
  'path-segment': 'path',
  header: 'header',
  referrer: 'header',
  cookie: 'cookie',
  body: 'body',
  form: 'body',
  file: 'file',
  'archive-entry': 'file',
  method: 'method',
  url: 'url',
};

export interface Asked {
  entry: EntryPointFact;
  sender: Sender;
  /** What has to be sent; the payload is one of them. */
  filled: readonly Filled[];
  /** Keys of what must not be sent. */
  absent: ReadonlySet<string>;
  parsers: readonly BodyParserFact[];
}

/** Parameters that are declared and that nothing asks for get ordinary values, so that nothing fails for their lack. */
function withDeclared({ entry, filled, absent }: Asked): Filled[] {
  const known = new Set(filled.map(({ field }) => keyOf(field).split('.')[0]));
  const rest = entry.params.flatMap((param): Filled[] => {
    if (param.source !== 'query' && param.source !== 'body') return [];
    const field: SentField = { source: param.source, path: [param.name] };
    const key = keyOf(field);
    return known.has(key) || absent.has(key) ? [] : [{ field, value: ordinary(param.name) }];
  });
  // A body that is given as a whole holds what it holds.
  const whole = filled.some(({ field, value }) => field.path.length === 0 && typeof value !== 'object');
  return [...filled, ...rest.filter(({ field }) => !(whole && field.source === 'body')).slice(0, 8)];
}

/** The request; undefined where the address cannot be made to hold what it has to. */
export function requestOf(asked: Asked): Extract<Sent, { kind: 'request' }> | undefined {
  const { entry, sender } = asked;
  const all = placed(withDeclared(asked));
  const of = (part: string): Filled[] => all.filter(({ field }) => PART_OF[field.source] === part);
  const given = new Map(of('path').map(({ field, value }) => [(field.path[0] ?? '').toLowerCase(), textOf(value)]));
  const [url] = of('url');
  const path = url ? `/${textOf(url.value)}` : addressOf(entry.route ?? '', given);
  if (path === undefined) return undefined;
  const body = bodyOf(of('body'), of('file'), asked);
  const cookies = of('cookie').map(({ field, value }) => `${field.path.join('.')}=${textOf(value)}`);
  const credentials = credentialsOf(sender);
  return {
    kind: 'request',
    method: methodOf(of('method')[0]?.value, entry, body !== undefined),
    path,
    query: of('query').flatMap(flatField),
    headers: [
      ...credentials.filter(({ name }) => name !== 'Cookie' || cookies.length === 0),
      ...of('header').map(({ field, value }) => ({ name: headerName(field), value: textOf(value) })),
      ...(cookies.length > 0 ? [{ name: 'Cookie', value: cookies.join('; ') }] : []),
    ],
    ...(body ? { body } : {}),
  };
}

const headerName = ({ source, path }: SentField): string =>
  source === 'referrer' ? 'Referer' : (path[0] ?? 'X-Value').replaceAll('_', '-');

const ANY = /^(?:all|any|use|\*)?$/i;

export const fixedMethod = ({ method = '' }: EntryPointFact): string | undefined =>
  ANY.test(method) || /[^A-Za-z]/.test(method) ? undefined : method.toUpperCase();

function methodOf(asked: SentValue, entry: EntryPointFact, hasBody: boolean): string {
  const usual = hasBody ? 'POST' : 'GET';
  return fixedMethod(entry) ?? (typeof asked === 'string' ? asked.toUpperCase() : usual);
}

type Body = Extract<Sent, { kind: 'request' }>['body'];

function bodyOf(fields: readonly Filled[], files: readonly Filled[], asked: Asked): Body {
  if (files.length > 0)
    return { as: 'multipart', fields: fields.flatMap(flatField), files: filesOf(files, asked.entry) };
  if (fields.length === 0) return undefined;
  const whole = fields.find(({ field, value }) => field.path.length === 0 && typeof value === 'string');
  if (whole) {
    const text = textOf(whole.value);
    return { as: 'text', type: text.startsWith('<?xml') ? 'application/xml' : 'text/plain', text };
  }
  return isForm(fields, asked.parsers)
    ? { as: 'form', fields: fields.flatMap(flatField) }
    : { as: 'json', value: nested(fields) };
}

/** Said by where the fields are read, or by the only forms that the program reads. */
function isForm(fields: readonly Filled[], parsers: readonly BodyParserFact[]): boolean {
  if (fields.some(({ field }) => field.source === 'form')) return true;
  const reads = new Set(parsers.flatMap((parser) => parser.reads));
  return reads.has('form') && !reads.has('json');
}

function filesOf(files: readonly Filled[], entry: EntryPointFact): SentFile[] {
  const found = new Map<string, SentFile>();
  const declared = entry.params.find((param) => param.source === 'file')?.name ?? 'file';
  for (const { field, value } of files) {
    const members = field.path.map((name) => FILE_MEMBERS[name.toLowerCase()]);
    const about = members.at(-1) ?? 'content';
    const own = field.path.find((name, at) => members[at] === undefined && !/^\d+$/.test(name)) ?? declared;
    const file = found.get(own) ?? { name: own, filename: 'proof.txt', type: 'text/plain', content: 'abc' };
    found.set(own, file);
    const text = textOf(value);
    if (field.source === 'archive-entry')
      Object.assign(file, { filename: 'proof.zip', type: 'application/zip', content: text });
    else if (about === 'name') file.filename = text;
    else if (about === 'type') file.type = text;
    else if (about === 'content' && field.path.length > 0) file.content = text;
  }
  return [...found.values()];
}
