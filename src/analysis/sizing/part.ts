import { posix } from 'node:path';
import type { ComponentType } from '../../artifacts/phase2';
import type { FileFact } from '../../artifacts/inventory';
import { namedPackages } from '../read/inventory/classify';
import {
  BROWSER_EXTENSIONS,
  BUNDLER_CONFIG,
  COMPONENT_NAMES,
  INFRASTRUCTURE_FILES,
  SOURCE_EXTENSIONS,
} from '../../knowledge/components';

/**
 * A component while it is being cut to size. `paths` are the directories it stands for; the longest match owns a file.
 */
export interface Part {
  /** Directory; empty is the whole scope. */
  path: string;
  paths: string[];
  files: FileFact[];
  type: ComponentType;
}

export const isUnder = (path: string, directory: string): boolean =>
  directory === '' || path.startsWith(`${directory}/`);

export function extensionOf(path: string): string {
  return posix.extname(path).toLowerCase();
}

export function isSource(file: FileFact): boolean {
  return file.role !== 'test' && file.role !== 'docs' && SOURCE_EXTENSIONS.has(extensionOf(file.path));
}

/** By what most of its files are; `frontend` also when it has browser code and a bundler. */
function typeByStack(files: readonly FileFact[]): ComponentType {
  const source = files.filter((file) => isSource(file) || BROWSER_EXTENSIONS.has(extensionOf(file.path)));
  const browser = files.filter((file) => BROWSER_EXTENSIONS.has(extensionOf(file.path))).length;
  const infrastructure = files.filter((file) => INFRASTRUCTURE_FILES.test(file.path)).length;
  const bundler = files.some((file) => BUNDLER_CONFIG.test(posix.basename(file.path)));
  if (infrastructure > files.length / 2) return 'infrastructure';
  if (source.length === 0) return 'unknown';
  if (browser > source.length / 2 || (bundler && browser > source.length / 5)) return 'frontend';
  return 'backend';
}

/** `src` says nothing by itself. */
function typeOf(path: string, files: readonly FileFact[]): ComponentType {
  const name = posix.basename(path).toLowerCase();
  if (name === 'cli' || name === 'bin') return 'cli';
  const named = name === 'src' ? undefined : COMPONENT_NAMES.get(name);
  const isPackage = named === 'supporting' && namedPackages(files.map((file) => file.path)).has(path.toLowerCase());
  return named === undefined || isPackage ? typeByStack(files) : named;
}

export function makePart(path: string, files: FileFact[], paths: string[] = [path]): Part {
  return { path, paths, files, type: typeOf(path, files) };
}

/** Priority order of a deterministic choice: largest first, then by path. */
export function bySize(a: Part, b: Part): number {
  return b.files.length - a.files.length || (a.path < b.path ? -1 : 1);
}
