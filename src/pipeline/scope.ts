import { realpath, stat } from 'node:fs/promises';
import platformPath, { resolve } from 'node:path';
import { createSourceReader } from '../agents/runner/source-reader';
import type { Inventory } from '../artifacts/inventory';
import type { Scope } from '../artifacts/session-files';
import { type PathFlavour, problemOfAbsolutePath, wayInside } from '../safety/files/relative-path';
import { RunError } from '../session/run-error';
import { changedFiles } from './git/changed-files';
import { importedBy, importersOf } from './importers';

export interface ScopeRequest {
  /** Absolute. */
  folder: string;
  scope: Scope;
  listFiles: () => Promise<Inventory>;
  /** Whether git may be started for the folder. */
  trusted: boolean;
  signal?: AbortSignal;
}

export interface ResolvedScope {
  scope: Scope;
  /** Nothing given means the whole folder. */
  paths?: string[];
}

/**
 * Where a component lies that the user named by an absolute path or one relative to the folder; undefined when it can
 * be no folder or file.
 */
export function askedPath(folder: string, path: string, flavour: PathFlavour = platformPath): string | undefined {
  // On Windows `C:src` begins in whatever folder that drive was last used in.
  if (flavour.parse(path).root !== '' && !flavour.isAbsolute(path)) return undefined;
  const asked = flavour.resolve(folder, path);
  return problemOfAbsolutePath(asked, flavour) === undefined ? asked : undefined;
}

async function componentPath(folder: string, path: string): Promise<string> {
  const asked = askedPath(folder, path);
  const real = asked === undefined ? undefined : await realpath(asked).catch(() => undefined);
  if (real === undefined)
    throw new RunError(
      'path-missing',
      `The component ${path} does not exist.`,
      'Choose a folder or file that exists in the workspace.',
    );
  const way = wayInside(await realpath(folder), real);
  if (way === undefined)
    throw new RunError(
      'path-missing',
      `The component ${path} lies outside the workspace folder.`,
      'Choose a folder or file inside the workspace.',
    );
  return way || '.';
}

const isUnder = (paths: readonly string[], file: string): boolean =>
  paths.some((path) => file === path || file.startsWith(`${path}/`));

async function resolveComponent(
  folder: string,
  scope: Scope,
  listFiles: () => Promise<Inventory>,
): Promise<ResolvedScope> {
  const asked = scope.component?.paths ?? [];
  if (asked.length === 0)
    throw new RunError('bad-scope', 'No component is chosen.', 'Choose at least one folder or file.');
  const paths = [...new Set(await Promise.all(asked.map((path) => componentPath(folder, path))))].sort();
  const resolved = { ...scope, component: { includeSharedDeps: false, ...scope.component, paths } };
  if (paths.includes('.')) return { scope: resolved };
  if (!resolved.component.includeSharedDeps) return { scope: resolved, paths };
  const files = (await listFiles()).files.filter((file) => file.analyzed).map((file) => file.path);
  const shared = await importedBy(
    files.filter((file) => isUnder(paths, file)),
    files,
    createSourceReader(folder),
  );
  const analysed = [...paths, ...shared.filter((file) => !isUnder(paths, file))].sort();
  return { scope: { ...resolved, analysedPaths: analysed }, paths: analysed };
}

const exists = (folder: string, path: string): Promise<boolean> =>
  stat(resolve(folder, path)).then(
    (info) => info.isFile(),
    () => false,
  );

async function resolveIncremental({ folder, scope, listFiles, trusted, signal }: ScopeRequest): Promise<ResolvedScope> {
  const asked = scope.incremental;
  if (!asked)
    throw new RunError(
      'bad-scope',
      'No git reference is given to compare with.',
      'Name a branch, tag or commit, for example main.',
    );
  const { baseRef, compareRef } = asked;
  const differing = await changedFiles({
    folder,
    baseRef,
    trusted,
    ...(compareRef === undefined ? {} : { compareRef }),
    ...(signal ? { signal } : {}),
  });
  const changed: string[] = [];
  for (const path of differing) if (await exists(folder, path)) changed.push(path);
  if (changed.length === 0)
    throw new RunError(
      'no-changes',
      `Nothing has changed since ${asked.baseRef}.`,
      'Commit your changes first, choose an older reference, or the full scope.',
    );
  const analysed = asked.includeTouchedFiles
    ? (await listFiles()).files.filter((file) => file.analyzed).map((file) => file.path)
    : [];
  const importers = await importersOf(changed, analysed, createSourceReader(folder));
  const paths = [...new Set([...changed, ...importers])].sort();
  return { scope: { ...scope, incremental: { ...asked, changedFiles: changed }, analysedPaths: paths }, paths };
}

/** Checks what the user selected and says which paths it means. Throws RunError. */
export async function resolveScope(request: ScopeRequest): Promise<ResolvedScope> {
  const { folder, scope, listFiles } = request;
  switch (scope.type) {
    case 'full':
      return { scope };
    case 'component':
      return resolveComponent(folder, scope, listFiles);
    case 'incremental':
      return resolveIncremental(request);
  }
}
