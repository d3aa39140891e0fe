import type { Component, DataFlows, EntryPoints, TrustBoundaries } from '../../artifacts/phase3';
import type { Manifest } from '../../artifacts/manifest';
import { label } from '../../safety/text/mermaid';
import { count } from '../text';

export interface Architecture {
  components: readonly Component[];
  entryPoints: EntryPoints;
  dataFlows: DataFlows;
  boundaries: TrustBoundaries;
  manifest: Manifest;
}

const SHAPES = {
  store: ['[(', ')]'],
  sink: ['{{', '}}'],
  external: ['[/', '/]'],
  process: ['(', ')'],
  plain: ['[', ']'],
} as const;

type Shape = keyof typeof SHAPES;

/** Mermaid refuses to draw more edges than 500 and more text than 50,000 characters. */
const MAX_LINES = 400;
const MAX_SERVICES = 15;
const MAX_FLOWS = 8;

const shapeOf = (type: string): Shape => (type in SHAPES ? (type as Shape) : 'plain');

/** One flowchart. Nodes are numbered: no name, whatever it holds, is ever part of the syntax. */
class Flowchart {
  private readonly ids = new Map<string, string>();
  private readonly lines: string[] = [];
  private dropped = 0;

  node(kind: string, name: string, shape: Shape, shown = name): string {
    const key = `${kind} ${name}`;
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = `n${this.ids.size + 1}`;
    this.ids.set(key, id);
    this.add(`  ${id}${SHAPES[shape][0]}${label(shown)}${SHAPES[shape][1]}`);
    return id;
  }

  edge(from: string, to: string, arrow: '-->' | '<-->' = '-->', text?: string): void {
    if (from !== to) this.add(`  ${from} ${arrow}${text === undefined ? '' : `|${label(text)}|`} ${to}`);
  }

  /** An edge whose direction says what happens to the store's data. */
  store(user: string, store: string, operations: readonly string[]): void {
    const reads = operations.length === 0 || operations.includes('read');
    const writes = operations.length === 0 || operations.some((operation) => operation !== 'read');
    if (reads && writes) this.edge(user, store, '<-->');
    else if (writes) this.edge(user, store);
    else this.edge(store, user);
  }

  group(title: string, fill: () => void): void {
    this.lines.push(`  subgraph g${this.lines.length}[${label(title)}]`);
    fill();
    this.lines.push('  end');
  }

  /** As lines of Markdown, with what was too much said below. */
  markdown(): string[] {
    const rest = this.dropped > 0 ? [`${count(this.dropped, 'more line')} would not fit into the diagram.`, ''] : [];
    return ['```mermaid', 'flowchart LR', ...this.lines, '```', '', ...rest];
  }

  private add(line: string): void {
    if (this.lines.includes(line)) return;
    if (this.lines.length < MAX_LINES) this.lines.push(line);
    else this.dropped += 1;
  }
}

const usesNetwork = (entries: EntryPoints): boolean =>
  entries.entryPoints.some((entry) => entry.type !== 'cli' && entry.type !== 'scheduled');
const userNode = (chart: Flowchart, entries: EntryPoints): string =>
  chart.node('user', '', 'external', usesNetwork(entries) ? 'Users and clients' : 'Operator');
const storeNode = (chart: Flowchart, { name, type }: { name: string; type: string }): string =>
  chart.node('store', name, 'store', `${name} (${type})`);

interface UsedStore {
  name: string;
  type: string;
  operations: string[];
}

const byName = (a: UsedStore, b: UsedStore): number => Number(a.name > b.name) - Number(a.name < b.name);

/** Every store once, with all that any component does to it. */
function storesOf(components: readonly Component[]): UsedStore[] {
  const found = new Map<string, UsedStore>();
  for (const { name, type, operations } of components.flatMap((component) => component.dataStores)) {
    const known = found.get(name) ?? { name, type, operations: [] };
    found.set(name, { ...known, operations: [...known.operations, ...operations] });
  }
  return [...found.values()].sort(byName);
}

/** The system and its surroundings. */
export function levelZero(name: string, { components, entryPoints, dataFlows }: Architecture): string[] {
  const chart = new Flowchart();
  const entries = entryPoints.entryPoints.length;
  const user = entries > 0 ? userNode(chart, entryPoints) : undefined;
  const app = chart.node('app', '', 'process', name);
  if (user !== undefined) chart.edge(user, app, '-->', count(entries, 'entry point'));
  for (const store of storesOf(components)) chart.store(app, storeNode(chart, store), store.operations);
  for (const item of dataFlows.externalIntegrations.slice(0, MAX_SERVICES)) {
    const service = chart.node('service', item.name, 'external');
    if (item.type === 'inbound') chart.edge(service, app);
    else chart.edge(app, service);
  }
  return chart.markdown();
}

function addServices(chart: Flowchart, { flows, externalIntegrations }: DataFlows): void {
  const services = new Set(externalIntegrations.map((item) => item.name));
  for (const step of flows.flatMap((flow) => flow.steps)) {
    if (step.type !== 'sink' || !step.component || !services.has(step.name)) continue;
    chart.edge(chart.node('component', step.component, 'process'), chart.node('service', step.name, 'external'));
  }
}

/** Components and stores. */
export function levelOne({ components, entryPoints, dataFlows }: Architecture): string[] {
  const chart = new Flowchart();
  const user = userNode(chart, entryPoints);
  const nodeOf = (name: string): string => chart.node('component', name, 'process');
  chart.group('Application', () => components.forEach((component) => nodeOf(component.name)));
  for (const component of components) {
    const own = nodeOf(component.name);
    if (component.entryPoints.length > 0) chart.edge(user, own);
    for (const other of component.dependencies.internal) chart.edge(own, nodeOf(other));
    for (const store of component.dataStores) chart.store(own, storeNode(chart, store), store.operations);
  }
  addServices(chart, dataFlows);
  return chart.markdown();
}

/** One entry point, or several that do the same; each step hangs on the one that its data comes from. */
function addFlow(chart: Flowchart, flow: DataFlows['flows'][number]): void {
  const nodes = flow.steps.map((step) => {
    if (step.type === 'source') return chart.node(`source ${flow.id}`, step.name, 'external');
    const key = step.type === 'process' ? `process ${step.location}` : step.type;
    return chart.node(key, step.name, shapeOf(step.type));
  });
  flow.steps.forEach((step, index) => {
    const before = nodes[(step.from ?? index) - 1];
    const node = nodes[index];
    if (before === undefined || node === undefined) return;
    if (step.type === 'store') chart.store(before, node, step.operations ?? []);
    else chart.edge(before, node);
  });
}

/** One component's flows: entry points, what they run through, where the data ends. Undefined when it has none. */
export function levelTwo(component: string, { flows }: DataFlows): string[] | undefined {
  const own = flows.filter(({ steps }) => (steps[1] ?? steps[0])?.component === component);
  if (own.length === 0) return undefined;
  const chart = new Flowchart();
  for (const flow of own.slice(0, MAX_FLOWS)) addFlow(chart, flow);
  return chart.markdown();
}
