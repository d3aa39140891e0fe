import type { Component, DataFlow, EntryPoint, ExternalIntegration, TrustBoundary } from '../../artifacts/phase3';
import { byText } from '../text';
import { say, type Draft, type Said } from '../../messages/say';
import { severalEntries } from '../../artifacts/notation';

const RISK = ['high', 'medium', 'low'] as const;
const STRENGTH = ['none', 'unknown', 'basic', 'apikey', 'custom', 'session', 'jwt', 'signature', 'mtls', 'iam'];

const id = (prefix: string, position: number): string => `${prefix}-${String(position + 1).padStart(3, '0')}`;

/** `/users/:id`, `/users/<int:id>` and `/users/{id}` are the same address. */
export function normalPath(path: string): string {
  return path.replace(/<(?:[^:<>]*:)?([^<>]+)>/g, '{$1}').replace(/:([A-Za-z_][A-Za-z0-9_]*)\??/g, '{$1}');
}

export const entryKey = (entry: Draft<EntryPoint>): string =>
  entry.path === ''
    ? `${entry.type} ${entry.handler.file}:${entry.handler.line}`
    : `${entry.type} ${(entry.method ?? '').toUpperCase()} ${normalPath(entry.path)}`;

export interface Numbered<T> {
  items: T[];
  /** New id by old id. */
  ids: Map<string, string>;
}

function weaker(left: string, right: string): string {
  const rank = (value: string): number =>
    STRENGTH.includes(value) ? STRENGTH.indexOf(value) : STRENGTH.indexOf('custom');
  return rank(left) <= rank(right) ? left : right;
}

function joinEntries(kept: Draft<EntryPoint>, other: Draft<EntryPoint>, uncertainties: Said[]): Draft<EntryPoint> {
  if (kept.authentication !== other.authentication)
    uncertainties.push(say('mapping/flows.registeredTwice', kept, other));
  const params = new Map(
    [...kept.inputParameters, ...other.inputParameters].map((param) => [`${param.source} ${param.name}`, param]),
  );
  return {
    ...kept,
    riskLevel: RISK.find((level) => level === kept.riskLevel || level === other.riskLevel) ?? kept.riskLevel,
    riskFactors: [...new Set([...kept.riskFactors, ...other.riskFactors])],
    inputParameters: [...params.values()],
    authentication: weaker(kept.authentication, other.authentication),
    rateLimited: kept.rateLimited === true && other.rateLimited === true,
  };
}

/** Entry points of all components, each once, numbered in order of file, line and address. */
export function mergeEntries(
  components: readonly Draft<Component>[],
  uncertainties: Said[],
): Numbered<Draft<EntryPoint>> {
  const merged = new Map<string, { entry: Draft<EntryPoint>; old: string[] }>();
  for (const entry of components.flatMap((component) => component.entryPoints)) {
    const normal: Draft<EntryPoint> = {
      ...entry,
      ...(entry.method === undefined ? {} : { method: entry.method.toUpperCase() }),
      path: normalPath(entry.path),
    };
    const known = merged.get(entryKey(normal));
    if (known) {
      known.old.push(entry.id);
      // The same registration seen by two mappers is not a conflict.
      if (
        known.entry.handler.file !== normal.handler.file ||
        known.entry.handler.line !== normal.handler.line ||
        known.entry.authentication !== normal.authentication
      )
        known.entry = joinEntries(known.entry, normal, uncertainties);
    } else merged.set(entryKey(normal), { entry: normal, old: [entry.id] });
  }
  const place = (entry: Draft<EntryPoint>): string => entry.registration?.file ?? entry.handler.file;
  const line = (entry: Draft<EntryPoint>): number => entry.registration?.line ?? entry.handler.line;
  const sorted = [...merged.values()].sort(
    (a, b) =>
      byText(place(a.entry), place(b.entry)) ||
      line(a.entry) - line(b.entry) ||
      byText(entryKey(a.entry), entryKey(b.entry)),
  );
  const ids = new Map(sorted.flatMap(({ old }, position) => old.map((value) => [value, id('ep', position)] as const)));
  return { items: sorted.map(({ entry }, position) => ({ ...entry, id: id('ep', position) })), ids };
}

const endsOf = (flow: Draft<DataFlow>): string => {
  const ends = flow.steps
    .filter((step) => step.type === 'store' || step.type === 'sink')
    .map((step) => `${step.type} ${step.name}`);
  const from = flow.steps.find((step) => step.type === 'source');
  return `${from?.component ?? ''} > ${ends.join(' > ')}`;
};

function joinFlows(flows: readonly Draft<DataFlow>[]): Draft<DataFlow> {
  const [first, ...others] = flows;
  if (!first) throw new RangeError('no flow to join');
  if (others.length === 0) return first;
  const sources = flows.flatMap((flow) => flow.steps.filter((step) => step.type === 'source').map((step) => step.name));
  const ends = first.steps.filter(({ type }) => type === 'store' || type === 'sink').map(({ name }) => name);
  const steps = first.steps.map((step) =>
    step.type === 'source'
      ? {
          ...step,
          name: severalEntries(sources),
          dataTypes: [...new Set(flows.flatMap((flow) => flow.steps[0]?.dataTypes ?? []))],
        }
      : {
          ...step,
          ...(step.operations
            ? {
                operations: [
                  ...new Set(
                    flows.flatMap((flow) => flow.steps.find((other) => other.name === step.name)?.operations ?? []),
                  ),
                ].sort(),
              }
            : {}),
        },
  );
  return {
    ...first,
    name: say('mapping/flows.severalTo', sources, first, ends),
    description: say('mapping/flows.dataReaches', sources, ends),
    crownJewels: [...new Set(flows.flatMap((flow) => flow.crownJewels))],
    sensitivity:
      (['critical', 'high', 'medium', 'low'] as const).find((level) =>
        flows.some((flow) => flow.sensitivity === level),
      ) ?? first.sensitivity,
    steps,
    crossesBoundaries: [...new Set(flows.flatMap((flow) => flow.crossesBoundaries))].sort(),
  };
}

/** Flows of one component that end at the same stores and sinks are one flow. */
export function mergeFlows(components: readonly Draft<Component>[]): {
  items: Draft<DataFlow>[];
  sources: Map<string, string[]>;
} {
  const groups = new Map<string, Draft<DataFlow>[]>();
  for (const flow of components.flatMap((component) => component.dataFlows))
    groups.set(endsOf(flow), [...(groups.get(endsOf(flow)) ?? []), flow]);
  const sources = new Map<string, string[]>();
  const items = [...groups.values()].map((flows, position) => {
    sources.set(
      id('df', position),
      flows.map((flow) => flow.id),
    );
    return { ...joinFlows(flows), id: id('df', position) };
  });
  return { items, sources };
}

/** Boundaries of the same kind in one application are one boundary: a control cited by any mapper counts. */
export function mergeBoundaries(components: readonly Draft<Component>[]): Numbered<TrustBoundary> {
  const merged = new Map<string, TrustBoundary>();
  const old = new Map<string, string[]>();
  for (const boundary of components.flatMap((component) => component.trustBoundaries)) {
    const key = `${boundary.type} ${boundary.from.trustLevel} ${boundary.to.trustLevel}`;
    const known = merged.get(key);
    old.set(key, [...(old.get(key) ?? []), boundary.id]);
    if (!known) {
      merged.set(key, boundary);
      continue;
    }
    const required = [...new Set([...known.controls.required, ...boundary.controls.required])];
    const detected = required.filter(
      (name) => known.controls.detected.includes(name) || boundary.controls.detected.includes(name),
    );
    merged.set(key, {
      ...known,
      crossingPoints: [...new Set([...(known.crossingPoints ?? []), ...(boundary.crossingPoints ?? [])])].sort(byText),
      controls: { required, detected, missing: required.filter((name) => !detected.includes(name)) },
    });
  }
  const keys = [...merged.keys()].sort(byText);
  const ids = new Map(
    keys.flatMap((key, position) => (old.get(key) ?? []).map((value) => [value, id('tb', position)] as const)),
  );
  return {
    items: keys.flatMap((key, position) => ({ ...(merged.get(key) as TrustBoundary), id: id('tb', position) })),
    ids,
  };
}

export function mergeIntegrations(all: readonly ExternalIntegration[]): ExternalIntegration[] {
  const byName = new Map<string, ExternalIntegration>();
  for (const item of all) {
    const known = byName.get(item.name);
    byName.set(
      item.name,
      known
        ? {
            ...known,
            type: known.type === item.type ? known.type : 'bidirectional',
            dataExchanged: [...new Set([...known.dataExchanged, ...item.dataExchanged])],
          }
        : item,
    );
  }
  return [...byName.values()]
    .sort((a, b) => byText(a.name, b.name))
    .map((item, position) => ({ ...item, id: id('ext', position) }));
}

/** Ids of stores, the same in every component that uses them. */
export function numberStores(components: readonly Draft<Component>[]): Map<string, string> {
  const stores = new Map(
    components.flatMap((component) =>
      component.dataStores.map(
        (store) => [store.id ?? `${store.type} ${store.name}`, `${store.location} ${store.name}`] as const,
      ),
    ),
  );
  const sorted = [...stores].sort(([, a], [, b]) => byText(a, b));
  return new Map(sorted.map(([old], position) => [old, id('ds', position)]));
}
