import type { EntryPointFact } from '../artifacts/facts';

/** `1 route`, `3 routes`, `2 libraries`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b and c`; beyond `max` the rest is counted. */
export function listed(items: readonly string[], max = 4): string {
  const unique = [...new Set(items)];
  const shown = unique.length > max ? [...unique.slice(0, max - 1), `${unique.length - max + 1} more`] : unique;
  if (shown.length < 2) return shown[0] ?? '';
  return `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1] ?? ''}`;
}

/** Lower-case words joined by dashes, at most `max` characters, cut at a word. */
export function kebab(text: string, max = 60): string {
  const whole = text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (whole.length <= max) return whole === '' ? 'unnamed' : whole;
  const cut = whole.slice(0, max);
  return cut.slice(0, Math.max(cut.lastIndexOf('-'), max / 2)).replace(/-+$/, '');
}

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

/** The last two parts of a long path of members: `client.db.collection.findOne` is `collection.findOne` to a reader. */
export function shortSink(sink: string): string {
  const parts = /^[\w$.]+$/.test(sink) ? sink.split('.') : [sink];
  return parts.length > 2 ? parts.slice(-2).join('.') : sink;
}

export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Words of an identifier or a path, lower case: `bankAccount_no` gives bank, account, no. */
export function words(identifier: string): string[] {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

export function byText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
