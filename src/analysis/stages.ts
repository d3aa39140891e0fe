import { posix } from 'node:path';
import type { CodeFacts, FileFact, WeaknessFact } from '../artifacts/facts';
import { Attempts } from './attempts';
import type { Code } from './code';
import { findDependencies } from './dependencies/find-dependencies';
import { findPackages } from './dependencies/find-packages';
import { findScanners } from './dependencies/find-scanners';
import { findEntryPoints, readEntries, type ReadPart } from './entries/find-entry-points';
import { describeCode } from './facts/assemble';
import { findFlows } from './flow/find-flows';
import { type ProjectLayout, readLayout } from './link/layout';
import { linkProgram } from './link/program';
import { findMisuse } from './misuse/find-misuse';
import { findRawOutput } from './misuse/templates';
import type { Progress } from './options';
import { findSecrets } from './secrets/find-secrets';

const MISUSE = 'misused functions and settings';
const MANIFEST = /^(package|[jt]sconfig[\w.-]*)\.json$/;

function layoutOf({ inventory, texts }: Code): ProjectLayout {
  const paths = inventory.files.filter((file) => file.sha256 !== '' && MANIFEST.test(posix.basename(file.path))).map((file) => file.path);
  return readLayout(new Map(paths.map((path) => [path, texts.text(path)])));
}

/** The files that packages name as their entries: what they export is called by code that is not here. */
function publicFiles(layout: ProjectLayout, known: ReadonlySet<string>): string[] {
  const candidates = layout.packages.flatMap(({ directory, entries }) => (entries.length > 0 ? entries : ['index.js']).flatMap((entry) => {
    const path = posix.join(directory, entry);
    return [path, `${path}.js`, `${path}.ts`, `${path}/index.js`, `${path}/index.ts`];
  }));
  return [...new Set(candidates)].filter((path) => known.has(path)).sort();
}

const isForeign = (file: FileFact): boolean => file.analyzed && file.role === 'generated';

/** What tools wrote, and copies of libraries, is followed; but what is wrong in it is not put right there. */
function ownWeaknesses(weaknesses: readonly WeaknessFact[], files: readonly FileFact[]): WeaknessFact[] {
  const foreign = new Set(files.filter(isForeign).map((file) => file.path));
  return weaknesses.filter((one) => !foreign.has(one.at.file));
}

/** One entry for all: there may be hundreds. */
function foreignLimits(files: readonly FileFact[]): CodeFacts['limits'] {
  const [first, ...others] = files.filter(isForeign).map((file) => file.path);
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` The same holds for ${others.length} more: ${others.slice(0, 5).join(', ')}${others.length > 5 ? ', …' : ''}.`;
  return [{ path: first, reason: `Written by a tool, or a copy of a library: weaknesses in it are not reported.${more}` }];
}

function byPlace(a: WeaknessFact, b: WeaknessFact): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.line - b.at.line || (a.weakness + a.id < b.weakness + b.id ? -1 : 1);
}

const NOTHING_DESCRIBED: ReturnType<typeof describeCode> = { frameworks: [], stores: [], services: [], models: [], controls: [], operations: [], functions: [] };

/** The stages of an analysis, one after the other, on code that has been read. */
export function factsOf(code: Code, tell: (progress: Progress) => void): CodeFacts {
  const { inventory, files, texts } = code;
  const step = (stage: Progress['stage'], done = 0) => tell({ stage, done, total: files.size });
  step('linking');
  const layout = layoutOf(code);
  const program = linkProgram(files, layout);
  const attempts = new Attempts();
  const { dependencies, lockfiles, limits } = attempts.run('the dependencies', { dependencies: [], lockfiles: [], limits: [] }, () => findDependencies(inventory.files, texts, files));
  step('entry-points');
  const readPart: ReadPart = (part, work) => attempts.run(part, [], work);
  const foreign = new Set(inventory.files.filter(isForeign).map((file) => file.path));
  const entryPoints = attempts.run('the entry points', [], () => findEntryPoints(program, texts, readEntries(program, foreign, readPart), (file, work) => attempts.file(file, 'the entry points', work)));
  step('flows');
  const flows = attempts.run('the data flows', { weaknesses: [], limits: [], steps: 0 }, () => findFlows(program, entryPoints, texts, { libraryFiles: publicFiles(layout, new Set(files.keys())) }));
  const found = [
    ...flows.weaknesses,
    ...attempts.run(MISUSE, [], () => findMisuse(program, texts, (file, work) => attempts.file(file, MISUSE, work))),
    ...attempts.run('unencoded values in templates', [], () => findRawOutput(program, inventory.files, texts, entryPoints)),
    ...attempts.run('the secrets', [], () => findSecrets(inventory.files, texts, files)),
  ];
  const weaknesses = ownWeaknesses(found, inventory.files).sort(byPlace);
  const scanners = findScanners(inventory.files, texts);
  const description = attempts.run('controls, stores and services', NOTHING_DESCRIBED, () => describeCode(program, texts, entryPoints, { lockfiles, scanners, foreign }));
  step('done', files.size);
  return {
    inventory,
    packages: findPackages(inventory.files, texts),
    entryPoints,
    dependencies,
    lockfiles,
    scanners,
    weaknesses,
    ...description,
    limits: [...code.limits, ...foreignLimits(inventory.files), ...limits, ...flows.limits, ...attempts.limits],
  };
}
