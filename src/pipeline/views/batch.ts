import { SEVERITIES } from '../../artifacts/enums';
import type { ViewOf } from '../../artifacts/checkpoint-views';
import type { BatchRunState, ConcernState, RunState } from '../../session/run-state';
import { errorFile, investigationDir } from '../../session/layout';
import { linksTo } from '../checkpoint';
import type { RunContext } from '../context';
import { FILES } from '../../session/layout';
import { cut } from '../../wording/text';
import { tally } from '../tally';
import { firstLink } from './links';
import * as say from '../../wording/run/checkpoints';

type View = ViewOf<'batch'>;
const TOP_CATEGORIES = 5;
const NAMES_PER_CATEGORY = 3;
/** Before any investigation was timed. */
const SECONDS_PER_WAVE = 2;

function stateOf(concern: ConcernState | undefined): View['concerns'][number]['state'] {
  switch (concern?.state) {
    case 'partial':
    case 'skipped':
    case 'failed':
    case 'cancelled':
      return concern.state;
    default:
      return 'complete';
  }
}

/** What an agent found, or why it found nothing. */
const said = (state: string, agent: RunState['agents'][number] | undefined): string | undefined =>
  state === 'complete' || state === 'partial' ? agent?.found : agent?.reason;

async function concernLines(context: RunContext, batch: BatchRunState): Promise<View['concerns']> {
  const concerns = await context.artifacts.concerns();
  return batch.concerns.map((id) => {
    const run = context.state.concerns[id];
    const agent = context.state.agents.find((candidate) => candidate.concern === id);
    const state = stateOf(run);
    const failedAt = errorFile(batch.severity, id);
    const artifact = run?.file ?? (failedAt in context.state.artifacts ? failedAt : undefined);
    const concern = concerns.find((candidate) => candidate.id === id);
    return {
      id,
      title: concern?.title ?? id,
      result: cut(said(state, agent) ?? state, 200),
      state,
      retries: run?.retries ?? 0,
      ...firstLink(concern?.locations ?? []),
      ...(artifact === undefined ? {} : { artifact }),
    };
  });
}

/** Median time of the investigations so far, times the waves to come, with a fifth to spare. */
export function estimateSeconds(durations: number[], concerns: number, poolSize: number): number {
  const sorted = [...durations].sort((a, b) => a - b);
  const waves = Math.ceil(concerns / poolSize);
  const median = sorted[Math.floor(sorted.length / 2)];
  return median === undefined ? waves * SECONDS_PER_WAVE : Math.ceil(waves * median * 1.2);
}

function nextBatch(context: RunContext, batch: BatchRunState): View['nextBatch'] {
  const next = context.state.batches.find((candidate) => candidate.number === batch.number + 1);
  if (!next) return null;
  const durations = context.state.agents
    .filter((agent) => agent.kind === 'investigate')
    .flatMap((agent) => agent.seconds ?? []);
  return {
    severity: next.severity,
    concerns: next.concerns.length,
    estimatedSeconds: estimateSeconds(durations, next.concerns.length, context.poolSize),
  };
}

function progress(context: RunContext): View['progress'] {
  return SEVERITIES.map((severity) => {
    const batch = context.state.batches.find((candidate) => candidate.severity === severity);
    return { severity, concerns: batch?.concerns.length ?? 0, state: batch?.state ?? 'empty' };
  });
}

async function results(
  context: RunContext,
  batch: BatchRunState,
): Promise<Pick<View, 'controls' | 'gaps' | 'gapsBySeverity' | 'compliance'>> {
  const isConsolidated = batch.state === 'awaiting-checkpoint' || batch.state === 'approved';
  if (!isConsolidated || !(FILES.gaps in context.state.artifacts))
    return { controls: [], gaps: [], gapsBySeverity: {}, compliance: [] };
  const categories = (await context.artifacts.categories()).filter((category) => category.controls.length > 0);
  const concerns = new Set(batch.concerns);
  const gaps = (await context.artifacts.gaps()).gaps.filter((gap) => concerns.has(gap.concern_id));
  const requirements = (await context.artifacts.compliance()).regulations.flatMap((regulation) => regulation.results);
  return {
    controls: categories
      .sort((a, b) => b.controls.length - a.controls.length || (a.category < b.category ? -1 : 1))
      .slice(0, TOP_CATEGORIES)
      .map((category) => ({
        category: category.category,
        count: category.controls.length,
        names: category.controls.slice(0, NAMES_PER_CATEGORY).map((control) => control.control_name),
      })),
    gaps: gaps.map((gap) => ({
      id: gap.gap_id,
      severity: gap.severity,
      category: gap.category,
      description: gap.description,
      ...firstLink(gap.locations),
    })),
    gapsBySeverity: tally(gaps, (gap) => gap.severity),
    compliance: requirements
      .filter((item) => item.status !== 'not-evaluated')
      .map((item) => ({ requirement: item.requirement_id, name: item.name, result: item.status })),
  };
}

/** What the checkpoint after a batch shows, and the question about concerns that failed. */
export async function batchView(context: RunContext, key: string): Promise<View> {
  const batch = context.state.batches.find((candidate) => candidate.key === key);
  if (!batch) throw new Error(`There is no batch ${key}.`);
  const concerns = await concernLines(context, batch);
  const found = await results(context, batch);
  const next = nextBatch(context, batch);
  const failed = concerns.filter((concern) => concern.state === 'failed' || concern.state === 'cancelled');
  const skipped = concerns.filter((concern) => concern.state === 'skipped');
  return {
    kind: 'batch',
    batch: { number: batch.number, key, severity: batch.severity, attempt: batch.attempt },
    execution: {
      concerns: batch.concerns.length,
      agents: context.state.agents.filter((agent) => agent.batch === key).length,
      seconds: batch.seconds ?? 0,
    },
    concerns,
    ...found,
    progress: progress(context),
    nextBatch: next,
    guidance: failed.length > 0 ? say.afterFailures : say.BATCH_GUIDANCE[batch.severity],
    keyFindings: [
      ...found.gaps.slice(0, 3).map((gap) => gap.description),
      ...(skipped.length > 0 ? [say.skipped(skipped.length)] : []),
    ],
    questions: failed.length > 0 ? [say.tryAgain] : [say.matches],
    artifacts: linksTo(context.state, [`${investigationDir(batch.severity)}/`]),
    next: say.afterBatch(next),
  };
}
