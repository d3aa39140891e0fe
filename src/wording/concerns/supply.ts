import type { DependencyFact } from '../../artifacts/facts';
import { count, listed } from '../text';

export const openVersionsTitle = (manifest: string, items: readonly DependencyFact[]): string =>
  `${manifest} leaves the version of ${count(items.length, 'dependency', 'dependencies')} open`;

export const openVersions = (items: readonly DependencyFact[], total: number): string =>
  `${items.length} of ${total} runtime dependencies have no fixed version (${listed(
    items.map((item) => `${item.name} ${item.version}`),
    6,
  )}) and no lockfile fixes them. What gets installed can change from one build to the next, a compromised release included.`;

export const openVersionsReason = 'Open version ranges and no lockfile.';
export const noAdvisory = 'no known advisory';
export const unscannedTitle = 'Nothing checks the dependencies for known vulnerabilities';

export const unscanned = (dependencies: readonly DependencyFact[], manifests: readonly string[]): string =>
  `${count(dependencies.filter((item) => item.direct).length, 'direct dependency', 'direct dependencies')} ` +
  `in ${listed(manifests, 3)}, and no configuration of a scanner or update service (Dependabot, Renovate, ` +
  `npm audit, pip-audit) was found.`;

export const unscannedReason = 'Dependencies and no scanner configuration in the repository.';
export const scannedOutside = 'scanning may happen outside the repository';
