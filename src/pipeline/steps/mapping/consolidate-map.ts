import { componentFile, FILES } from '../../../session/layout';
import { setAside } from '../../archive';
import type { RunContext } from '../../context';
import { architectureMarkdown } from '../../../wording/summaries/architecture';
import { MAPS, PHASE } from './places';

export async function consolidate(context: RunContext): Promise<string[]> {
  const { store, artifacts, parts } = context;
  const components = await artifacts.componentsIn(MAPS);
  const scope = parts.request.paths?.join(', ') ?? 'full';
  const business = await artifacts.business();
  const map = parts.services.parts.consolidateMapping(components, await context.facts(), business, {
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
    { path: FILES.architecture, text: architectureMarkdown(business.business_objectives.application_name, map) },
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
