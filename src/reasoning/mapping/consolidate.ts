import type { CodeFacts } from '../../artifacts/facts';
import type { BusinessContext } from '../../artifacts/phase1';
import type {
  Component,
  DataFlow,
  DataFlows,
  EntryPoint,
  EntryPoints,
  ExternalIntegration,
  TrustBoundaries,
  TrustBoundary,
} from '../../artifacts/phase3';
import type { Manifest } from '../../artifacts/manifest';
import type { Dependencies } from '../../artifacts/dependencies';
import { productOf } from '../code-index';
import { CrownJewels } from './crown-jewels';
import { dependenciesOf, manifestOf } from './manifest';
import { mergeBoundaries, mergeEntries, mergeFlows, mergeIntegrations, numberStores, type Numbered } from './merge';
import { splitComponents } from './split';
import { byText, kebab } from '../text';
import type { Draft, Said } from '../../messages/say';

export interface Mapping {
  components: Component[];
  entryPoints: EntryPoints;
  dataFlows: DataFlows;
  boundaries: TrustBoundaries;
  dependencies: Dependencies;
  manifest: Manifest;
}

export interface ConsolidateOptions {
  /** Time of the analysis, ISO 8601. */
  now: string;
  /** What was analysed, in words. */
  scope: string;
}

function uniqueNames(components: readonly Draft<Component>[]): Draft<Component>[] {
  const taken = new Set<string>();
  return components.map((component) => {
    const base = kebab(component.name);
    let name = base;
    // Another component may be called what the second of a name would be.
    for (let times = 2; taken.has(name); times += 1) name = `${base}-${times}`;
    taken.add(name);
    return { ...component, name };
  });
}

function tally<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of [...items].sort((a, b) => byText(key(a), key(b))))
    counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

function integrationsOf(facts: CodeFacts, jewels: CrownJewels): ExternalIntegration[] {
  return mergeIntegrations(
    facts.services.flatMap((service) => {
      const place = service.at[0];
      return place
        ? [
            {
              name: service.name,
              type: service.direction,
              dataExchanged: jewels.inFile(place.file),
              authentication: service.authentication,
              location: `${place.file}:${place.line}`,
              protocol: service.protocol,
            },
          ]
        : [];
    }),
  );
}

/** Fragments of a component get the ids of the consolidated artifacts. */
function renumber(
  component: Draft<Component>,
  entries: Numbered<Draft<EntryPoint>>,
  flowIds: Map<string, string>,
  flows: readonly Draft<DataFlow>[],
  boundaries: Numbered<TrustBoundary>,
  stores: Map<string, string>,
): Draft<Component> {
  const own = (list: readonly string[]): string[] => [...new Set(list)].sort(byText);
  const flowsHere = own(component.dataFlows.flatMap((flow) => flowIds.get(flow.id) ?? []));
  return {
    ...component,
    entryPoints: own(component.entryPoints.flatMap((entry) => entries.ids.get(entry.id) ?? [])).flatMap((id) =>
      entries.items.filter((entry) => entry.id === id),
    ),
    dataFlows: flows.filter((flow) => flowsHere.includes(flow.id)),
    trustBoundaries: component.trustBoundaries.map((boundary) => ({
      ...boundary,
      id: boundaries.ids.get(boundary.id) ?? boundary.id,
      crossingPoints: own((boundary.crossingPoints ?? []).flatMap((id) => entries.ids.get(id) ?? [])),
    })),
    dataStores: component.dataStores.map((store) => ({
      ...store,
      id: stores.get(store.id ?? `${store.type} ${store.name}`) ?? '',
    })),
  };
}

function coverage(boundaries: readonly TrustBoundary[]): TrustBoundaries['summary'] {
  const fully = boundaries.filter((boundary) => boundary.controls.missing.length === 0).length;
  const none = boundaries.filter(
    (boundary) => boundary.controls.detected.length === 0 && boundary.controls.missing.length > 0,
  ).length;
  return {
    totalBoundaries: boundaries.length,
    controlCoverage: { fullyProtected: fully, partiallyProtected: boundaries.length - fully - none, unprotected: none },
  };
}

/**
 * Unites the results of all mappers: duplicates removed, ids assigned, references rewritten. Deterministic and
 * idempotent.
 */
export function consolidateMapping(
  mapped: readonly Component[],
  allFacts: CodeFacts,
  business: BusinessContext,
  options: ConsolidateOptions,
): Draft<Mapping> {
  const facts = productOf(allFacts);
  const sorted = [...mapped].sort((a, b) => byText(a.path, b.path) || byText(a.name, b.name));
  const components = uniqueNames(splitComponents(sorted, facts, business));
  const uncertainties: Said[] = [];
  const entries = mergeEntries(components, uncertainties);
  const merged = mergeFlows(components);
  const flowIds = new Map([...merged.sources].flatMap(([id, old]) => old.map((value) => [value, id] as const)));
  const boundaries = mergeBoundaries(components);
  const flows = merged.items.map((flow) => ({
    ...flow,
    crossesBoundaries: [...new Set(flow.crossesBoundaries.flatMap((id) => boundaries.ids.get(id) ?? []))].sort(byText),
    entryPoints: (merged.sources.get(flow.id) ?? []).flatMap((id) => entries.ids.get(id) ?? []),
  }));
  const crossing = boundaries.items.map((boundary) => ({
    ...boundary,
    crossingPoints: [
      ...new Set([
        ...(boundary.crossingPoints ?? []).flatMap((id) => entries.ids.get(id) ?? []),
        ...flows.filter((flow) => flow.crossesBoundaries.includes(boundary.id)).map((flow) => flow.id),
      ]),
    ].sort(byText),
  }));
  const stores = numberStores(components);
  const numbered = components.map((component, position) =>
    renumber(
      position === 0 && uncertainties.length > 0
        ? { ...component, uncertainties: [...(component.uncertainties ?? []), ...uncertainties] }
        : component,
      entries,
      flowIds,
      flows,
      boundaries,
      stores,
    ),
  );
  return {
    components: numbered.sort((a, b) => byText(a.name, b.name)),
    entryPoints: {
      scope: options.scope,
      summary: {
        total: entries.items.length,
        byType: tally(entries.items, (entry) => entry.type),
        byRiskLevel: tally(entries.items, (entry) => entry.riskLevel),
      },
      entryPoints: entries.items,
    },
    dataFlows: {
      scope: options.scope,
      flows,
      externalIntegrations: integrationsOf(facts, CrownJewels.of(business, facts)),
    },
    boundaries: { scope: options.scope, boundaries: crossing, summary: coverage(crossing) },
    dependencies: dependenciesOf(facts),
    manifest: manifestOf(facts, options.scope, options.now),
  };
}
