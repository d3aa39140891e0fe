import type { Component, Concern, DataFlow, EntryPoint, TrustBoundary } from '../../artifacts/phase3';
import type { ConsolidatedControl, ConsolidatedGap } from '../../artifacts/phase4';
import type { ThreatModelInput } from './input';
import { byText, unique } from '../text';

const NETWORK = new Set<string>(['http', 'graphql', 'websocket', 'grpc', 'fileUpload', 'webhook']);
export const isNetwork = (entry: EntryPoint): boolean => NETWORK.has(entry.type);

const WITHOUT_SIGN_IN = new Set(['none', 'optional', 'public', 'unknown', '']);
export const isOpen = (entry: EntryPoint): boolean => WITHOUT_SIGN_IN.has(entry.authentication);
export const changesState = (entry: EntryPoint): boolean => !/^(GET|HEAD|OPTIONS)$/i.test(entry.method ?? 'POST');

/** `file:line` of a location text, without the line. */
const fileOf = (location: string): string => location.replace(/:\d+(-\d+)?$/, '');

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/**
 * The mapped system with fast look-ups: which component a file is in, which entry points lead to a place,
 * which flows and boundaries belong to them.
 */
export class Landscape {
  readonly components: Component[];
  readonly entries: EntryPoint[];
  readonly flows: DataFlow[];
  readonly boundaries: TrustBoundary[];
  readonly controls: ConsolidatedControl[];
  private readonly byPath: Component[];
  private readonly byName: Map<string, Component>;
  private readonly entryById: Map<string, EntryPoint>;
  private readonly entriesInFile: Map<string, EntryPoint[]>;
  private readonly componentOfHandler = new Map<string, string>();
  private readonly flowsOfEntry: Map<string, DataFlow[]>;
  private readonly concernById: Map<string, Concern>;
  private readonly componentCache = new Map<string, string | undefined>();

  constructor(input: ThreatModelInput) {
    this.components = [...input.components].sort((a, b) => byText(a.name, b.name));
    this.entries = input.entryPoints.entryPoints;
    this.flows = input.dataFlows.flows;
    this.boundaries = input.boundaries.boundaries;
    this.controls = input.categories.flatMap((category) => category.controls);
    this.byPath = [...this.components].sort((a, b) => b.path.length - a.path.length || byText(a.name, b.name));
    this.byName = new Map(this.components.map((component) => [component.name, component]));
    this.entryById = new Map(this.entries.map((entry) => [entry.id, entry]));
    this.entriesInFile = groupBy(this.entries, (entry) => entry.handler.file);
    for (const entry of this.entries)
      if (this.byName.has(entry.component)) this.componentOfHandler.set(entry.handler.file, entry.component);
    for (const component of this.components)
      for (const file of component.files ?? []) this.componentOfHandler.set(file, component.name);
    this.flowsOfEntry = this.flowsByEntry();
    this.concernById = new Map(input.concerns.map((concern) => [concern.id, concern]));
  }

  component(name: string): Component | undefined {
    return this.byName.get(name);
  }

  /** Name of the component a file belongs to: the one that names it or its handlers, else by the longest path. */
  componentOf(file: string): string | undefined {
    if (this.componentCache.has(file)) return this.componentCache.get(file);
    const found =
      this.componentOfHandler.get(file) ??
      this.byPath.find(
        (component) => component.path !== '.' && (file === component.path || file.startsWith(`${component.path}/`)),
      )?.name ??
      this.byPath.find((component) => component.path === '.' || component.path === '')?.name;
    this.componentCache.set(file, found);
    return found;
  }

  concern(id: string): Concern | undefined {
    return this.concernById.get(id);
  }

  entry(id: string): EntryPoint | undefined {
    return this.entryById.get(id);
  }

  /**
   * Entry points a gap is reached through: those it names, where its flow begins, at its
   * own lines, else those its concern names.
   */
  entriesOf(gap: ConsolidatedGap): EntryPoint[] {
    const reached = (gap.entry_points ?? []).flatMap((id) => this.entryById.get(id) ?? []);
    // A flow of which nothing is known to reach it: the handler before its line is none of its.
    if (reached.length > 0 || (gap.entry_points && gap.flow)) return reached;
    const start = gap.flow?.[0];
    const fromFlow = start ? this.handlersAt(start.file_path, start.line) : [];
    if (fromFlow.length > 0) return fromFlow;
    const exact = gap.locations.flatMap((place) =>
      this.entries.filter((entry) => isAt(entry, place.file_path, place.line_range)),
    );
    if (exact.length > 0) return sorted(exact);
    const named = (this.concern(gap.concern_id)?.source ?? []).flatMap((source) => this.entryById.get(source.id) ?? []);
    const inFiles = named.filter((entry) => gap.locations.some((place) => place.file_path === entry.handler.file));
    const near = gap.locations
      .flatMap((place) => this.handlersAt(place.file_path, place.line_range.start))
      .filter((entry) => named.includes(entry));
    if (near.length > 0) return sorted(near);
    return sorted(inFiles.length > 0 ? inFiles : named);
  }

  /** The handlers a line stands in: those that begin last before it. Several routes can share one handler. */
  private handlersAt(file: string, line: number): EntryPoint[] {
    const before = (this.entriesInFile.get(file) ?? []).filter((entry) => entry.handler.line <= line);
    const nearest = Math.max(...before.map((entry) => entry.handler.line));
    return sorted(before.filter((entry) => entry.handler.line === nearest));
  }

  private flowsByEntry(): Map<string, DataFlow[]> {
    const map = new Map<string, DataFlow[]>();
    const add = (id: string, flow: DataFlow): void => void map.set(id, [...(map.get(id) ?? []), flow]);
    const places = new Map<string, EntryPoint[]>();
    for (const entry of this.entries) {
      for (const place of unique([
        `${entry.handler.file}:${entry.handler.line}`,
        ...(entry.registration ? [`${entry.registration.file}:${entry.registration.line}`] : []),
      ]))
        places.set(place, [...(places.get(place) ?? []), entry]);
    }
    for (const flow of this.flows) {
      const ids = flow.entryPoints;
      const stated = Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
      const begin = flow.steps
        .filter((step) => step.type === 'source')
        .flatMap((step) => places.get(step.location) ?? []);
      for (const id of stated.length > 0 ? unique(stated) : unique(begin.map((entry) => entry.id))) add(id, flow);
    }
    return map;
  }

  /** Flows of these entry points; with files given, those that pass through them, if any do. */
  flowsFrom(entries: readonly EntryPoint[], files: readonly string[]): DataFlow[] {
    const flows = unique(entries.flatMap((entry) => this.flowsOfEntry.get(entry.id) ?? []));
    const through = flows.filter((flow) =>
      flow.steps.some((step) => step.type !== 'source' && files.includes(fileOf(step.location))),
    );
    return through.length > 0 ? through : flows;
  }

  /** Flows with a step in this component. */
  flowsIn(component: string): DataFlow[] {
    return this.flows.filter((flow) =>
      flow.steps.some((step) => step.component === component || this.componentOf(fileOf(step.location)) === component),
    );
  }

  boundariesOf(entries: readonly EntryPoint[], flows: readonly DataFlow[]): TrustBoundary[] {
    const flowIds = new Set(flows.map((flow) => flow.id));
    const crossed = new Set(flows.flatMap((flow) => flow.crossesBoundaries));
    const entryIds = new Set(entries.map((entry) => entry.id));
    return this.boundaries.filter(
      (boundary) =>
        crossed.has(boundary.id) ||
        (boundary.crossingPoints ?? []).some((point) => flowIds.has(point) || entryIds.has(point)),
    );
  }

  /** Components a flow passes through. */
  componentsOf(flow: DataFlow): string[] {
    return unique(flow.steps.flatMap((step) => step.component ?? this.componentOf(fileOf(step.location)) ?? [])).filter(
      (name) => this.byName.has(name),
    );
  }
}

function isAt(entry: EntryPoint, file: string, range: { start: number; end: number }): boolean {
  const within = (place: { file: string; line: number } | undefined): boolean =>
    place !== undefined && place.file === file && place.line >= range.start && place.line <= range.end;
  return within(entry.handler) || within(entry.registration);
}

function sorted(entries: readonly EntryPoint[]): EntryPoint[] {
  return unique(entries).sort((a, b) => byText(a.id, b.id));
}
