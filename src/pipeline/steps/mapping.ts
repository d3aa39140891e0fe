import { Component, type Concern, Concerns } from '../../artifacts/phase3';
import type { SpawnEntry } from '../../artifacts/phase2';
import { SEVERITIES } from '../../artifacts/enums';
import { componentFile, FILES, fileStem, summaryFile } from '../../session/layout';
import { type Job, outputOf, runJobs, taskOf } from '../agents';
import { setAside } from '../archive';
import { approvalStep, attemptAt } from '../approval';
import { closeRecord, decisionFor, feedbackAt, linksTo } from '../checkpoint';
import type { RunContext } from '../context';
import { writeHandoff } from '../handoff';
import { NO_COST, type Step } from '../step';
import { mappingView } from '../views/mapping';
import { counted, summaryMarkdown, tally } from '../words';

const PHASE = 'codebase_mapping';
const CHECKPOINT = 'phase-3-checkpoint';
const ID = {
  map: 'codebase-mapping.map',
  consolidate: 'codebase-mapping.consolidate',
  concerns: 'codebase-mapping.concerns',
  ask: 'codebase-mapping.checkpoint',
  seal: 'codebase-mapping.seal',
} as const;
const SCENARIOS = 'phase-3/additional-threat-scenarios.md';
const MAPS = 'phase-3/mapped';
const SHOWN = 'phase-3/.snapshots/';
/** Seconds of one mapper per 100 files, measured on two cores. */
const SECONDS_PER_HUNDRED_FILES = 0.15;

const stemOf = (path: string): string =>
  fileStem(
    path
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'root',
  );

/** Two paths may have the same stem; the number follows their order in the sizing report. */
function mapFiles(entries: readonly SpawnEntry[]): string[] {
  const seen = new Map<string, number>();
  return entries.map(({ path }) => {
    const stem = stemOf(path);
    const count = (seen.get(stem) ?? 0) + 1;
    seen.set(stem, count);
    return `${MAPS}/${count > 1 ? `${stem}-${count}` : stem}.json`;
  });
}

async function mapComponents(context: RunContext, step: Step): Promise<string[]> {
  const sizing = await context.artifacts.sizing();
  const business = await context.artifacts.business();
  const entries = sizing.strategy.components_to_spawn;
  const files = mapFiles(entries);
  const feedback = feedbackAt(context.state, CHECKPOINT);
  const jobs = entries.map((spawn, index): Job<'map'> => {
    const path = files[index] ?? `${MAPS}/root.json`;
    return {
      task: taskOf(
        context,
        `map:${spawn.path}`,
        'map',
        `Map ${spawn.path === './' ? 'the code base' : spawn.path}`,
        { spawn, sizing, business },
        feedback,
      ),
      save: async (component) => {
        await context.store.writeChecked(path, component, Component);
        return path;
      },
    };
  });
  const results = await runJobs(context, step, jobs);
  const mapped = results.flatMap((result) => (result.output === undefined ? [] : [result.output]));
  if (mapped.length === 0) outputOf(context, results[0], 'No component could be mapped');
  context.check();
  for (const result of results.filter((candidate) => candidate.output === undefined)) {
    await context.emit(
      {
        type: 'problem',
        code: 'E-302',
        message: `${result.id.slice(4)} was not mapped (${result.status}): ${result.reason ?? ''}`,
        recovery: 'The rest goes on; what was not mapped is listed as a limitation. Revise the map to try again.',
      },
      { phase: PHASE },
    );
  }
  return mapped;
}

async function consolidate(context: RunContext): Promise<string[]> {
  const { store, artifacts, parts } = context;
  const components = await artifacts.componentsIn(MAPS);
  const scope = parts.request.paths?.join(', ') ?? 'full';
  const map = parts.services.parts.consolidateMapping(components, await context.facts(), await artifacts.business(), {
    scope,
    now: context.now(),
  });
  const outputs = map.components.map((component) => componentFile(component.name));
  for (const name of await store.list('phase-3/components')) {
    if (!outputs.includes(`phase-3/components/${name}`))
      await setAside(context, `phase-3/components/${name}`, `phase-3/partial/components/${name}`);
  }
  await store.writeAll([
    ...map.components.map((component) => ({ path: componentFile(component.name), value: component })),
    { path: FILES.manifest, value: map.manifest },
    { path: FILES.entryPoints, value: map.entryPoints },
    { path: FILES.dataFlows, value: map.dataFlows },
    { path: FILES.boundaries, value: map.boundaries },
    { path: FILES.dependencies, value: map.dependencies },
    { path: FILES.architecture, text: map.architectureMarkdown },
  ]);
  await context.emit(
    {
      type: 'counted',
      counters: {
        components: map.components.length,
        entryPoints: map.entryPoints.entryPoints.length,
        dataFlows: map.dataFlows.flows.length,
        trustBoundaries: map.boundaries.boundaries.length,
      },
    },
    { phase: PHASE },
  );
  return [
    ...outputs,
    FILES.manifest,
    FILES.entryPoints,
    FILES.dataFlows,
    FILES.boundaries,
    FILES.dependencies,
    FILES.architecture,
  ];
}

async function writeConcerns(context: RunContext, concerns: Concern[]): Promise<string[]> {
  const { store, artifacts, parts } = context;
  const map = await artifacts.mapping();
  await store.writeJson(FILES.concerns, concerns);
  await store.writeText(FILES.findingsMarkdown, parts.services.parts.concernsMarkdown(concerns));
  const bySeverity = SEVERITIES.map(
    (severity) => `${severity}: ${concerns.filter((concern) => concern.severity === severity).length}`,
  );
  await store.writeText(
    summaryFile(3),
    summaryMarkdown('Codebase map', [
      [
        'Counts',
        [
          counted(map.components.length, 'component'),
          counted(map.entryPoints.entryPoints.length, 'entry point'),
          counted(map.dataFlows.flows.length, 'data flow'),
          counted(map.boundaries.boundaries.length, 'trust boundary', 'trust boundaries'),
        ],
      ],
      [
        'Components',
        map.components.map((component) => `${component.name} (${component.type}): ${component.description}`),
      ],
      [
        'Entry points',
        Object.entries(tally(map.entryPoints.entryPoints, (entry) => entry.type)).map(
          ([type, count]) => `${type}: ${count}`,
        ),
      ],
      [
        'Components with crown jewels',
        map.components
          .filter((component) => component.handles_crown_jewels)
          .map((component) => `${component.name}: ${component.crown_jewels_handled.join(', ')}`),
      ],
      ['Concerns by severity', bySeverity],
      [
        'Most severe concerns',
        concerns
          .filter((concern) => concern.severity === 'critical' || concern.severity === 'high')
          .map((concern) => `${concern.id} ${concern.title}`),
      ],
    ]),
  );
  await context.emit({ type: 'counted', counters: { concerns: concerns.length } }, { phase: PHASE });
  return [FILES.concerns, FILES.findingsMarkdown, summaryFile(3)];
}

async function derive(context: RunContext): Promise<string[]> {
  const { parts } = context.parts.services;
  const facts = await context.facts();
  const { concerns: derived, scenarios } = context.parts.redaction.all(
    parts.deriveConcerns(await context.artifacts.mapping(), facts, await context.artifacts.business()),
  );
  const concerns = parts.applyConcernEdits(
    derived,
    parts.concernsFromFeedback(feedbackAt(context.state, CHECKPOINT), facts),
  );
  await context.store.writeText(SCENARIOS, scenarios);
  return [...(await writeConcerns(context, concerns)), SCENARIOS];
}

/** The concerns as the user saw them. Kept aside before they are edited, so that sealing twice gives the same. */
async function shownConcerns(context: RunContext, attempt: number): Promise<Concern[]> {
  const path = `${SHOWN}concerns-${attempt}.json`;
  const kept = await context.store.readIfValid(path, Concerns);
  if (kept) return kept;
  const concerns = await context.artifacts.concerns();
  await context.store.writeChecked(path, concerns, Concerns);
  return concerns;
}

async function seal(context: RunContext): Promise<string[]> {
  const attempt = attemptAt(context.state, PHASE);
  const edits = decisionFor(context.state, CHECKPOINT, attempt)?.concernEdits ?? [];
  const shown = await shownConcerns(context, attempt);
  const concerns = edits.length > 0 ? context.parts.services.parts.applyConcernEdits(shown, edits) : shown;
  const outputs = await writeConcerns(context, concerns);
  await closeRecord(context, CHECKPOINT, linksTo(context.state, ['phase-2/', 'phase-3/']));
  const map = await context.artifacts.mapping();
  const handoff = await writeHandoff(context, {
    from: 3,
    keyFindings: [
      `${counted(map.components.length, 'component')}, ${counted(map.entryPoints.entryPoints.length, 'entry point')}, ${counted(map.dataFlows.flows.length, 'data flow')}`,
      ...map.components
        .filter((component) => component.handles_crown_jewels)
        .map((component) => `${component.name} handles ${component.crown_jewels_handled.join(', ')}`),
    ],
    criticalRisks: concerns
      .filter((concern) => concern.severity === 'critical')
      .map((concern) => `${concern.id} ${concern.title}`),
    decisions: edits.map((edit) =>
      edit.action === 'add'
        ? `Added a concern: ${edit.title}`
        : `${edit.action === 'drop' ? 'Dropped' : 'Rated'} concern ${edit.id}`,
    ),
    artifacts: [
      { path: summaryFile(1), description: 'Business context', loadWhen: 'always' },
      { path: FILES.entryPoints, description: 'Attack surface', loadWhen: 'always' },
      { path: FILES.boundaries, description: 'Trust boundaries', loadWhen: 'always' },
      { path: FILES.concerns, description: 'What to investigate', loadWhen: 'always' },
      { path: FILES.dataFlows, description: 'Data flows', loadWhen: 'on-demand' },
    ],
    metrics: { componentsIdentified: map.components.length },
    guidance: 'One investigation per concern, most severe first.',
  });
  return [...outputs, handoff];
}

export function mappingSteps(): Step[] {
  const base = { phase: PHASE, readsCode: true } as const;
  const map: Step = {
    ...base,
    id: ID.map,
    title: 'Map the components',
    needs: ['codebase-sizing.size'],
    reads: ['phase-1/', FILES.sizing],
    writes: [`${MAPS}/`],
    estimate: ({ components, analyzable, poolSize }) => ({
      agents: components,
      seconds: ((analyzable / 100) * SECONDS_PER_HUNDRED_FILES) / Math.min(poolSize, components) + 0.2,
    }),
    run: async (context) => ({ outputs: await mapComponents(context, map) }),
  };
  const united: Step = {
    ...base,
    id: ID.consolidate,
    title: 'Unite the maps',
    needs: [ID.map],
    reads: [`${MAPS}/`, 'phase-1/'],
    writes: [
      'phase-3/components/',
      FILES.manifest,
      FILES.entryPoints,
      FILES.dataFlows,
      FILES.boundaries,
      FILES.dependencies,
      FILES.architecture,
    ],
    estimate: () => ({ agents: 0, seconds: 0.2 }),
    run: async (context) => ({ outputs: await consolidate(context) }),
  };
  const concerns: Step = {
    ...base,
    id: ID.concerns,
    title: 'Derive the concerns',
    needs: [ID.consolidate],
    reads: [
      'phase-3/components/',
      FILES.entryPoints,
      FILES.dataFlows,
      FILES.boundaries,
      FILES.dependencies,
      'phase-1/',
    ],
    writes: [FILES.concerns, FILES.findingsMarkdown, SCENARIOS, summaryFile(3)],
    estimate: () => ({ agents: 0, seconds: 0.2 }),
    run: async (context) => ({ outputs: await derive(context) }),
  };
  const checkpoint = approvalStep({
    id: ID.ask,
    title: 'Approve the map and the concerns',
    phase: PHASE,
    needs: [ID.concerns],
    reads: [FILES.concerns],
    checkpoint: { id: CHECKPOINT, title: 'Codebase map and concerns' },
    view: mappingView,
  });
  const sealing: Step = {
    ...base,
    readsCode: false,
    id: ID.seal,
    title: 'Keep the map',
    needs: [ID.ask],
    reads: [FILES.entryPoints],
    writes: [
      FILES.concerns,
      FILES.findingsMarkdown,
      summaryFile(3),
      SHOWN,
      `checkpoints/${CHECKPOINT}.json`,
      'handoffs/phase-3-to-4.json',
    ],
    ends: true,
    estimate: NO_COST,
    run: async (context) => ({ outputs: await seal(context) }),
  };
  return [map, united, concerns, checkpoint, sealing];
}
