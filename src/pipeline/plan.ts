import type { Inventory } from '../artifacts/inventory';
import type { Plan } from '../artifacts/run-events';
import { initialState } from '../session/reducing/initial-state';
import { assertFinishable } from './finishable';
import { pipeline } from './graph';
import type { EstimateInput } from './step';
import * as say from '../wording/run/plan';
import * as words from '../wording/run/steps';

/**
 * Concerns of an application: 10 to 38 were seen on eight web applications of 400 to 50,000 lines, hardly more in the
 * larger ones.
 */
const CONCERNS = { base: 19, perTenThousandLines: 1, most: 45 };

/** Seconds per investigation, consolidation included, measured on two cores. */
const SECONDS_PER_CONCERN = 0.1;
const SMALL = 1000;
const LARGE = 10_000;

/** Folders that are likely to become components: where the code is, one level below containers such as `src`. */
function likelyComponents(inventory: Inventory): { path: string; files: number }[] {
  const counts = new Map<string, number>();
  for (const file of inventory.files.filter((candidate) => candidate.analyzed && candidate.role !== 'test')) {
    const parts = file.path.split('/');
    const depth = parts.length > 2 && /^(src|packages|apps|services|modules|lib)$/.test(parts[0] ?? '') ? 2 : 1;
    const path = parts.length === 1 ? './' : parts.slice(0, Math.min(depth, parts.length - 1)).join('/');
    counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  return [...counts]
    .map(([path, files]) => ({ path, files }))
    .sort((a, b) => b.files - a.files || (a.path < b.path ? -1 : 1));
}

function mappers(files: number, components: number): number {
  if (files < SMALL) return 1;
  return files > LARGE ? Math.min(10, Math.max(5, components)) : Math.min(5, Math.max(2, components));
}

const round = (seconds: number): number => Math.round(seconds * 10) / 10;

/** What a run will do and cost, from the list of files alone. */
export function makePlan(inventory: Inventory, poolSize: number): Plan {
  const analyzable = inventory.files.filter((file) => file.analyzed);
  const components = likelyComponents(inventory);
  const lines = analyzable.reduce((sum, file) => sum + file.lines, 0);
  const concerns = Math.min(CONCERNS.most, Math.round(CONCERNS.base + (lines / 10_000) * CONCERNS.perTenThousandLines));
  const input: EstimateInput = {
    files: inventory.files.length,
    analyzable: analyzable.length,
    bytes: analyzable.reduce((sum, file) => sum + file.size, 0),
    components: mappers(analyzable.length, components.length),
    concerns,
    poolSize,
  };
  const investigations = {
    id: 'security-controls.batches',
    title: words.investigateConcerns,
    phase: 'security_controls' as const,
    needs: ['security-controls.plan'],
    agents: concerns,
    seconds: round((concerns * SECONDS_PER_CONCERN * 4) / (poolSize + 3)),
    checkpoint: true,
  };
  const graph = pipeline(initialState());
  assertFinishable(graph, new Set());
  const steps = graph.flatMap((step) => {
    const { agents, seconds } = step.estimate(input);
    const line = {
      id: step.id,
      title: step.title,
      phase: step.phase,
      needs: [...step.needs],
      agents,
      seconds: round(seconds),
      checkpoint: step.checkpoint ?? false,
    };
    return step.id === 'security-controls.final' ? [investigations, { ...line, needs: [investigations.id] }] : [line];
  });
  const skipped =
    inventory.files.filter((file) => file.skipped !== undefined && file.skipped !== 'lock-file').length +
    inventory.unreadable.length;
  return {
    files: input.files,
    analyzable: input.analyzable,
    bytes: input.bytes,
    components,
    agents: steps.reduce((sum, step) => sum + step.agents, 0),
    seconds: round(steps.reduce((sum, step) => sum + step.seconds, 0)),
    poolSize,
    steps,
    notes: [
      say.expectedTime(poolSize),
      say.expectedConcerns(concerns, lines),
      ...(skipped > 0 ? [say.notRead(skipped)] : []),
    ],
  };
}
