import type { DependencyFact } from '../../artifacts/facts';
import { NOT_OF_DEPENDENCIES } from '../../knowledge/scanners';
import { grouped, type Candidate, type Ground, type Place } from './candidate';
import { byText } from '../text';
import { say } from '../../messages/say';

const LOCKED = {
  npm: /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/,
  pypi: /(^|\/)(poetry\.lock|Pipfile\.lock|uv\.lock|pdm\.lock|requirements[^/]*\.lock)$/,
} as const;

const folder = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

/** The lockfile that fixes what a manifest asks for: beside it or in a folder above. */
export function lockfileFor(
  manifest: string,
  ecosystem: DependencyFact['ecosystem'],
  lockfiles: readonly string[],
): string | undefined {
  return lockfiles
    .filter(
      (path) =>
        LOCKED[ecosystem].test(path) &&
        (folder(path) === '' || folder(manifest) === folder(path) || manifest.startsWith(`${folder(path)}/`)),
    )
    .sort((a, b) => b.length - a.length || byText(a, b))[0];
}

/** What is wrong with the way a manifest names its dependencies; empty when a lockfile or exact versions fix them. */
export function looseDependencies(
  manifest: string,
  all: readonly DependencyFact[],
  lockfiles: readonly string[],
): DependencyFact[] {
  const own = all.filter((item) => item.manifest === manifest && item.direct && !item.dev);
  const first = own[0];
  if (!first) return [];
  const locked = lockfileFor(manifest, first.ecosystem, lockfiles) !== undefined;
  return own.filter((item) => (locked ? item.pin === 'url' : item.pin !== 'exact'));
}

function place(item: DependencyFact): Place {
  return {
    file_path: item.manifest,
    line_range: { start: item.line ?? 1, end: item.line ?? 1 },
    context: `${item.name} ${item.version}`,
  };
}

/** C-DEP: one concern per manifest that does not fix what will be installed, one for missing scanning. */
export function dependencyConcerns(ground: Ground): Candidate[] {
  const { dependencies, lockfiles, scanners } = ground.facts;
  const manifests = [
    ...grouped(
      dependencies.filter((item) => item.direct),
      (item) => item.manifest,
    ).keys(),
  ].filter((path) => !LOCKED.npm.test(path) && !LOCKED.pypi.test(path));
  const common = {
    rule: 'C-DEP' as const,
    entries: [],
    reach: 'place' as const,
    confidence: 'high' as const,
    namingOnly: false,
    exposure: 0 as const,
  };
  const loose = manifests.flatMap((manifest): Candidate[] => {
    const items = looseDependencies(manifest, dependencies, lockfiles);
    if (items.length === 0) return [];
    const total = dependencies.filter((item) => item.manifest === manifest && item.direct && !item.dev).length;
    return [
      {
        ...common,
        aspect: 'pins',
        sources: [{ artifact: 'dependencies.json', id: manifest }],
        title: say('concerns/supply.openVersionsTitle', manifest, items),
        description: say('concerns/supply.openVersions', items, total),
        rationale: say('concerns/supply.openVersionsReason'),
        root: `pins ${manifest}`,
        locations: items.map(place),
        verified: true,
        partlyCovered: items.length < total,
        cap: { at: 'medium', why: say('concerns/supply.noAdvisory') },
      },
    ];
  });
  const first = manifests.sort(byText)[0];
  if (scanners.some(({ tool }) => !NOT_OF_DEPENDENCIES.has(tool)) || first === undefined) return loose;
  const scan: Candidate = {
    ...common,
    aspect: 'scanning',
    sources: [{ artifact: 'dependencies.json', id: first }],
    title: say('concerns/supply.unscannedTitle'),
    description: say('concerns/supply.unscanned', dependencies, manifests),
    rationale: say('concerns/supply.unscannedReason'),
    root: 'scanning',
    locations: manifests.map((manifest) => ({
      file_path: manifest,
      line_range: { start: 1, end: 1 },
      context: 'manifest',
    })),
    verified: false,
    partlyCovered: false,
    confidence: 'medium',
    cap: { at: 'low', why: say('concerns/supply.scannedOutside') },
  };
  return [...loose, scan];
}
