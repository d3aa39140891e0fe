import { posix } from 'node:path';
import type { DependencyFact } from '../../../artifacts/facts';
import type { FileFact } from '../../../artifacts/inventory';
import type { LimitFact } from '../../../artifacts/limits';
import { REQUIREMENT_FILES } from '../../../knowledge/files';
import type { FileIr } from '../../read/ir';
import type { TextSource } from '../../read/text-source';
import { DocumentError } from '../../../safety/documents/document-error';
import { type Declared, type Locked, ManifestError, MAX_DECLARED, MAX_LOCKED } from './manifest';
import { readBunLock, readPackageLock, readPnpmLock, readYarnLock } from './npm-locks';
import { readPackageJson } from './npm-manifest';
import { readPipfile, readPyproject } from './pyproject';
import { readPipfileLock, readTomlLock } from './python-locks';
import { isDevelopmentFile, normalName, readRequirements } from './requirements';
import { readSetupCfg, readSetupPy } from './setup-files';

/** Transitive dependencies beyond this number are left out, and it is said. */
const MAX_TRANSITIVE = 5_000;

/** Direct dependencies of the whole folder; beyond, it is said. */
const MAX_DIRECT = 50_000;

type Ecosystem = DependencyFact['ecosystem'];
export interface Dependencies {
  dependencies: DependencyFact[];
  lockfiles: string[];
  limits: LimitFact[];
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
  private readonly direct: DependencyFact[] = [];
  private readonly readFiles = new Set<string>();

  constructor(
    private readonly texts: TextSource,
    private readonly trees: ReadonlyMap<string, FileIr>,
    private readonly known: ReadonlySet<string>,
  ) {}

  /** Whatever one file does to its reader costs that file alone. */
  private attempt<T>(path: string, read: () => T[], most: number): T[] {
    try {
      const all = read();
      if (all.length <= most) return all;
      this.result.limits.push({
        path,
        code: 'too-large',
        why: { is: 'dependencies-cut', all: all.length, most, of: 'file' },
      });
      return all.slice(0, most);
    } catch (error) {
      const known = error instanceof ManifestError || error instanceof DocumentError;
      const code = error instanceof DocumentError && error.code !== 'malformed' ? 'too-complex' : 'parse-failed';
      const name = error instanceof Error ? error.message : String(error);
      this.result.limits.push({ path, code, why: { is: known ? 'dependencies-unknown' : 'reader-failed', name } });
      return [];
    }
  }

  private declare(path: string, ecosystem: Ecosystem, read: () => Declared[]): void {
    const seen = new Set<string>();
    for (const one of this.attempt(path, read, MAX_DECLARED)) {
      const key = `${one.name}\0${one.dev}`;
      if (!seen.has(key)) this.direct.push({ ...one, ecosystem, manifest: path, direct: true });
      seen.add(key);
    }
  }

  private requirements(path: string, depth = 0): void {
    if (this.readFiles.has(path) || depth > 10) return;
    this.readFiles.add(path);
    let includes: string[] = [];
    this.declare(path, 'pypi', () => {
      const read = readRequirements(this.texts.text(path), isDevelopmentFile(path));
      includes = read.includes;
      return read.declared;
    });
    for (const include of includes) {
      const target = posix.join(posix.dirname(path), include);
      if (this.known.has(target)) this.requirements(target, depth + 1);
    }
  }

  manifest(path: string): void {
    const name = posix.basename(path);
    const manifest = MANIFESTS.find((one) => one.name.test(name));
    const tree = name === 'setup.py' ? this.trees.get(path) : undefined;
    if (manifest) this.declare(path, manifest.ecosystem, () => manifest.read(this.texts.text(path)));
    else if (tree) this.declare(path, 'pypi', () => readSetupPy(tree));
    else if (REQUIREMENT_FILES.test(path)) this.requirements(path);
  }

  /** The direct dependencies a lock file resolves: those of manifests beside and below it, by name. */
  private directBelow(directory: string, ecosystem: Ecosystem): Map<string, DependencyFact[]> {
    const found = new Map<string, DependencyFact[]>();
    for (const one of this.direct) {
      const isBelow = directory === '.' || one.manifest.startsWith(`${directory}/`);
      if (one.ecosystem !== ecosystem || !isBelow) continue;
      const name = normalName(one.name);
      const known = found.get(name);
      if (known) known.push(one);
      else found.set(name, [one]);
    }
    return found;
  }

  /** What a direct dependency is resolved to goes to it; all others are transitive. */
  lock(path: string): void {
    const lock = LOCKS.find((one) => one.name.test(posix.basename(path)));
    this.result.lockfiles.push(path);
    if (!lock) return;
    const direct = this.directBelow(posix.dirname(path), lock.ecosystem);
    for (const { name, version, dev, line } of this.attempt(path, () => lock.read(this.texts.text(path)), MAX_LOCKED)) {
      const facts = direct.get(normalName(name));
      if (facts) for (const fact of facts) fact.resolved ??= version;
      else
        this.result.dependencies.push({
          name,
          version,
          ecosystem: lock.ecosystem,
          manifest: path,
          ...(line !== undefined && { line }),
          direct: false,
          dev,
          pin: 'exact',
        });
    }
  }

  private atMost(facts: readonly DependencyFact[], most: number, of: 'direct' | 'others'): DependencyFact[] {
    if (facts.length > most)
      this.result.limits.push({
        path: './',
        code: 'too-large',
        why: { is: 'dependencies-cut', all: facts.length, most, of },
      });
    return facts.slice(0, most);
  }

  finish(): Dependencies {
    const { dependencies, lockfiles, limits } = this.result;
    const direct = this.atMost(sorted(this.direct), MAX_DIRECT, 'direct');
    const transitive = this.atMost(sorted(dependencies), MAX_TRANSITIVE, 'others');
    return { dependencies: sorted([...direct, ...transitive]), lockfiles, limits };
  }
}

/** By manifest, name and version; each once. */
function sorted(facts: readonly DependencyFact[]): DependencyFact[] {
  const key = (one: DependencyFact) => `${one.manifest}\0${one.name}\0${one.version}\0${one.dev}`;
  return [...new Map(facts.map((one) => [key(one), one])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);
}

const isManifest = (path: string): boolean => {
  const name = posix.basename(path);
  return MANIFESTS.some((one) => one.name.test(name)) || name === 'setup.py' || REQUIREMENT_FILES.test(path);
};

/**
 * Dependencies with the line of their manifest, from manifests (direct) and lock files (the rest).
 * Manifests of tests and examples do not count.
 */
export function findDependencies(
  files: readonly FileFact[],
  texts: TextSource,
  trees: ReadonlyMap<string, FileIr>,
): Dependencies {
  const paths = files
    .filter((file) => file.role !== 'test' && file.role !== 'docs' && file.sha256 !== '')
    .map((file) => file.path)
    .sort();
  const collector = new Collector(texts, trees, new Set(paths));
  for (const path of paths) if (isManifest(path)) collector.manifest(path);
  for (const path of paths)
    if (LOCKS.some((one) => one.name.test(posix.basename(path))) || /^bun\.lockb$/.test(posix.basename(path)))
      collector.lock(path);
  return collector.finish();
}
