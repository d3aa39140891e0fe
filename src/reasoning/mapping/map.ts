import type { AgentContext, AgentOutcome, MapInput, Work } from '../work';
import type { Component } from '../../artifacts/phase3';
import type { SpawnEntry } from '../../artifacts/phase2';
import { productOf } from '../code-index';
import { byText, count, kebab } from '../wording';
import { describeComponent } from './describe';
import { filesOf, folderOf, ownerOf, speaks } from './scope-files';

/** Name of the component that a spawn entry becomes: the same for every mapper of a run. */
export function componentName(entry: SpawnEntry): string {
  const folder = folderOf(entry.path);
  return folder === '' ? 'application' : kebab(folder);
}

/** Maps one spawn entry: everything that reading the code established about its files, as one component. */
export function mapComponent({ input }: Work<MapInput>, context: AgentContext): AgentOutcome<Component> {
  const { spawn, sizing, business } = input;
  const all = sizing.strategy.components_to_spawn;
  const facts = productOf(context.tools.facts());
  const files = filesOf(spawn, all, facts);
  const names = new Map(all.map((entry) => [entry.path, componentName(entry)]));
  const component: Component = describeComponent(
    {
      name: componentName(spawn),
      path: folderOf(spawn.path) === '' ? '.' : folderOf(spawn.path),
      files,
      componentOf: (file) => names.get(ownerOf(file, all)?.path ?? '') ?? '',
      // The facts are those of every file, however deep an agent was told to go, unless the listing itself was sampled.
      sampled: spawn.recommended_depth === 'sampling' && facts.inventory.estimatedFiles !== undefined,
    },
    facts,
    business,
  );
  const read = files
    .filter((file) => file.analyzed)
    .map((file) => file.path)
    .sort(byText);
  context.report({
    message: `${count(component.entryPoints.length, 'entry point')}, ${count(component.dataFlows.length, 'data flow')}`,
    done: read.length,
    total: read.length,
  });
  return {
    status: 'completed',
    result: component,
    found: `${count(component.entryPoints.length, 'entry point')}, ${count(component.dataStores.length, 'data store')}`,
    usage: { seconds: 0, filesRead: read.length, tokens: 0 },
    coverage: {
      filesRead: read,
      notReached: files
        .filter((file) => speaks(file) && file.skipped !== undefined)
        .map((file) => ({ path: file.path, reason: file.skipped ?? '' })),
    },
  };
}
