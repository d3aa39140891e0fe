import { posix } from 'node:path';
import type { CodeFacts, DependencyFact, FileFact } from '../../artifacts/facts';
import { REQUIREMENT_FILES } from '../../knowledge/files';
import type { FileIr } from '../ir';
import type { TextSource } from '../text-source';
import { type Declared, type Locked, ManifestError } from './manifest';
import { readBunLock, readPackageLock, readPnpmLock, readYarnLock } from './npm-locks';
import { readPackageJson } from './npm-manifest';
import { readPipfile, readPyproject } from './pyproject';
import { readPipfileLock, readTomlLock } from './python-locks';
import { isDevelopmentFile, normalName, readRequirements } from './requirements';
import { readSetupCfg, readSetupPy } from './setup-files';

/** Transitive dependencies beyond this number are left out, and it is said. */
const MAX_TRANSITIVE = 5_000;

type Ecosystem = DependencyFact['ecosystem'];
export interface Dependencies {
  dependencies: DependencyFact[];
  lockfiles: string[];
  limits: CodeFacts['limits'];
}

const LOCKS: readonly { name: RegExp; ecosystem: Ecosystem; read: (text: string) => Locked[] }[] = [
  { name: /^(package-lock|npm-shrinkwrap)\.json$/, ecosystem: 'npm', read: readPackageLock },
  { name: /^yarn\.lock$/, ecosystem: 'npm', read: readYarnLock },
  { name: /^pnpm-lock\.yaml$/, ecosystem: 'npm', read: readPnpmLock },
  { name: /^bun\.lock$/, ecosystem: 'npm', read: readBunLock },
  { name: /^(poetry|uv|pdm)\.lock$/, ecosystem: 'pypi', read: readTomlLock },
  { name: /^Pipfile\.lock$/, ecosystem: 'pypi', read: readPipfileLock },
];

const MANIFESTS: readonly { name: RegExp; ecosystem: Ecosystem; read: (text: string) => Declared[] }[] = [
  { name: /^package\.json$/, ecosystem: 'npm', read: readPackageJson },
  { name: /^pyproject\.toml$/, ecosystem: 'pypi', read: readPyproject },
  { name: /^Pipfile$/, ecosystem: 'pypi', read: readPipfile },
  { name: /^setup\.cfg$/, ecosystem: 'pypi', read: readSetupCfg },
];

class Collector {
  readonly result: Dependencies = { dependencies: [], lockfiles: [], limits: [] };
  private readonly readFiles = new Set<string>();

  constructor(
    private readonly texts: TextSource,
    private readonly trees: ReadonlyMap<string, FileIr>,
    private readonly known: ReadonlySet<string>,
  ) {}

  private attempt<T>(path: string, read: () => T[]): T[] {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ManifestError)) throw error;
      this.result.limits.push({ path, reason: `Its dependencies are not known: ${error.message}.` });
      return [];
    }
  }

  private declare(path: string, ecosystem: Ecosystem, declared: readonly Declared[]): void {
    const seen = new Set<string>();
    for (const one of declared) {
      const key = `${one.name}\0${one.dev}`;
      if (!seen.has(key)) this.result.dependencies.push({ ...one, ecosystem, manifest: path, direct: true });
      seen.add(key);
    }
  }

  private requirements(path: string, depth = 0): void {
    if (this.readFiles.has(path) || depth > 10) return;
    this.readFiles.add(path);
    const { declared, includes } = readRequirements(this.texts.text(path), isDevelopmentFile(path));
    this.declare(path, 'pypi', declared);
    for (const include of includes) {
      const target = posix.join(posix.dirname(path), include);
      if (this.known.has(target)) this.requirements(target, depth + 1);
    }
  }

  manifest(path: string): void {
    const name = posix.basename(path);
    const manifest = MANIFESTS.find((one) => one.name.test(name));
    const tree = name === 'setup.py' ? this.trees.get(path) : undefined;
    if (manifest) this.declare(path, manifest.ecosystem, this.attempt(path, () => manifest.read(this.texts.text(path))));
    else if (tree) this.declare(path, 'pypi', readSetupPy(tree));
    else if (REQUIREMENT_FILES.test(path)) this.requirements(path);
  }

  /** What a direct dependency is resolved to goes to it; all others are transitive. */
  lock(path: string): void {
    const lock = LOCKS.find((one) => one.name.test(posix.basename(path)));
    this.result.lockfiles.push(path);
    if (!lock) return;
    const directory = posix.dirname(path);
    const below = (file: string) => directory === '.' || file.startsWith(`${directory}/`);
    const direct = new Map<string, DependencyFact[]>();
    for (const one of this.result.dependencies) {
      if (!one.direct || one.ecosystem !== lock.ecosystem || !below(one.manifest)) continue;
      direct.set(normalName(one.name), [...(direct.get(normalName(one.name)) ?? []), one]);
    }
    for (const { name, version, dev, line } of this.attempt(path, () => lock.read(this.texts.text(path)))) {
      const facts = direct.get(normalName(name));
      if (facts) for (const fact of facts) fact.resolved ??= version;
      else this.result.dependencies.push({ name, version, ecosystem: lock.ecosystem, manifest: path, ...(line !== undefined && { line }), direct: false, dev, pin: 'exact' });
    }
  }

  finish(): Dependencies {
    const { dependencies, lockfiles, limits } = this.result;
    const key = (one: DependencyFact) => `${one.manifest}\0${one.name}\0${one.version}\0${one.dev}`;
    const unique = [...new Map(dependencies.map((one) => [key(one), one])).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
    const transitive = unique.filter((one) => !one.direct);
    const kept = new Set(transitive.slice(0, MAX_TRANSITIVE));
    if (transitive.length > MAX_TRANSITIVE) limits.push({ path: '', reason: `Of ${transitive.length} transitive dependencies ${MAX_TRANSITIVE} are listed.` });
    return { dependencies: unique.filter((one) => one.direct || kept.has(one)), lockfiles, limits };
  }
}

const isManifest = (path: string): boolean => {
  const name = posix.basename(path);
  return MANIFESTS.some((one) => one.name.test(name)) || name === 'setup.py' || REQUIREMENT_FILES.test(path);
};

/** Whether finding dependencies reads this file. */
export function isDependencyFile(path: string): boolean {
  return isManifest(path) || LOCKS.some((one) => one.name.test(posix.basename(path)));
}

/** Dependencies with the line of their manifest, from manifests (direct) and lock files (the rest). Manifests of tests and examples do not count. */
export function findDependencies(files: readonly FileFact[], texts: TextSource, trees: ReadonlyMap<string, FileIr>): Dependencies {
  const paths = files.filter((file) => file.role !== 'test' && file.role !== 'docs' && file.sha256 !== '').map((file) => file.path).sort();
  const collector = new Collector(texts, trees, new Set(paths));
  for (const path of paths) if (isManifest(path)) collector.manifest(path);
  for (const path of paths) if (LOCKS.some((one) => one.name.test(posix.basename(path))) || /^bun\.lockb$/.test(posix.basename(path))) collector.lock(path);
  return collector.finish();
}
