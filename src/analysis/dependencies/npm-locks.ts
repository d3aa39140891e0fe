import { type ParseError, parse } from 'jsonc-parser';
import { type Locked, ManifestError, MAX_LINE } from './manifest';

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function readJson(content: string): Record<string, unknown> {
  const errors: ParseError[] = [];
  const value: unknown = parse(content, errors, { allowTrailingComma: true });
  if (errors.length > 0) throw new ManifestError('not JSON');
  return record(value);
}

/** Version 1 nests packages in packages. */
function nested(dependencies: unknown, depth = 0): Locked[] {
  if (depth > 30) return [];
  return Object.entries(record(dependencies)).flatMap(([name, value]) => {
    const entry = record(value);
    return [{ name, version: text(entry.version), dev: entry.dev === true }, ...nested(entry.dependencies, depth + 1)];
  });
}

/** `package-lock.json` and `npm-shrinkwrap.json`, versions 1 to 3. */
export function readPackageLock(content: string): Locked[] {
  const lock = readJson(content);
  if (!('packages' in lock)) return nested(lock.dependencies);
  return Object.entries(record(lock.packages)).flatMap(([path, value]) => {
    const entry = record(value);
    const at = path.lastIndexOf('node_modules/');
    if (at < 0 || entry.link === true) return [];
    return [{ name: text(entry.name) || path.slice(at + 'node_modules/'.length), version: text(entry.version), dev: entry.dev === true || entry.devOptional === true }];
  });
}

/** `yarn.lock` of both generations: blocks headed by `name@range, name@range:` with the version indented below. */
export function readYarnLock(content: string): Locked[] {
  const found: Locked[] = [];
  let name = '';
  let line = 0;
  content.split(/\r?\n/).forEach((one, index) => {
    if (one.length > MAX_LINE) return;
    const header = /^"?(@?[^@\s"]+)@[^\s].*:\s*$/.exec(one);
    const version = /^\s{2}version:?\s+"?([^"\s]+)"?/.exec(one);
    if (header) {
      name = header[1] ?? '';
      line = index + 1;
    } else if (version?.[1] !== undefined && name !== '') {
      if (version[1] !== '0.0.0-use.local') found.push({ name, version: version[1], dev: false, line });
      name = '';
    }
  });
  return found;
}

/** `pnpm-lock.yaml`: keys of the `packages` section, `/name/1.0.0`, `/name@1.0.0(peer)` or `name@1.0.0` by generation. */
export function readPnpmLock(content: string): Locked[] {
  const found: Locked[] = [];
  let inside = false;
  content.split(/\r?\n/).forEach((one, index) => {
    if (one.length > MAX_LINE) return;
    if (/^\S/.test(one)) inside = one.startsWith('packages:');
    const key = inside ? /^ {2}['"]?\/?(@?[^@\s'"(]+?)[@/](\d[^:'"(/]*)[^:]*['"]?:\s*$/.exec(one) : null;
    if (key?.[1] !== undefined && key[2] !== undefined) found.push({ name: key[1], version: key[2], dev: false, line: index + 1 });
  });
  return found;
}

/** `bun.lock`: JSON with comments, each package an array headed by `name@version`. */
export function readBunLock(content: string): Locked[] {
  return Object.values(record(readJson(content).packages)).flatMap((value) => {
    const spec = text(Array.isArray(value) ? value[0] : '');
    const at = spec.lastIndexOf('@');
    return at > 0 ? [{ name: spec.slice(0, at), version: spec.slice(at + 1), dev: false }] : [];
  });
}
