import type { DependencyFact } from '../../../artifacts/facts';

/**
 * The lowest major version of each package that the manifests allow, or that the lock file settles. A package that is
 * asked for in any version comes in its newest.
 */
export function majorVersions(dependencies: readonly DependencyFact[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { name, version, resolved } of dependencies) {
    const major = majorOf(resolved ?? version);
    found.set(name, Math.min(major, found.get(name) ?? Infinity));
  }
  return found;
}

function majorOf(version: string): number {
  const [digits] = /\d+/.exec(version) ?? [];
  return digits === undefined ? Infinity : Number(digits);
}
