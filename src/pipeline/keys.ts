import { createHash } from 'node:crypto';
import type { Inventory } from '../artifacts/inventory';

/** Raised when results of an earlier version may no longer be reused. */
const SCHEMA_VERSION = '1.0';

/** Times say when something was made, not what it is. */
const CLOCK_KEYS: ReadonlySet<string> = new Set([
  'timestamp',
  'generatedAt',
  'last_updated',
  'analyzedAt',
  'assessment_date',
  'investigation_duration_seconds',
  'sessionId',
  'session_id',
]);

const withoutClocks = (key: string, value: unknown): unknown => (CLOCK_KEYS.has(key) ? undefined : value);

const cache = new WeakMap<object, string>();
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

function hashOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return digest(`${typeof value}:${String(value)}`);
  const known = cache.get(value) ?? digest(JSON.stringify(value, withoutClocks));
  cache.set(value, known);
  return known;
}

/** One hash over everything a result depends on. Large inputs that many tasks share are hashed once. */
export function keyOf(parts: Record<string, unknown>): string {
  const hashes = Object.entries(parts).map(([name, value]) => `${name}=${hashOf(value)}`);
  return digest([SCHEMA_VERSION, ...hashes.sort()].join('\n'));
}

/** The content of everything in scope as one hash. */
export function digestOf(inventory: Inventory): string {
  return digest(inventory.files.map((file) => `${file.path}\0${file.sha256}`).join('\n'));
}
