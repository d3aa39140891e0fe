import { posix } from 'node:path';
import type { CodeFacts } from '../artifacts/facts';
import type { FileFact, Inventory } from '../artifacts/inventory';
import { BUILD_DIRECTORIES } from '../knowledge/made-folders';
import { unreadImports } from './imported-unread';
import { isAside } from './read/code';
import type { FileIr } from './read/ir';
import { modulesNamedIn, type NamedModule } from './engine/link/imports-in';
import type { ProjectLayout } from './engine/link/layout';
import type { ModuleFinder } from './engine/link/linking';
import type { Language } from './languages/language';
import { type Registry, REGISTRY } from './languages/registry';
import type { Parsed } from './read/parse/pool';
import { startedFiles } from './started';
import type { TextSource } from './read/text-source';

/** Files that are read although their place leaves them out, in one analysis. */
export const MOST_IMPORTED = 500;

/** A file brought in by one that was brought in, and so on. */
const MOST_ROUNDS = 10;

export interface Reading {
  inventory: Inventory;
  parsed: Parsed;
  limits: CodeFacts['limits'];
}

/** What reading more files takes. */
export interface Reader {
  describe(path: string): FileFact;
  parse(files: readonly FileFact[]): Promise<Parsed>;
  texts: TextSource;
  layout: ProjectLayout;
  /** All that the analysis reads, when left out. */
  languages?: Registry;
}

const stemOf = (path: string): string =>
  posix
    .basename(path)
    .replace(/\.[^.]+$/, '')
    .toLowerCase();
const inBuild = (path: string): boolean =>
  path
    .split('/')
    .slice(0, -1)
    .some((name) => BUILD_DIRECTORIES.has(name));

/** Code that its place, a rule or a setting leaves out. The output of a build whose source is read says nothing new. */
function candidatesOf({ files, leftOut = [] }: Inventory, languages: Registry): Set<string> {
  const aside = files.filter((file) => file.analyzed && isAside(file)).map((file) => file.path);
  const sources = new Set(files.filter((file) => file.analyzed).map((file) => stemOf(file.path)));
  const left = leftOut
    .map(({ path }) => path)
    .filter((path) => languages.of(path) !== undefined && !(inBuild(path) && sources.has(stemOf(path))));
  return new Set([...aside, ...left]);
}

/** The modules of one language: among what is read, and among that and the candidates. */
class CandidateModules {
  constructor(
    private readonly known: ModuleFinder,
    private readonly all: ModuleFinder,
    private readonly prefersRead: boolean,
  ) {}

  named(from: string, { module, level, names }: NamedModule): string[] {
    if (this.prefersRead && this.known.resolve(from, module, level) !== undefined) return [];
    const target = this.all.resolve(from, module, level);
    if (target === undefined) return [];
    return [target, ...names.flatMap((name) => this.all.submodule(target, name) ?? [])];
  }
}

/** Finds candidates by the names under which files import them. */
class Finder {
  private readonly modules: ReadonlyMap<string, CandidateModules>;

  constructor(
    known: ReadonlySet<string>,
    private readonly candidates: ReadonlySet<string>,
    layout: ProjectLayout,
    languages: Registry,
  ) {
    // A package of the workspace is imported from its sources, never from what it publishes.
    const aliases = { packages: [], aliases: layout.aliases };
    const both = new Set([...known, ...candidates]);
    const made = new Map<Language['linking'], CandidateModules>();
    for (const { linking } of languages.all) {
      if (made.has(linking)) continue;
      const [read, all] = [linking.modules(known, layout), linking.modules(both, aliases)];
      made.set(linking, new CandidateModules(read, all, linking.prefersRead));
    }
    this.modules = new Map(
      languages.all.flatMap(({ id, linking }) => {
        const modules = made.get(linking);
        return modules ? [[id, modules] as const] : [];
      }),
    );
  }

  in(file: FileIr): string[] {
    const modules = this.modules.get(file.language);
    const named = modulesNamedIn(file).filter((one) => !one.typeOnly);
    const found = named.flatMap((one) => modules?.named(file.path, one) ?? []);
    return found.filter((path) => this.candidates.has(path));
  }
}

const ownTrees = (files: readonly FileFact[], trees: ReadonlyMap<string, FileIr>): FileIr[] =>
  files
    .filter((file) => file.role === 'source' || file.role === 'generated')
    .flatMap((file) => trees.get(file.path) ?? []);

function merged(inventory: Inventory, added: readonly FileFact[]): Inventory {
  const byPath = new Map([...inventory.files, ...added].map((file) => [file.path, file]));
  const paths = new Set(added.map((file) => file.path));
  const files = [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    ...inventory,
    files,
    ...(inventory.leftOut && { leftOut: inventory.leftOut.filter(({ path }) => !paths.has(path)) }),
  };
}

const unite = (one: Parsed, other: Parsed): Parsed => ({
  files: new Map([...one.files, ...other.files].sort(([a], [b]) => (a < b ? -1 : 1))),
  failures: [...one.failures, ...other.failures].sort((a, b) => (a.path < b.path ? -1 : 1)),
});

/**
 * Reads code that its place, an ignore rule or a setting leaves out, where code that is read imports
 * it or a manifest starts it: it runs with the application, whatever its folder is called. Bounded
 * in files and rounds; the rest is stated.
 */
export async function readImported(start: Reading, reader: Reader): Promise<Reading> {
  const reading = await readWhatIsImported(start, reader);
  const own = ownTrees(reading.inventory.files, reading.parsed.files);
  return {
    ...reading,
    limits: [...reading.limits, ...unreadImports(own, reading.inventory, reader.languages ?? REGISTRY)],
  };
}

async function readWhatIsImported(start: Reading, reader: Reader): Promise<Reading> {
  const { languages = REGISTRY } = reader;
  const candidates = candidatesOf(start.inventory, languages);
  let reading = start;
  let trees = ownTrees(start.inventory.files, start.parsed.files);
  let read = 0;
  for (let round = 0; round < MOST_ROUNDS && candidates.size > 0; round += 1) {
    const finder = new Finder(new Set(reading.parsed.files.keys()), candidates, reader.layout, languages);
    const imported = new Set(trees.flatMap((tree) => finder.in(tree)));
    const started = round === 0 ? startedFiles(reading.inventory.files, reader.texts, candidates) : [];
    const wanted = [...new Set([...started, ...imported])].sort();
    if (wanted.length === 0) return reading;
    const taken = wanted.slice(0, MOST_IMPORTED - read);
    const facts = taken.map((path): FileFact => {
      const fact = reader.describe(path);
      return {
        ...fact,
        role: fact.role === 'test' || fact.role === 'docs' ? 'source' : fact.role,
        readBecause: imported.has(path) ? 'imported' : 'started',
      };
    });
    const parsed = await reader.parse(facts.filter((fact) => fact.analyzed));
    reading = {
      inventory: merged(reading.inventory, facts),
      parsed: unite(reading.parsed, parsed),
      limits: [...reading.limits, ...overflow(wanted.slice(taken.length))],
    };
    if (taken.length < wanted.length) return reading;
    trees = ownTrees(facts, parsed.files);
    read += taken.length;
    for (const path of taken) candidates.delete(path);
  }
  return reading;
}

const overflow = (paths: readonly string[]): CodeFacts['limits'] =>
  paths.map((path) => ({ path, why: { is: 'imported-beyond', count: MOST_IMPORTED } }));
