import { Investigation } from '../../artifacts/phase4';
import type { BatchRunState } from '../../session/run-state';
import { batchSummaryFile } from '../../session/layout';
import type { RunContext } from '../context';
import { tally } from '../tally';
import * as say from '../../wording/run/refusals';

/** The investigations of a batch that have a result, in order of concern. */
async function investigationsOf(
  context: RunContext,
  batch: BatchRunState,
): Promise<{ path: string; investigation: Investigation }[]> {
  const files = batch.concerns.flatMap((id) => context.state.concerns[id]?.file ?? []);
  return Promise.all(
    files.map(async (path) => ({ path, investigation: await context.store.read(path, Investigation) })),
  );
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** `batch-summary.json`; provisional while concerns without a result are undecided. */
export async function writeBatchSummary(
  context: RunContext,
  batch: BatchRunState,
  provisional: boolean,
): Promise<string> {
  const { state } = context;
  const done = await investigationsOf(context, batch);
  const agents = state.agents.filter((agent) => agent.batch === batch.key);
  const reasons = (...states: string[]) =>
    batch.concerns
      .filter((id) => states.includes(state.concerns[id]?.state ?? ''))
      .map((id) => ({
        concern_id: id,
        reason: agents.find((agent) => agent.concern === id)?.reason ?? say.noReason,
      }));
  const controls = done.flatMap(({ investigation }) => investigation.controls_found);
  const durations = agents.flatMap((agent) => agent.seconds ?? []);
  const path = batchSummaryFile(batch.severity);
  await context.store.writeJson(path, {
    batch: batch.number,
    severity: batch.severity,
    kind: 'planned',
    concerns_investigated: done.length,
    agent_count: agents.length,
    investigation_files: done.map((item) => item.path.replace(/^phase-4\//, '')),
    controls_found_by_category: tally(controls, (control) => control.control_type),
    control_categories_updated: [
      ...new Set(done.flatMap(({ investigation }) => investigation.control_categories)),
    ].sort(),
    gaps_found_by_severity: tally(
      done.flatMap(({ investigation }) => investigation.control_gaps),
      (gap) => gap.gap_severity,
    ),
    failed_concerns: reasons('failed', 'cancelled'),
    partial_concerns: reasons('partial'),
    skipped_concerns: reasons('skipped'),
    discovered_concerns: done.flatMap(({ investigation }) =>
      (investigation.discovered_concerns ?? []).map((item) => item.title),
    ),
    execution_time_seconds: Math.round(batch.seconds ?? 0),
    agent_durations: { median: median(durations), max: Math.max(0, ...durations) },
    attempt: batch.attempt,
    provisional,
    timestamp: context.now(),
  });
  return path;
}
