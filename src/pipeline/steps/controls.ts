import { SEVERITIES } from '../../artifacts/enums';
import { checkpointFile, FILES, investigationDir, summaryFile } from '../../session/layout';
import type { BatchRunState, RunState } from '../../session/run-state';
import { RunError } from '../../session/run-error';
import { approvalStep } from '../approval';
import { ask, closeRecord, linksTo } from '../checkpoint';
import type { RunContext } from '../context';
import { writeHandoff } from '../handoff';
import { NO_COST, type Step } from '../step';
import { batchView } from '../views/batch';
import { controlsView } from '../views/controls';
import { writeBatchSummary } from './batch-summary';
import { consolidateControls } from './consolidate-controls';
import { batchCheckpoint, batchOf, investigateBatch, recoveryCheckpoint } from './investigations';
import * as handoffs from '../../wording/run/handoffs';
import * as words from '../../wording/run/steps';

const PHASE = 'security_controls';
const CHECKPOINT = 'phase-4-checkpoint';
const ID = {
  plan: 'security-controls.plan',
  final: 'security-controls.final',
  ask: 'security-controls.checkpoint',
  seal: 'security-controls.seal',
} as const;
/** Seconds of one investigation, measured on two cores. */
const SECONDS_PER_CONCERN = 0.1;
/** Everything of phase 4 but the investigations is built anew each time. */
const CONSOLIDATED = ['phase-4/'];

/** Before phase 4 starts, what it relies on must be there and fit its schema (the context gate). */
async function contextGate(context: RunContext): Promise<void> {
  await context.artifacts.business();
  await context.artifacts.mapping();
  const summary = await context.store.readText(summaryFile(3));
  if (summary.length / 4 >= 2000)
    throw new RunError(
      'invalid-artifact',
      'The summary of phase 3 is longer than 2,000 tokens.',
      'Revise the map with a narrower scope.',
    );
}

async function planBatches(context: RunContext): Promise<void> {
  await contextGate(context);
  const concerns = await context.artifacts.concerns();
  const batches = SEVERITIES.map((severity) => ({
    severity,
    concerns: concerns.filter((concern) => concern.severity === severity).map(({ id }) => id),
  }))
    .filter((batch) => batch.concerns.length > 0)
    .map((batch, index) => ({
      key: batch.severity,
      number: index + 1,
      severity: batch.severity,
      concerns: batch.concerns.sort(),
    }));
  await context.emit({ type: 'batch.planned', batches }, { phase: PHASE, step: ID.plan });
}

const stepId = (key: string, part: 'investigate' | 'consolidate' | 'checkpoint'): string =>
  `security-controls.${key}.${part}`;

/** Batches whose results count when this one is consolidated: all before it, and itself. */
const upTo = (state: RunState, key: string): string[] => {
  const keys = state.batches.map((batch) => batch.key);
  return keys.slice(0, keys.indexOf(key) + 1);
};

async function consolidateBatch(context: RunContext, key: string): Promise<string[]> {
  const { result, outputs } = await consolidateControls(context, upTo(context.state, key));
  const summary = await writeBatchSummary(context, batchOf(context, key), false);
  const { gaps } = result.gaps;
  const concerns = new Set(batchOf(context, key).concerns);
  await context.emit(
    {
      type: 'batch.consolidated',
      batch: key,
      controls: result.categories.reduce((sum, category) => sum + category.controls.length, 0),
      gaps: gaps.filter((gap) => concerns.has(gap.concern_id)).length,
    },
    { phase: PHASE, step: stepId(key, 'consolidate') },
  );
  return [...outputs, summary];
}

async function decideBatch(context: RunContext, step: Step, key: string): Promise<boolean> {
  if (batchOf(context, key).state !== 'approved') {
    await ask(context, step, {
      id: batchCheckpoint(key),
      title: words.batch(batchOf(context, key).number, key),
      options: ['continue', 'stop', 'revert'],
      automatic: 'continue',
      view: () => batchView(context, key),
    });
    const decision = context.state.decisions.at(-1)?.decision.decision;
    if (decision === 'continue' || decision === 'revert')
      await context.emit({ type: 'batch.decided', batch: key, decision }, { phase: PHASE, step: step.id });
  }
  if (batchOf(context, key).state !== 'approved') return false;
  // Closed already, unless the process ended right after the answer.
  await closeRecord(context, batchCheckpoint(key));
  return true;
}

function batchSteps(batch: BatchRunState, previous: string): Step[] {
  const { key, severity } = batch;
  const base = { phase: PHASE, batch: key } as const;
  const investigate: Step = {
    ...base,
    id: stepId(key, 'investigate'),
    title: words.investigateBatch(batch.concerns.length, severity),
    needs: [previous],
    reads: ['phase-1/', FILES.concerns, FILES.entryPoints, 'phase-3/components/'],
    readsCode: true,
    // A batch that was reverted is first taken out of what was consolidated.
    writes: [...CONSOLIDATED, checkpointFile(recoveryCheckpoint(key))],
    estimate: ({ poolSize }) => ({
      agents: batch.concerns.length,
      seconds: Math.ceil(batch.concerns.length / poolSize) * SECONDS_PER_CONCERN,
    }),
    run: async (context) => ({ outputs: await investigateBatch(context, investigate, key) }),
  };
  const consolidate: Step = {
    ...base,
    id: stepId(key, 'consolidate'),
    title: words.consolidateBatch(severity),
    needs: [investigate.id],
    reads: [`${investigationDir(severity)}/`],
    readsCode: false,
    writes: CONSOLIDATED,
    estimate: () => ({ agents: 0, seconds: 0.3 }),
    run: async (context) => ({ outputs: await consolidateBatch(context, key) }),
  };
  const checkpoint: Step = {
    ...base,
    id: stepId(key, 'checkpoint'),
    title: words.decideBatch(severity),
    needs: [consolidate.id],
    reads: [FILES.gaps],
    readsCode: false,
    writes: [checkpointFile(batchCheckpoint(key))],
    checkpoint: true,
    estimate: NO_COST,
    run: async (context) => ((await decideBatch(context, checkpoint, key)) ? { outputs: [] } : 'again'),
  };
  return [investigate, consolidate, checkpoint];
}

async function seal(context: RunContext): Promise<string[]> {
  const { artifacts, state } = context;
  await closeRecord(context, CHECKPOINT, linksTo(state, ['phase-4/']));
  const { gaps } = await artifacts.gaps();
  const severe = gaps.filter((gap) => gap.severity === 'critical' || gap.severity === 'high');
  const controls = (await artifacts.categories()).flatMap((category) => category.controls);
  const handoff = await writeHandoff(context, {
    from: 4,
    keyFindings: [
      handoffs.settled(controls.length, gaps.length),
      ...severe.map((gap) => `${gap.gap_id} ${gap.description}`),
    ],
    criticalRisks: gaps.filter((gap) => gap.severity === 'critical').map((gap) => `${gap.gap_id} ${gap.description}`),
    decisions: state.batches.map((batch) => `${batch.key}: ${batch.state}`),
    artifacts: [
      { path: summaryFile(1), description: 'Business context', loadWhen: 'always' },
      { path: FILES.gaps, description: 'Gaps', loadWhen: 'always' },
      { path: summaryFile(3), description: 'Codebase map', loadWhen: 'always' },
      { path: FILES.dataFlows, description: 'Data flows', loadWhen: 'always' },
      { path: FILES.boundaries, description: 'Trust boundaries', loadWhen: 'always' },
      { path: FILES.limitations, description: handoffs.limitations, loadWhen: 'on-demand' },
    ],
    metrics: { controlsFound: controls.length },
    guidance: handoffs.gapsToThreats,
  });
  return [handoff];
}

/** The steps of phase 4. Batches are known once the concerns are approved. */
export function controlSteps(state: RunState): Step[] {
  const plan: Step = {
    id: ID.plan,
    title: words.planBatches,
    phase: PHASE,
    needs: ['codebase-mapping.seal'],
    reads: [FILES.concerns],
    readsCode: false,
    writes: [],
    estimate: NO_COST,
    run: async (context) => {
      await planBatches(context);
      return { outputs: [] };
    },
  };
  const steps = [plan];
  const isPlanned = plan.id in state.steps;
  for (const batch of isPlanned ? state.batches : []) steps.push(...batchSteps(batch, steps.at(-1)?.id ?? plan.id));
  const final: Step = {
    id: ID.final,
    title: words.settleControls,
    phase: PHASE,
    needs: [steps.at(-1)?.id ?? plan.id],
    reads: [FILES.concerns],
    readsCode: false,
    writes: CONSOLIDATED,
    estimate: () => ({ agents: 0, seconds: 0.2 }),
    run: async (context) => ({
      outputs: (
        await consolidateControls(
          context,
          context.state.batches.map(({ key }) => key),
        )
      ).outputs,
    }),
  };
  const checkpoint = approvalStep({
    id: ID.ask,
    title: words.approveControls,
    phase: PHASE,
    needs: [final.id],
    reads: [FILES.gaps],
    checkpoint: { id: CHECKPOINT, title: words.controlsAndGaps },
    view: controlsView,
  });
  const sealing: Step = {
    id: ID.seal,
    title: words.keepControls,
    phase: PHASE,
    needs: [checkpoint.id],
    reads: [FILES.gaps],
    readsCode: false,
    writes: [checkpointFile(CHECKPOINT), 'handoffs/phase-4-to-5.json'],
    ends: true,
    estimate: NO_COST,
    run: async (context) => ({ outputs: await seal(context) }),
  };
  return [...steps, final, checkpoint, sealing];
}
