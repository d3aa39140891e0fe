import { posix } from 'node:path';
import type { FileFact } from '../../artifacts/facts';
import {
  ASSET_DIRECTORIES, CONFIG_EXTENSIONS, CONFIG_NAMES, DATA_EXTENSIONS, DOCUMENT_DIRECTORIES, DOCUMENT_EXTENSIONS,
  GENERATED_MARK, LIBRARY_BANNER, REQUIREMENT_FILES, TEST_DIRECTORIES, TEST_NAMES, TOOLING_NAMES, TRANSLATION_DIRECTORIES,
} from '../../knowledge/files';

type Role = FileFact['role'];

const HEAD = 1_500;
/** Smaller files are quickly read, however they are written. */
const MINIFIED_SIZE = 5_000;
const LONG_LINE = 1_000;
const SOURCE_MAP = /^\s*(\/\/|\/\*)[#@]\s*sourceMappingURL=/;
/** A string, regular expression or data URL without any code in it. */
const BLOB = /[A-Za-z0-9+/=\\%_-]{600,}/;

/** Whether most of the text stands in lines no person writes. Long lines that are data or a source map do not count. */
export function isMinified(text: string): boolean {
  if (text.length < MINIFIED_SIZE) return false;
  let long = 0;
  let counted = 0;
  for (const line of text.split('\n')) {
    if (line.length > LONG_LINE && (SOURCE_MAP.test(line) || BLOB.test(line))) continue;
    counted += line.length + 1;
    if (line.length > LONG_LINE) long += line.length;
  }
  return long > counted / 2;
}

/** Folders of these paths that are Python packages although documents usually stand in folders of their name: the code may be about documents. */
export function documentPackages(paths: Iterable<string>): Set<string> {
  const found = new Set<string>();
  for (const path of paths) {
    const folder = /^(?:.*\/)?docs?(?=\/__init__\.py$)/i.exec(path)?.[0];
    if (folder !== undefined) found.add(folder.toLowerCase());
  }
  return found;
}

function roleByPlace(directories: readonly string[], name: string, packages: ReadonlySet<string>): Role | undefined {
  if (TEST_NAMES.test(name) || directories.some((directory) => TEST_DIRECTORIES.has(directory))) return 'test';
  const documents = directories.some((directory, at) => DOCUMENT_DIRECTORIES.has(directory) && !packages.has(directories.slice(0, at + 1).join('/')));
  return documents ? 'docs' : undefined;
}

function codeRole(path: string, directories: readonly string[], name: string, text: string): Role {
  const head = text.slice(0, HEAD);
  if (GENERATED_MARK.test(head) || /\.d\.[cm]?ts$/.test(name)) return 'generated';
  const asset = directories.some((directory) => ASSET_DIRECTORIES.has(directory));
  if (asset && LIBRARY_BANNER.test(head)) return 'generated';
  return TOOLING_NAMES.test(name) && !/(^|\/)(src|lib|app|server)\//.test(path) ? 'config' : 'source';
}

/** What a file is there for, by its place, its name and its first lines; `packages` as found by `documentPackages`. */
export function roleOf(path: string, isCode: boolean, text: string, packages: ReadonlySet<string> = new Set()): Role {
  const parts = path.toLowerCase().split('/');
  const name = parts.pop() ?? '';
  const extension = posix.extname(name);
  const requirements = REQUIREMENT_FILES.test(path);
  if (DOCUMENT_EXTENSIONS.has(extension) && !requirements) return 'docs';
  const placed = roleByPlace(parts, name, packages);
  if (placed) return placed;
  if (isCode) return codeRole(path, parts, name, text);
  if (DATA_EXTENSIONS.has(extension) || parts.some((part) => TRANSLATION_DIRECTORIES.has(part))) return 'data';
  if (CONFIG_EXTENSIONS.has(extension) || CONFIG_NAMES.test(name) || requirements) return 'config';
  return 'other';
}
