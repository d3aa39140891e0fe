import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { FileFact } from '../../artifacts/facts';
import { fieldOf, parseJson } from '../../safety/documents/bounded-json';
import { DocumentError } from '../../safety/documents/document-error';

const MAX_MANIFEST = 1024 * 1024;

function strings(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 5) return [];
  return Object.values(value).flatMap((inner) => strings(inner, depth + 1));
}

/** Paths a package names as its entry points. */
function entryPaths(manifest: string): string[] {
  try {
    const { value } = parseJson(manifest);
    return ['main', 'module', 'bin', 'exports'].flatMap((key) => strings(fieldOf(value, key)));
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    // A manifest that nests beyond reason names no entry points; reading its dependencies says so.
    return [];
  }
}

/** Whether the package at `directory` ships its code in `build` and has none of its own beyond a few files beside the manifest. */
function shipsBuild(root: string, directory: string, build: string, code: readonly FileFact[]): boolean {
  const prefix = directory === '' ? '' : `${directory}/`;
  const own = code.filter((file) => file.path.startsWith(prefix));
  if (own.length > 3 || own.some((file) => file.path.slice(prefix.length).includes('/'))) return false;
  const manifest = readFileSync(join(root, prefix, 'package.json'), 'utf8');
  return entryPaths(manifest).some((path) => posix.join(directory, path).startsWith(`${build}/`) || posix.join(directory, path) === build);
}

/**
 * Build directories that are the code: all of them when there is no other code at all, else those that a package names as its
 * entry points while it has no sources beside them.
 */
export function buildsToRead(root: string, files: readonly FileFact[], skipped: readonly string[]): Set<string> {
  const code = files.filter((file) => file.analyzed && (file.role === 'source' || file.role === 'generated'));
  if (code.length === 0) return new Set(skipped);
  const manifests = files.filter((file) => posix.basename(file.path) === 'package.json' && file.size < MAX_MANIFEST && file.sha256 !== '').map((file) => posix.dirname(file.path));
  return new Set(skipped.filter((build) => {
    const parent = posix.dirname(build);
    return manifests.includes(parent) && shipsBuild(root, parent === '.' ? '' : parent, build, code);
  }));
}
