import type { Component, DataFlows, EntryPoints, Manifest, TrustBoundaries } from '../../../artifacts/phase3';
import { byText, count, listed } from '../wording';

export interface Architecture {
  components: readonly Component[];
  entryPoints: EntryPoints;
  dataFlows: DataFlows;
  boundaries: TrustBoundaries;
  manifest: Manifest;
}

/** Text inside a Mermaid label: quotes and everything Mermaid or Markdown could take for markup are written as entities. */
export function label(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const short = flat.length > 60 ? `${flat.slice(0, 59)}…` : flat;
  return `"${short.replace(/[#&<>"'`{}[\]|\\();]/g, (char) => `#${char.charCodeAt(0)};`)}"`;
}

const nodeId = (prefix: string, name: string): string => `${prefix}_${name.replace(/[^A-Za-z0-9]/g, '_')}`;

const SHAPES: Readonly<Record<string, readonly [string, string]>> = { store: ['[(', ')]'], sink: ['{{', '}}'], external: ['[/', '/]'], process: ['(', ')'] };
const node = (id: string, text: string, shape: string): string => `  ${id}${SHAPES[shape]?.[0] ?? '['}${label(text)}${SHAPES[shape]?.[1] ?? ']'}`;

const diagram = (lines: readonly string[]): string[] => ['```mermaid', 'flowchart LR', ...new Set(lines), '```', ''];

const usesNetwork = (entries: EntryPoints): boolean => entries.entryPoints.some((entry) => entry.type !== 'cli' && entry.type !== 'scheduled');

function levelZero(name: string, { components, entryPoints, dataFlows }: Architecture): string[] {
  const stores = uniqueStores(components);
  return diagram([
    ...(entryPoints.entryPoints.length > 0 ? [node('user', usesNetwork(entryPoints) ? 'Users and clients' : 'Operator', 'external')] : []),
    node('app', name, 'process'),
    ...(entryPoints.entryPoints.length > 0 ? [`  user -->|${label(count(entryPoints.entryPoints.length, 'entry point'))}| app`] : []),
    ...stores.flatMap((store) => [node(nodeId('ds', store.name), `${store.name} (${store.type})`, 'store'), `  app <--> ${nodeId('ds', store.name)}`]),
    ...dataFlows.externalIntegrations.slice(0, 15).flatMap((item) => [node(nodeId('ext', item.name), item.name, 'external'), item.type === 'inbound' ? `  ${nodeId('ext', item.name)} --> app` : `  app --> ${nodeId('ext', item.name)}`]),
  ]);
}

function uniqueStores(components: readonly Component[]): { name: string; type: string }[] {
  return [...new Map(components.flatMap((component) => component.dataStores.map((store) => [store.name, { name: store.name, type: store.type }] as const))).values()].sort((a, b) => byText(a.name, b.name));
}

function levelOne({ components, entryPoints, dataFlows }: Architecture): string[] {
  const lines: string[] = [node('user', usesNetwork(entryPoints) ? 'Users and clients' : 'Operator', 'external'), '  subgraph application["Application"]', ...components.map((component) => `  ${node(nodeId('c', component.name), component.name, 'process')}`), '  end'];
  for (const component of components) {
    if (component.entryPoints.length > 0) lines.push(`  user --> ${nodeId('c', component.name)}`);
    for (const other of component.dependencies.internal) lines.push(`  ${nodeId('c', component.name)} --> ${nodeId('c', other)}`);
    for (const store of component.dataStores) lines.push(node(nodeId('ds', store.name), `${store.name} (${store.type})`, 'store'), `  ${nodeId('c', component.name)} ${store.operations.some((operation) => operation !== 'read') ? '<-->' : '<--'} ${nodeId('ds', store.name)}`);
  }
  for (const flow of dataFlows.flows) {
    for (const step of flow.steps) {
      const service = step.type === 'sink' && dataFlows.externalIntegrations.some((item) => item.name === step.name);
      if (service && step.component) lines.push(node(nodeId('ext', step.name), step.name, 'external'), `  ${nodeId('c', step.component)} --> ${nodeId('ext', step.name)}`);
    }
  }
  return diagram(lines);
}

/** One diagram per component with flows: entry points, what they run through, where the data ends. */
function levelTwo({ dataFlows, components }: Architecture): string[] {
  return components.flatMap((component) => {
    const flows = dataFlows.flows.filter((flow) => flow.steps[0]?.component === component.name || flow.steps[1]?.component === component.name).slice(0, 8);
    if (flows.length === 0) return [];
    const lines = flows.flatMap((flow) => {
      const id = (index: number): string => {
        const step = flow.steps[index];
        return step && step.type !== 'source' ? nodeId(step.type, step.name) : `s_${flow.id.replace(/\W/g, '_')}`;
      };
      return flow.steps.flatMap((step, index) => [node(id(index), step.name, step.type === 'source' ? 'external' : step.type), ...(index > 0 && id(index - 1) !== id(index) ? [`  ${id(index - 1)} --> ${id(index)}`] : [])]);
    });
    return [`### ${component.name}`, '', ...diagram(lines)];
  });
}

const escape = (text: string): string => text.replace(/[\\`*_{}[\]<>|]/g, (char) => `\\${char}`);

/** `architecture.md`: components, data flow diagrams of levels 0 to 2, trust boundaries. */
export function architectureMarkdown(name: string, architecture: Architecture): string {
  const { components, boundaries, dataFlows, manifest } = architecture;
  return [
    '# Architecture',
    '',
    `${escape(name)}: ${count(components.length, 'component')}, ${count(architecture.entryPoints.entryPoints.length, 'entry point')}, ${count(dataFlows.flows.length, 'data flow')}, ${count(boundaries.boundaries.length, 'trust boundary', 'trust boundaries')}. Main language: ${escape(manifest.technologies.primaryLanguage)}.`,
    '',
    '## Level 0: the system and its surroundings',
    '',
    ...levelZero(name, architecture),
    '## Level 1: components and stores',
    '',
    ...levelOne(architecture),
    '| Component | Type | Criticality | Responsibilities |',
    '|---|---|---|---|',
    ...components.map((component) => `| ${escape(component.name)} | ${component.type} | ${component.business_criticality} | ${escape(component.responsibilities.join('; '))} |`),
    '',
    '## Level 2: flows of each component',
    '',
    ...levelTwo(architecture),
    '## Trust boundaries',
    '',
    '| Id | Boundary | Controls seen | Controls not seen |',
    '|---|---|---|---|',
    ...boundaries.boundaries.map((boundary) => `| ${boundary.id} | ${escape(boundary.name)} | ${escape(listed(boundary.controls.detected, 9)) || 'none'} | ${escape(listed(boundary.controls.missing, 9)) || 'none'} |`),
    '',
  ].join('\n');
}
