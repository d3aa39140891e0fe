import { fieldOf, fieldsOf, parseJson } from '../../../safety/documents/bounded-json';
import { type Locked, ManifestError, MAX_LINE } from './manifest';

const LINE_END = /\r\n?|\n/;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function readJson(content: string): unknown {
  const { value, valid } = parseJson(content);
  if (!valid) throw new ManifestError('it is not JSON');
  return value;
}

/** Version 1 nests packages in packages. */
function nested(dependencies: unknown, depth = 0): Locked[] {
  if (depth > 30) return [];
  return Object.entries(fieldsOf(dependencies)).flatMap(([name, entry]) => [
    { name, version: text(fieldOf(entry, 'version')), dev: fieldOf(entry, 'dev') === true },
    ...nested(fieldOf(entry, 'dependencies'), depth + 1),
  ]);
}

function packageAt(path: string, entry: unknown): Locked[] {
  const at = path.lastIndexOf('node_modules/');
  if (at < 0 || fieldOf(entry, 'link') === true) return [];
  const name = text(fieldOf(entry, 'name')) || path.slice(at + 'node_modules/'.length);
  return [
    {
      name,
      version: text(fieldOf(entry, 'version')),
      dev: fieldOf(entry, 'dev') === true || fieldOf(entry, 'devOptional') === true,
    },
  ];
}

/** `package-lock.json` and `npm-shrinkwrap.json`, versions 1 to 3. Throws ManifestError and DocumentError. */
export function readPackageLock(content: string): Locked[] {
  const lock = readJson(content);
  const packages = fieldOf(lock, 'packages');
  if (packages === undefined) return nested(fieldOf(lock, 'dependencies'));
  return Object.entries(fieldsOf(packages)).flatMap(([path, entry]) => packageAt(path, entry));
}

/** `yarn.lock` of both generations: blocks headed by `name@range, name@range:` with the version indented below. */
export function readYarnLock(content: string): Locked[] {
  const found: Locked[] = [];
  let name = '';
  let line = 0;
  content.split(LINE_END).forEach((one, index) => {
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

const QUOTES = /^['"]|['"]$/g;

/** `/name/1.0.0`, `/name@1.0.0(peer)` or `name@1.0.0`, by generation: the name ends before the first version. */
function splitPnpmKey(key: string): { name: string; version: string } | undefined {
  const spec = key.replace(QUOTES, '').replace(/^\//, '');
  const at = spec.slice(1).search(/[@/]\d/) + 1;
  const name = spec.slice(0, at);
  if (at === 0 || /[\s'"(]/.test(name) || name.indexOf('@', 1) > 0) return undefined;
  return { name, version: /^[^:'"(/]+/.exec(spec.slice(at + 1))?.[0] ?? '' };
}

/** The key of a line `  key:`; undefined when the line is none, or holds a value. */
function pnpmKey(line: string): string | undefined {
  const trimmed = line.trimEnd();
  if (!/^ {2}[^ ]/.test(trimmed) || trimmed.indexOf(':') !== trimmed.length - 1) return undefined;
  return trimmed.slice(2, -1);
}

/** `pnpm-lock.yaml`: keys of the `packages` section. Read by lines: no alias or anchor of YAML has any effect. */
export function readPnpmLock(content: string): Locked[] {
  const found: Locked[] = [];
  let inside = false;
  content.split(LINE_END).forEach((line, index) => {
    if (line.length > MAX_LINE) return;
    if (/^\S/.test(line)) inside = line.startsWith('packages:');
    const key = inside ? pnpmKey(line) : undefined;
    const spec = key === undefined ? undefined : splitPnpmKey(key);
    if (spec) found.push({ ...spec, dev: false, line: index + 1 });
  });
  return found;
}

/**
 * `bun.lock`: JSON with comments, each package an array headed by `name@version`.
 * Throws ManifestError and DocumentError.
 */
export function readBunLock(content: string): Locked[] {
  return Object.values(fieldsOf(fieldOf(readJson(content), 'packages'))).flatMap((value) => {
    const spec = text(Array.isArray(value) ? value[0] : '');
    const at = spec.lastIndexOf('@');
    return at > 0 ? [{ name: spec.slice(0, at), version: spec.slice(at + 1), dev: false }] : [];
  });
}
