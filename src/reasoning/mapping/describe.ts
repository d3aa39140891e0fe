import type { CodeFacts } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';
import type { Component, DataStore } from '../../artifacts/phase3';
import type { BusinessContext } from '../../artifacts/phase1';
import { indexOf } from '../code-index';
import { atOnce, type InSteps } from '../in-steps';
import { boundariesOf } from './boundaries';
import { CrownJewels } from './crown-jewels';
import { answeredAt, guardsOf, identityGuards, isNetwork, toEntryPoint } from './entry-points';
import { flowFrom } from './flows';
import { type ComponentScope, type Inside, responsibilities, uncertainties } from './component-texts';
import { weaknessOf } from '../../knowledge/weaknesses';
import { speaks } from './scope-files';
import { byText } from '../text';
import { type Draft, say } from '../../messages/say';

const LANGUAGES: Readonly<Record<string, string>> = {
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  tsx: 'TypeScript',
  jsx: 'JavaScript',
  python: 'Python',
};

function runtimeOf(language: string): string | undefined {
  if (language === 'none') return undefined;
  return language === 'python' ? 'Python' : 'Node.js';
}

function technologies(inside: Inside, files: readonly FileFact[]): Component['technologies'] {
  const perLanguage = new Map<string, number>();
  for (const file of files)
    if (file.language !== undefined && file.analyzed)
      perLanguage.set(file.language, (perLanguage.get(file.language) ?? 0) + 1);
  const main = [...perLanguage].sort((a, b) => b[1] - a[1] || byText(a[0], b[0]))[0]?.[0] ?? 'none';
  const used = inside.entries.map((entry) => entry.framework).filter((name) => name !== '');
  const framework = [
    ...new Set([
      ...used,
      ...inside.facts.frameworks.filter((item) => inside.files.has(item.at.file)).map((item) => item.name),
    ]),
  ];
  const runtime = runtimeOf(main);
  return {
    language: LANGUAGES[main] ?? main,
    ...(framework.length > 0 ? { framework: framework.slice(0, 3).join(', ') } : {}),
    ...(runtime === undefined ? {} : { runtime }),
  };
}

function storesOf(inside: Inside): DataStore[] {
  return inside.facts.stores.flatMap((store) => {
    const accesses = store.accesses.filter((access) => inside.files.has(access.at.file));
    if (accesses.length === 0 && !inside.files.has(store.at.file)) return [];
    const sensitivity = inside.jewels.sensitivity(inside.jewels.in(accesses.map((access) => access.subject)));
    return [
      {
        id: store.id,
        type: store.type,
        name: store.name,
        operations: [...new Set(accesses.map((access) => access.operation))].sort(),
        ...(sensitivity ? { sensitivity } : {}),
        location: `${store.at.file}:${store.at.line}`,
        subjects: [...new Set(accesses.map((access) => access.subject))].sort(),
      },
    ];
  });
}

function typeOf(scope: ComponentScope, inside: Inside): Component['type'] {
  const served = inside.entries.some(isNetwork);
  if (
    scope.role &&
    !(
      served &&
      (scope.role.type === 'shared' || scope.role.type === 'database' || scope.role.type === 'infrastructure')
    )
  )
    return scope.role.type;
  if (runsInBrowsers(scope)) return 'frontend';
  if (served || inside.facts.frameworks.some((item) => inside.files.has(item.at.file))) return 'backend';
  if (inside.entries.some((entry) => entry.kind === 'cli')) return 'cli';
  if (inside.entries.length > 0) return 'background';
  return scope.files.some((file) => file.analyzed) ? 'shared' : 'infrastructure';
}

/** Most of its code is shown or run there. */
function runsInBrowsers({ files }: ComponentScope): boolean {
  const code = files.filter((file) => file.analyzed);
  return code.filter((file) => file.zone === 'client').length > code.length / 2;
}

/** How much of what takes input has it checked. */
function extentOf(validated: number, all: number): Component['securityRelevant']['inputValidation'] {
  if (all === 0) return 'unknown';
  if (validated === 0) return 'none';
  return validated === all ? 'full' : 'partial';
}

function securityRelevant(inside: Inside): Draft<Component['securityRelevant']> {
  const withInput = inside.entries.filter((entry) => entry.params.length > 0);
  const validated = withInput.filter((entry) => guardsOf(entry, 'input-validation').length > 0).length;
  const models = [
    ...new Set(inside.entries.flatMap((entry) => guardsOf(entry, 'authorization').map((guard) => guard.establishes))),
  ].sort();
  const names = (category: string): string[] =>
    [
      ...new Set(
        inside.controls
          .filter((control) => control.category === category)
          .map((control) => `${control.name} (${control.at.file}:${control.at.line})`),
      ),
    ].slice(0, 10);
  return {
    authenticationRequired: inside.entries.some((entry) => identityGuards(entry).length > 0),
    authorizationModel: models.length > 0 ? models.join(', ') : 'none',
    inputValidation: extentOf(validated, withInput.length),
    logging: names('logging-audit').length > 0 ? say('mapping/components.firstOf', names('logging-audit')) : 'none',
    authReferences: names('authentication'),
    cryptoUsage: names('cryptography'),
  };
}

/** Components that the code of these files calls into, and packages it declares nothing about are left out. */
function dependencies(scope: ComponentScope, inside: Inside, type: Component['type']): Component['dependencies'] {
  const internal = new Set<string>();
  for (const fn of inside.facts.functions) {
    if (inside.files.has(fn.file)) continue;
    if (fn.callers.some((id) => inside.files.has(inside.index.function(id)?.file ?? '')))
      internal.add(scope.componentOf(fn.file));
  }
  internal.delete(scope.name);
  internal.delete('');
  const external =
    type === 'frontend' || type === 'infrastructure'
      ? []
      : inside.facts.dependencies.filter((item) => item.direct && !item.dev).map((item) => item.name);
  return { internal: [...internal].sort(), external: [...new Set(external)].sort() };
}

/** Some entry points, and then others get a turn. */
const AT_ONCE = 20;

function* each<T, R>(items: readonly T[], make: (item: T) => R): InSteps<R[]> {
  const made: R[] = [];
  for (const item of items) {
    made.push(make(item));
    if (made.length % AT_ONCE === 0) yield;
  }
  return made;
}

/** What decides how much a component matters: crown jewels in it, being reached from outside, stores or flaws. */
interface Weight {
  precious: boolean;
  exposed: boolean;
  busy: boolean;
}

function criticalityOf({ precious, exposed, busy }: Weight): Component['business_criticality'] {
  if (precious) return 'critical';
  if (exposed) return 'high';
  return busy ? 'medium' : 'low';
}

function depthOf({ precious, exposed }: Omit<Weight, 'busy'>): Component['analysis_depth'] {
  if (precious) return 'deep';
  return exposed ? 'standard' : 'surface';
}

/**
 * Builds the component of these files from what the code says. Ids inside are those of the facts until consolidation.
 */
export const describeComponent = (
  scope: ComponentScope,
  facts: CodeFacts,
  business: BusinessContext,
): Draft<Component> => atOnce(componentInSteps(scope, facts, business));

/** As {@link describeComponent}, in portions. */
export function* componentInSteps(
  scope: ComponentScope,
  facts: CodeFacts,
  business: BusinessContext,
): InSteps<Draft<Component>> {
  const files = new Set(scope.files.map((file) => file.path));
  const index = indexOf(facts);
  const jewels = CrownJewels.of(business, facts);
  const entries = facts.entryPoints.filter((entry) => files.has(answeredAt(entry).file));
  const inside: Inside = {
    facts,
    index,
    jewels,
    files,
    entries,
    weaknesses: facts.weaknesses.filter((item) => files.has(item.at.file)),
    controls: facts.controls.filter((item) => files.has(item.at.file)),
  };
  yield;
  const stores = storesOf(inside);
  const type = typeOf(scope, inside);
  const handled = jewels.inFiles(files);
  const precious = handled.length > 0;
  const exposed = entries.some(isNetwork);
  const busy = stores.length > 0 || inside.weaknesses.length > 0;
  const code = scope.files.filter(speaks);
  yield;
  const entryPoints = yield* each(entries, (entry) => toEntryPoint(entry, scope.name, jewels, index));
  const around = { facts, index, jewels, componentOf: scope.componentOf };
  const dataFlows = yield* each(entries, (entry) => flowFrom(entry, around));
  const trustBoundaries = boundariesOf(facts, {
    entries,
    stores: facts.stores.filter((store) => stores.some((own) => own.id === store.id)),
    services: facts.services.filter((service) => service.at.some((place) => files.has(place.file))),
    files,
  });
  yield;
  return {
    name: scope.name,
    path: scope.path,
    type,
    description: say('mapping/components.description', {
      name: scope.name,
      type,
      files: code.length,
      entries: entries.length,
      stores: stores.length,
      controls: inside.controls.length,
    }),
    technologies: technologies(inside, scope.files),
    responsibilities: responsibilities(scope, inside, stores),
    dependencies: dependencies(scope, inside, type),
    entryPoints,
    dataFlows: dataFlows.filter((flow) => flow !== undefined),
    trustBoundaries,
    dataStores: stores,
    securityRelevant: securityRelevant(inside),
    handles_crown_jewels: precious,
    crown_jewels_handled: handled,
    business_criticality: criticalityOf({ precious, exposed: exposed || type === 'authentication', busy }),
    analysis_depth: scope.sampled ? 'surface' : depthOf({ precious, exposed }),
    security_notes: inside.weaknesses.slice(0, 20).map((item) => ({
      text: say('seen.messageOf', item),
      category: weaknessOf(item.weakness).category,
      file: item.at.file,
      lines: `${item.at.line}-${item.at.endLine}`,
    })),
    coverage: {
      filesInScope: code.length,
      filesRead: scope.files.filter((file) => file.analyzed || (file.role === 'config' && file.sha256 !== '')).length,
      sampled: scope.sampled,
    },
    uncertainties: uncertainties(scope, inside),
  };
}
