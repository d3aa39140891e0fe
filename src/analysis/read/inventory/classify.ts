import { posix } from 'node:path';
import type { FileFact } from '../../../artifacts/inventory';
import {
  AMBIGUOUS_DIRECTORIES,
  ASSET_DIRECTORIES,
  CONFIG_EXTENSIONS,
  CONFIG_NAMES,
  DATA_EXTENSIONS,
  DOCUMENT_DIRECTORIES,
  DOCUMENT_EXTENSIONS,
  LIBRARY_BANNER,
  REQUIREMENT_FILES,
  TEST_CLASSES,
  TEST_DIRECTORIES,
  TEST_NAMES,
  TOOLING_NAMES,
  TRANSLATION_DIRECTORIES,
} from '../../../knowledge/files';
import { generatorMark } from '../../../knowledge/generated';

type Role = FileFact['role'];

const HEAD = 1_500;

/** Smaller files are quickly read, however they are written. */
const MINIFIED_SIZE = 5_000;
const LONG_LINE = 1_000;
const SOURCE_MAP = /^\s*(\/\/|\/\*)[#@]\s*sourceMappingURL=/;

/** A string, regular expression or data URL without any code in it. */
const BLOB = /[A-Za-z0-9+/=\\%_-]{600,}/g;

/** Whether most of a line is no code: a picture in a library does not make the library one. */
function isData(line: string): boolean {
  if (SOURCE_MAP.test(line)) return true;
  const data = line.match(BLOB)?.reduce((sum, blob) => sum + blob.length, 0) ?? 0;
  return data > line.length / 2;
}

/** Whether most of the text stands in lines no person writes. Long lines that are data or a source map do not count. */
export function isMinified(text: string): boolean {
  if (text.length < MINIFIED_SIZE) return false;
  let long = 0;
  let counted = 0;
  for (const line of text.split('\n')) {
    if (line.length > LONG_LINE && isData(line)) continue;
    counted += line.length + 1;
    if (line.length > LONG_LINE) long += line.length;
  }
  return long > counted / 2;
}

/**
 * Folders of these paths that are Python packages although tests or documents usually stand in folders of
 * their name: the code may be about them.
 */
export function namedPackages(paths: Iterable<string>): Set<string> {
  const found = new Set<string>();
  for (const path of paths) {
    if (!path.endsWith('/__init__.py')) continue;
    const folder = path.slice(0, -'/__init__.py'.length).toLowerCase();
    if (AMBIGUOUS_DIRECTORIES.has(posix.basename(folder))) found.add(folder);
  }
  return found;
}

function stands(directories: readonly string[], among: ReadonlySet<string>, packages: ReadonlySet<string>): boolean {
  return directories.some(
    (directory, at) => among.has(directory) && !packages.has(directories.slice(0, at + 1).join('/')),
  );
}

function roleByPlace(directories: readonly string[], name: string, packages: ReadonlySet<string>): Role | undefined {
  if (TEST_NAMES.test(name) || TEST_CLASSES.test(name) || stands(directories, TEST_DIRECTORIES, packages))
    return 'test';
  return stands(directories, DOCUMENT_DIRECTORIES, packages) ? 'docs' : undefined;
}

/** Who wrote a code file, when it was not a person of this project. */
export function makerOf(path: string, text: string): FileFact['madeBy'] {
  if (generatorMark(text) !== undefined || /\.d\.[cm]?ts$/i.test(path)) return 'generator';
  const asset = path
    .toLowerCase()
    .split('/')
    .slice(0, -1)
    .some((directory) => ASSET_DIRECTORIES.has(directory));
  return asset && LIBRARY_BANNER.test(text.slice(0, HEAD)) ? 'library' : undefined;
}

function codeRole(path: string, name: string, text: string): Role {
  if (makerOf(path, text) !== undefined) return 'generated';
  return TOOLING_NAMES.test(name) && !/(^|\/)(src|lib|app|server)\//.test(path) ? 'config' : 'source';
}

/** What a file is there for, by its place, its name and its first lines; `packages` as found by `namedPackages`. */
export function roleOf(path: string, isCode: boolean, text: string, packages: ReadonlySet<string> = new Set()): Role {
  const parts = path.toLowerCase().split('/');
  const name = parts.pop() ?? '';
  const written = posix.basename(path);
  const extension = posix.extname(name);
  const requirements = REQUIREMENT_FILES.test(path);
  if (DOCUMENT_EXTENSIONS.has(extension) && !requirements) return 'docs';
  const placed = roleByPlace(parts, written, packages);
  if (placed) return placed;
  if (isCode) return codeRole(path, name, text);
  if (DATA_EXTENSIONS.has(extension) || parts.some((part) => TRANSLATION_DIRECTORIES.has(part))) return 'data';
  if (CONFIG_EXTENSIONS.has(extension) || CONFIG_NAMES.test(name) || requirements) return 'config';
  return 'other';
}
