import { STRIDE, type Stride } from '../../artifacts/enums';
import type { BusinessContext } from '../../artifacts/phase1';
import type { Component, DataFlows, DataStore } from '../../artifacts/phase3';
import type { DfdElement, DfdThreats, Threat } from '../../artifacts/phase5';
import { type DfdKind, STRIDE_TABLE, strideApplies } from '../../knowledge/stride';
import { type Landscape, isNetwork } from './landscape';
import { byText } from '../text';
import { say, type Draft, type Said } from '../../messages/say';

/** An element of the data flow diagram and the rule by which a threat belongs to it. */
interface Element {
  id: string;
  kind: DfdKind;
  name: string;
  source: { artifact: string; id: string };
  holdsLogs?: boolean;
  concerns(threat: Draft<Threat>): boolean;
}

const kebab = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'unnamed';
const stridesOf = (threat: Draft<Threat>): Stride[] => [threat.strideCategory, ...(threat.secondaryStride ?? [])];
const LOGS = /\b(log|logs|audit|event|journal)/i;

/** All elements of the system. External entities are the users of phase 1 and the integrations. */
export function elementsOf(business: BusinessContext, dataFlows: DataFlows, landscape: Landscape): Element[] {
  return [
    ...users(business, landscape),
    ...integrations(dataFlows),
    ...landscape.components.map(toProcess),
    ...stores(landscape),
    ...flowElements(landscape),
    ...boundaryElements(landscape),
  ];
}

/** Users pretend to be others or deny what they did: threats of these kinds at entry points concern them. */
function users(business: BusinessContext, landscape: Landscape): Element[] {
  const network = new Set(landscape.entries.filter(isNetwork).map((entry) => entry.id));
  const names = business.business_objectives.users.length > 0 ? business.business_objectives.users : ['users'];
  return names.map((name) => ({
    id: `user-${kebab(name)}`,
    kind: 'external-entity' as const,
    name,
    source: { artifact: 'business-objectives.json', id: name },
    concerns: (threat) =>
      threat.affectedEntryPoints.some((id) => network.has(id)) ||
      (threat.affectedEntryPoints.length === 0 && stridesOf(threat).includes('Spoofing')),
  }));
}

function integrations(dataFlows: DataFlows): Element[] {
  return dataFlows.externalIntegrations.map((item, index) => {
    const id = item.id ?? `ext-${String(index + 1).padStart(3, '0')}`;
    const file = item.location.replace(/:\d+.*$/, '');
    return {
      id,
      kind: 'external-entity' as const,
      name: item.name,
      source: { artifact: 'data-flows.json', id },
      concerns: (threat) => threat.locations.some((place) => place.file_path === file),
    };
  });
}

function toProcess(component: Component): Element {
  return {
    id: component.name,
    kind: 'process',
    name: component.name,
    source: { artifact: `components/${component.name}.json`, id: component.name },
    concerns: (threat) => threat.component === component.name,
  };
}

function stores(landscape: Landscape): Element[] {
  const found = new Map<string, { store: DataStore; components: Set<string> }>();
  for (const component of landscape.components) {
    for (const store of component.dataStores) {
      const id = store.id === undefined || store.id === '' ? `ds-${kebab(store.name)}` : store.id;
      const known = found.get(id) ?? { store, components: new Set<string>() };
      known.components.add(component.name);
      found.set(id, known);
    }
  }
  return [...found]
    .sort(([a], [b]) => byText(a, b))
    .map(([id, { store, components }]) => {
      const holds = (threat: Draft<Threat>): boolean =>
        threat.affectedDataFlows.some((flowId) =>
          landscape.flows.some(
            (flow) =>
              flow.id === flowId &&
              flow.steps.some((step) => step.type === 'store' && (step.store ?? step.name) === store.name),
          ),
        );
      const file = store.location.replace(/:\d+.*$/, '');
      return {
        id,
        kind: 'data-store' as const,
        name: store.name,
        source: { artifact: `components/${[...components].sort(byText)[0] ?? ''}.json`, id },
        holdsLogs: LOGS.test(`${store.name} ${store.type}`),
        concerns: (threat) => holds(threat) || threat.locations.some((place) => place.file_path === file),
      };
    });
}

function flowElements(landscape: Landscape): Element[] {
  return landscape.flows.map((flow) => ({
    id: flow.id,
    kind: 'data-flow' as const,
    name: flow.name,
    source: { artifact: 'data-flows.json', id: flow.id },
    concerns: (threat) => threat.affectedDataFlows.includes(flow.id),
  }));
}

function boundaryElements(landscape: Landscape): Element[] {
  return landscape.boundaries.map((boundary) => ({
    id: boundary.id,
    kind: 'trust-boundary' as const,
    name: boundary.name,
    source: { artifact: 'trust-boundaries.json', id: boundary.id },
    concerns: (threat) => threat.trustBoundariesCrossed.includes(boundary.id),
  }));
}

/**
 * The DFD table: every applicable cell of every element holds threat ids or says why it holds
 * none. Sets `dfdElements` of the threats.
 */
export function dfdThreats(elements: readonly Element[], threats: readonly Draft<Threat>[]): Draft<DfdThreats> {
  const placed = new Set<string>();
  const result = elements.map((element): Draft<DfdElement> => {
    const mine = threats.filter((threat) => element.concerns(threat));
    const cells = STRIDE.map((stride) => [STRIDE_TABLE[stride].letter, cell(element, stride, mine)] as const);
    for (const [, value] of cells) for (const id of value.threatIds) placed.add(id);
    return {
      id: element.id,
      kind: element.kind,
      name: element.name,
      source: element.source,
      stride: Object.fromEntries(cells) as Draft<DfdElement>['stride'],
    };
  });
  assign(result, threats);
  return { elements: result, unmapped: threats.filter((threat) => !placed.has(threat.id)).map((threat) => threat.id) };
}

function cell(element: Element, stride: Stride, threats: readonly Draft<Threat>[]): Draft<DfdElement>['stride']['S'] {
  if (!strideApplies(element.kind, stride, element.holdsLogs)) return { applicable: false, threatIds: [] };
  const threatIds = threats.filter((threat) => stridesOf(threat).includes(stride)).map((threat) => threat.id);
  return threatIds.length > 0
    ? { applicable: true, threatIds }
    : { applicable: true, threatIds, note: note(element, stride, threats) };
}

function note(element: Element, stride: Stride, threats: readonly Draft<Threat>[]): Said {
  const label = STRIDE_TABLE[stride].label.toLowerCase();
  return threats.length === 0 ? say('threats/model.notTouched', element.kind) : say('threats/model.notAbout', label);
}

function assign(elements: readonly Draft<DfdElement>[], threats: readonly Draft<Threat>[]): void {
  const byThreat = new Map<string, { kind: string; id: string }[]>();
  for (const element of elements) {
    const { S, T, R, I, D, E } = element.stride;
    for (const id of new Set([S, T, R, I, D, E].flatMap((item) => item.threatIds)))
      byThreat.set(id, [...(byThreat.get(id) ?? []), { kind: element.kind, id: element.id }]);
  }
  for (const threat of threats) threat.dfdElements = byThreat.get(threat.id) ?? [];
}
