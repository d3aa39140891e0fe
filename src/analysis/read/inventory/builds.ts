import { join, posix } from 'node:path';
import type { FileFact } from '../../../artifacts/inventory';
import { fieldOf, parseJson } from '../../../safety/documents/bounded-json';
import { DocumentError } from '../../../safety/documents/document-error';
import { readTextIfPlain } from '../../../safety/files/guarded-read';
import type { SkippedBuild } from './walk-result';

const MAX_MANIFEST = 1024 * 1024;

/** Files that bundlers and compilers write beside or instead of a source. */
const MADE =
  /\.(?:map|d\.[cm]?ts)$|\.min\.[cm]?js$|[.-][0-9a-f]{8,20}\.[cm]?js$|(?:^|\/)(?:chunk|bundle|vendors?|runtime|polyfills|main)[.~-][\w-]{6,}\.js$/i;
/** So much of a build stands in the sources under the same name. */
const COUNTERPARTS = 0.5;

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

/**
 * Whether the package at `directory` ships its code in `build` and has none of its own
 * beyond a few files beside the manifest.
 */
function shipsBuild(root: string, directory: string, build: string, code: readonly FileFact[]): boolean {
  const prefix = directory === '' ? '' : `${directory}/`;
  const own = code.filter((file) => file.path.startsWith(prefix));
  if (own.length > 3 || own.some((file) => file.path.slice(prefix.length).includes('/'))) return false;
  const manifest = readTextIfPlain(join(root, prefix, 'package.json'), MAX_MANIFEST, root) ?? '';
  return entryPaths(manifest).some(
    (path) => posix.join(directory, path).startsWith(`${build}/`) || posix.join(directory, path) === build,
  );
}

const stemOf = (path: string): string =>
  posix
    .basename(path)
    .replace(/\.(?:d\.)?[cm]?[jt]sx?$|\.\w+$/, '')
    .toLowerCase();

/** Tools that write into such a folder beside their manifest, whether that says so or not. */
const BUILD_TOOLS: Readonly<Record<string, RegExp>> = {
  target: /^(?:pom\.xml|Cargo\.toml|build\.sbt)$/,
  build: /^(?:build\.gradle(?:\.kts)?|CMakeLists\.txt|meson\.build)$/,
};

const BUILD_SETTINGS = /^(?:package\.json|[jt]sconfig[\w.-]*\.json|[\w.-]+\.config\.[cm]?[jt]s|\.swcrc|\.babelrc)$/;

/** Whether the manifest or the settings of a tool beside the folder name it as the place where something is put. */
function isNamedAsOutput(root: string, build: string, files: readonly FileFact[]): boolean {
  const parent = posix.dirname(build);
  const name = posix.basename(build);
  const beside = files.filter((file) => posix.dirname(file.path) === parent).map((file) => posix.basename(file.path));
  if (beside.some((file) => BUILD_TOOLS[name]?.test(file))) return true;
  // `"build":` is a script of that name, `"./build"` and `'build/x.js'` are places.
  const mention = new RegExp(`["'/ =]${name}(?:/[\\w.*-]*)*["'](?!\\s*:)`);
  return beside
    .filter((file) => BUILD_SETTINGS.test(file))
    .some((file) => mention.test(readTextIfPlain(join(root, parent, file), MAX_MANIFEST, root) ?? ''));
}

/**
 * Whether the folder holds what a tool made: it is ignored or named as its output, or its files have the marks
 * of bundlers, or stand in the sources too.
 */
function isOutput(
  root: string,
  build: SkippedBuild,
  files: readonly FileFact[],
  sources: ReadonlySet<string>,
): boolean {
  if (
    build.rule !== undefined ||
    build.code.some((path) => MADE.test(path)) ||
    isNamedAsOutput(root, build.path, files)
  )
    return true;
  const twins = build.code.filter((path) => sources.has(stemOf(path))).length;
  return build.code.length > 0 && twins >= build.code.length * COUNTERPARTS;
}

/**
 * Folders with the name of a build that are read as code: all of them when there is no other code at all; those that a
 * package names as its entry points while it has no sources beside them; and those that only have the name.
 */
export function buildsToRead(root: string, files: readonly FileFact[], skipped: readonly SkippedBuild[]): Set<string> {
  const code = files.filter((file) => file.analyzed && (file.role === 'source' || file.role === 'generated'));
  if (code.length === 0) return new Set(skipped.map(({ path }) => path));
  const manifests = files
    .filter((file) => posix.basename(file.path) === 'package.json' && file.size < MAX_MANIFEST && file.sha256 !== '')
    .map((file) => posix.dirname(file.path));
  const sources = new Set(code.map((file) => stemOf(file.path)));
  const shipped = (build: SkippedBuild): boolean => {
    const parent = posix.dirname(build.path);
    return manifests.includes(parent) && shipsBuild(root, parent === '.' ? '' : parent, build.path, code);
  };
  return new Set(
    skipped.filter((build) => !isOutput(root, build, files, sources) || shipped(build)).map(({ path }) => path),
  );
}
