import type { EntryPointFact } from './facts';
import type { EntryPoint } from './phase3';

/** How people name an entry point: `POST /login`, `socket message`, `command import`. */
export function entryName(entry: {
  method?: string | undefined;
  route?: string | undefined;
  kind: string;
  handler?: { name: string } | undefined;
}): string {
  if (entry.route !== undefined && entry.route !== '')
    return `${entry.method ?? (entry.kind === 'http' ? 'ANY' : entry.kind)} ${entry.route}`;
  return entry.handler && entry.handler.name !== '' ? `${entry.kind} ${entry.handler.name}` : entry.kind;
}

/** Name and handler: `POST /login (handleLogin)`. */
export function entryWithHandler(entry: EntryPointFact): string {
  const handler = entry.handler?.name;
  return handler !== undefined && handler !== '' && !/anonymous|^<|^\(/.test(handler)
    ? `${entryName(entry)} (${handler})`
    : entryName(entry);
}

/** `POST /login`, or the handler where there is no address. */
export const entryLabel = (entry: EntryPoint): string =>
  entry.method === undefined ? entry.path || entry.handler.function : `${entry.method} ${entry.path}`;

/** The source of a flow that begins at several entry points. */
export const severalEntries = (names: readonly string[]): string => `${names.length} entry points`;

/** `user_credentials` → `user credentials`. */
export const plain = (id: string): string => id.replace(/_/g, ' ');

/** What files are kept in, as against a database, which has a name. */
export const FILE_SYSTEM = 'the file system';

/** The last two parts of a long path of members: `client.db.collection.findOne` is `collection.findOne` to a reader. */
export function shortSink(sink: string): string {
  const parts = /^[\w$.]+$/.test(sink) ? sink.split('.') : [sink];
  return parts.length > 2 ? parts.slice(-2).join('.') : sink;
}
