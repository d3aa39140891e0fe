import type { AgentOutcome, MapInput, Work, WorkContext } from '../work';
import type { Component } from '../../artifacts/phase3';
import type { SpawnEntry } from '../../artifacts/phase2';
import { productOf } from '../code-index';
import type { InSteps } from '../in-steps';
import { inTurns } from '../turns';
import { componentInSteps } from './describe';
import { filesOf, folderOf, ownerOf, speaks } from './scope-files';
import { byText, kebab } from '../text';
import { say, type Draft } from '../../messages/say';

/** Name of the component that a spawn entry becomes: the same for every mapper of a run. */
export function componentName(entry: SpawnEntry): string {
  const folder = folderOf(entry.path);
  return folder === '' ? 'application' : kebab(folder);
}

/** Maps one spawn entry: everything that reading the code established about its files, as one component. */
export async function mapComponent(
  work: Work<MapInput>,
  context: WorkContext,
): Promise<Draft<AgentOutcome<Component>>> {
  const outcome = await inTurns(mapInSteps(work, context), context.signal);
  return (
    outcome ?? {
      status: 'cancelled',
      reason: say('mapping/components.stopped'),
      usage: { seconds: 0, filesRead: 0, tokens: 0 },
      coverage: { filesRead: [], notReached: [] },
    }
  );
}

/** As {@link mapComponent}, in portions. */
export function* mapInSteps({ input }: Work<MapInput>, context: WorkContext): InSteps<Draft<AgentOutcome<Component>>> {
  const { spawn, sizing, business } = input;
  const all = sizing.strategy.components_to_spawn;
  const facts = productOf(context.tools.facts());
  const files = filesOf(spawn, all, facts);
  const names = new Map(all.map((entry) => [entry.path, componentName(entry)]));
  const component = yield* componentInSteps(
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
    message: say('mapping/components.mapped', component),
    done: read.length,
    total: read.length,
  });
  return {
    status: 'completed',
    // One folder of several does not say which files these are.
    result: (spawn.paths?.length ?? 0) > 1 ? { ...component, files: files.map((file) => file.path) } : component,
    found: say('mapping/components.found', component),
    usage: { seconds: 0, filesRead: read.length, tokens: 0 },
    coverage: {
      filesRead: read,
      notReached: files
        .filter((file) => speaks(file) && file.skipped !== undefined)
        .map((file) => ({ path: file.path, reason: file.skipped ?? '' })),
    },
  };
}
