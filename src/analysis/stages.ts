import { posix } from 'node:path';
import type { Zone } from '../artifacts/enums';
import type { Registration } from './engine/entries/registration';
import type { CodeFacts, EntryPointFact, WeaknessFact } from '../artifacts/facts';
import type { FileFact } from '../artifacts/inventory';
import { NOT_IN_BROWSERS, SIGNS_IN_BROWSERS } from '../knowledge/zones';
import { Attempts } from './attempts';
import { consideredIn } from './assemble/considered';
import { withAuthorization } from './engine/access/authorization';
import { findAccess } from './engine/access/find-access';
import { majorVersions } from './documents/dependencies/major-versions';
import { judgedAccess } from './engine/access/policies';
import { StageViews } from './engine/bounds/bounded-program';
import type { StageLimits } from './engine/bounds/stage-steps';
import type { Code } from './read/code';
import { findDependencies } from './documents/dependencies/find-dependencies';
import { findPackages } from './documents/dependencies/find-packages';
import { findScanners } from './documents/dependencies/find-scanners';
import {
  type Entries,
  findEntryPoints,
  readEntries,
  type ReadPart,
  describedById,
  registrationsById,
} from './frameworks/find-entry-points';
import { conventionsOf } from './frameworks/conventions';
import type { Framework } from './frameworks/framework';
import { FRAMEWORKS } from './frameworks/registry';
import { withStepNames } from './engine/evidence/step-names';
import { describeCode } from './assemble/assemble';
import { coverageOf, withFollowed } from './assemble/coverage';
import { findNotUnderstood } from './assemble/not-understood';
import { findFlows, type FlowResult } from './engine/flow/find-flows';
import type { ProjectLayout } from './engine/link/layout';
import type { Program } from './engine/link/definitions';
import { linkProgram } from './engine/link/program';
import { linkedLanguages, specialCalls, type Registry, REGISTRY } from './languages/registry';
import { findMisuse } from './engine/misuse/find-misuse';
import { NO_TEMPLATES, readTemplates } from './engine/misuse/rendered-templates';
import { findRawOutput } from './engine/misuse/templates';
import type { Pace } from './pace';
import { layoutOf } from './project-layout';
import { findSecrets } from './documents/secrets/find-secrets';
import { FolderSecrets } from './documents/secrets/folder-secrets';
import { findZones, type ZoneFound } from './zones/find-zones';

/** Where their modules lead, and what they export, is unknown. */
function layoutLimits({ notRead = [] }: ProjectLayout): CodeFacts['limits'] {
  return notRead.map(({ path, why }) => ({
    path,
    code: 'too-complex',
    why: { is: 'modules-unknown', name: why },
  }));
}

/** What some names in them stand for is unknown. */
function linkLimits(program: Program): CodeFacts['limits'] {
  return [...program.cutShort].sort().map((path) => ({ path, code: 'too-complex', why: { is: 'names-many-ways' } }));
}

/**
 * The files that packages name as their entries: what they export is called by code that is not here. Beside an
 * application that is so of packages which are published and answer no request themselves.
 */
function publicFiles(
  layout: ProjectLayout,
  known: ReadonlySet<string>,
  entryPoints: readonly EntryPointFact[],
): string[] {
  const served = entryPoints.filter((entry) => entry.kind === 'http').map((entry) => packageOf(layout, entry.at.file));
  const called = layout.packages.filter(
    (one) => served.length === 0 || (one.private !== true && one.directory !== '' && !served.includes(one)),
  );
  const candidates = called.flatMap(({ directory, entries }) =>
    (entries.length > 0 ? entries : ['index.js']).flatMap((entry) => {
      const path = posix.join(directory, entry);
      return [path, `${path}.js`, `${path}.ts`, `${path}/index.js`, `${path}/index.ts`];
    }),
  );
  return [...new Set(candidates)].filter((path) => known.has(path)).sort();
}

/** The innermost package that a file belongs to. */
function packageOf({ packages }: ProjectLayout, file: string): ProjectLayout['packages'][number] | undefined {
  const around = packages.filter(({ directory }) => directory === '' || file.startsWith(`${directory}/`));
  return around.sort((a, b) => b.directory.length - a.directory.length)[0];
}

/** What a tool that builds or tries the product serves is there for its developers. */
function ofDevelopers(entries: readonly EntryPointFact[], zones: ReadonlyMap<string, Zone>): EntryPointFact[] {
  return entries.map((entry) =>
    zones.get(entry.at.file) === 'tooling' ? { ...entry, onlyInDevelopment: true } : entry,
  );
}

const isForeign = ({ role, analyzed, madeBy, language }: FileFact): boolean =>
  role === 'generated' && (analyzed || (madeBy === 'library' && language !== undefined));

/** What tools wrote, and imported copies of libraries, is followed; what is wrong in it is not put right there. */
function ownWeaknesses(weaknesses: readonly WeaknessFact[], files: readonly FileFact[]): WeaknessFact[] {
  const foreign = new Set(files.filter(isForeign).map((file) => file.path));
  return weaknesses.filter((one) => !foreign.has(one.at.file));
}

/** Code in a browser has no files, databases or commands to attack. */
const existsIn = (zone: Zone | undefined, { weakness }: WeaknessFact): boolean =>
  zone !== 'client' || !NOT_IN_BROWSERS.has(weakness);

/** What a browser makes up guards nothing, and what it is shipped with is no secret of the server. */
const weighedFor = (zone: Zone | undefined, one: WeaknessFact): WeaknessFact =>
  zone === 'client' && SIGNS_IN_BROWSERS.has(one.weakness) ? { ...one, proof: 'lead' } : one;

function byPlace(a: WeaknessFact, b: WeaknessFact): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.line - b.at.line || (a.weakness + a.id < b.weakness + b.id ? -1 : 1);
}

const NO_FLOWS: FlowResult = { weaknesses: [], limits: [], steps: 0 };

const NOTHING_DESCRIBED: ReturnType<typeof describeCode> = {
  frameworks: [],
  stores: [],
  services: [],
  models: [],
  controls: [],
  operations: [],
  functions: [],
  evidence: [],
};

/** The work that was done, in steps: the same on every machine. */
export interface AnalysisCost {
  /** Questions about names, and those that answering them raised. */
  programSteps: number;
  /** Expressions that were followed. */
  flowSteps: number;
}

/** What an analysis works with. */
export interface AnalysisParts {
  /** The steps that a stage may take in a file. */
  stageLimits?: StageLimits;
  /** The frameworks that are known; default all. */
  frameworks?: readonly Framework[];
  /** The languages that are known; default all. */
  languages?: Registry;
  /** Whether what was met and not reported is kept as well. */
  consider?: boolean;
  /** Is told what the analysis cost. */
  tellCost?: (cost: AnalysisCost) => void;
}

/**
 * The stages of an analysis, one after the other, on code that has been read; `pace` is told where they are. What is
 * reported as a secret is added to `secrets`.
 */
export function factsOf(
  code: Code,
  pace: Pace,
  secrets = new FolderSecrets(),
  {
    stageLimits,
    frameworks = FRAMEWORKS,
    languages = REGISTRY,
    consider = false,
    tellCost = () => undefined,
  }: AnalysisParts = {},
): CodeFacts {
  const { inventory, files, texts } = code;
  pace.enter('linking');
  const layout = layoutOf(inventory.files, texts);
  const program = linkProgram(files, linkedLanguages(languages), layout, conventionsOf(frameworks), pace.at);
  const views = new StageViews(program, stageLimits, pace.at);
  const attempts = new Attempts();
  const { dependencies, lockfiles, limits } = attempts.run(
    'dependencies',
    { dependencies: [], lockfiles: [], limits: [] },
    () => findDependencies(inventory.files, texts, files),
  );
  pace.enter('entry-points');
  const readPart: ReadPart = (part, work) => attempts.run(part, [], work);
  const foreign = new Set(inventory.files.filter(isForeign).map((file) => file.path));
  const entered = views.for('entry-points');
  const entries = attempts.run<Entries | undefined>('registrations', undefined, () =>
    readEntries(entered, foreign, readPart, frameworks),
  );
  const registered = attempts.run('entry-points', [], () =>
    entries ? findEntryPoints(entered, texts, entries, (file, work) => attempts.file(file, 'entry-points', work)) : [],
  );
  const zonesFound = attempts.run('zones', new Map<string, ZoneFound>(), () =>
    findZones(inventory.files, program, texts, registered),
  );
  const zones = new Map<string, Zone>([...zonesFound].map(([path, { zone }]) => [path, zone]));
  const registrations = entries ? registrationsById(entries) : new Map<string, Registration>();
  const described = describedById(registrations);
  pace.enter('flows');
  const templates = attempts.run('templates', NO_TEMPLATES, () =>
    readTemplates(views.for('templates'), inventory.files, texts),
  );
  const followFlows = (watch: boolean): FlowResult =>
    findFlows(program, registered, texts, specialCalls(languages), {
      libraryFiles: publicFiles(layout, new Set(files.keys()), registered),
      majors: majorVersions(dependencies),
      onRoot: pace.piece,
      rendered: templates.byCall,
      described,
      watch,
    });
  const flows = attempts.run('flows', NO_FLOWS, () => followFlows(false));
  // Once more: what is reported stays what it is when nobody asks.
  const { met } = consider ? attempts.run('met', NO_FLOWS, () => followFlows(true)) : NO_FLOWS;
  const followed = ofDevelopers(withFollowed(registered, flows.limits), zones);
  const access = attempts.run('access', [], () => {
    if (!entries) return [];
    const found = { entryPoints: followed, registrations, tree: entries.tree };
    return findAccess(views.for('access'), texts, found, (file, work) => attempts.file(file, 'access', work));
  });
  const entryPoints = withAuthorization(followed, access);
  pace.enter('settings');
  const found = [
    ...flows.weaknesses,
    ...attempts.run('misuse', [], () =>
      findMisuse(views.for('misuse'), texts, (file, work) => attempts.file(file, 'misuse', work)),
    ),
    ...attempts.run('raw-output', [], () => findRawOutput(templates, texts, entryPoints, flows.weaknesses)),
    ...attempts.run('secrets', [], () => findSecrets(inventory.files, texts, files, secrets)),
  ];
  const inPlace = ownWeaknesses(found, inventory.files)
    .filter((one) => existsIn(zones.get(one.at.file), one))
    .map((one) => weighedFor(zones.get(one.at.file), one))
    .sort(byPlace);
  const weaknesses = withStepNames(program, inPlace);
  const scanners = findScanners(inventory.files, texts);
  const description = attempts.run('description', NOTHING_DESCRIBED, () =>
    describeCode(views.for('description'), texts, entryPoints, {
      lockfiles,
      scanners,
      foreign,
      frameworks,
    }),
  );
  const notUnderstood = attempts.run('not-understood', [], () =>
    findNotUnderstood({
      program: views.for('not-understood'),
      files: inventory.files,
      texts,
      entryPoints,
      dependencies,
      frameworks,
    }),
  );
  const known = [
    ...code.limits,
    ...layoutLimits(layout),
    ...linkLimits(program),
    ...limits,
    ...flows.limits,
    ...views.limitFacts(),
    ...attempts.limits,
  ];
  pace.enter('done');
  tellCost({ programSteps: program.steps, flowSteps: flows.steps });
  return {
    inventory: { ...inventory, files: inventory.files.map((file) => ({ ...file, zone: zones.get(file.path) })) },
    packages: findPackages(inventory.files, texts),
    entryPoints,
    dependencies,
    lockfiles,
    scanners,
    weaknesses,
    ...description,
    ...judgedAccess(access, { models: description.models, entryPoints }),
    limits: known,
    coverage: coverageOf({ inventory, limits: known, entryPoints, notUnderstood }, languages),
    ...(met && { considered: consideredIn(met, { found, kept: inPlace, zones: zonesFound }) }),
  };
}
