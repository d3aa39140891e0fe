import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { REDACTED } from '../secrets/mark';
import { patiently } from './patience';

/** Whether a name is what a redacted one stands for. */
function standsFor(redacted: string, name: string): boolean {
  const parts = redacted.split(REDACTED);
  const [first = '', ...rest] = parts;
  const last = rest.at(-1) ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return true;
}

async function entryFor(folder: string, redacted: string): Promise<string> {
  const names = await patiently(() => readdir(folder)).catch(() => []);
  return names.sort().find((name) => standsFor(redacted, name)) ?? redacted;
}

/**
 * The path below `root` that a path with left out parts stands for: names of files may hold secrets. Other
 * paths, and those that stand for nothing, are given back as they are. Only lists folders; opening what it
 * gives is up to the caller's confinement.
 */
export async function unredactedPath(root: string, path: string): Promise<string> {
  const segments = path.split('/');
  if (!path.includes(REDACTED) || segments.includes('..')) return path;
  const found: string[] = [];
  for (const segment of segments) {
    found.push(segment.includes(REDACTED) ? await entryFor(join(root, ...found), segment) : segment);
  }
  return found.join('/');
}
