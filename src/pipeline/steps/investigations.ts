import type { Severity } from '../../artifacts/enums';
import type { BusinessContext } from '../../artifacts/phase1';
import type { Component, Concern, EntryPoints } from '../../artifacts/phase3';
import { ErrorRecord } from '../../artifacts/batch';
import { Investigation } from '../../artifacts/phase4';
import { batchSummaryFile, errorFile, investigationDir, investigationFile } from '../../session/layout';
import type { BatchRunState } from '../../session/run-state';
import type { TaskRun } from '../../agents/runner/run-task';
import type { InvestigationDraft } from '../../artifacts/investigation-draft';
import type { Job, Provenance } from '../jobs/job';
import { runJobs } from '../jobs/run-jobs';
import { taskOf } from '../jobs/task';
import { setAside } from '../archive';
import { ask, closeRecord, feedbackAt } from '../checkpoint';
import type { RunContext } from '../context';
import type { Step } from '../step';
import { batchView } from '../views/batch';
import { writeBatchSummary } from './batch-summary';
import { consolidateControls } from './consolidate-controls';
import * as say from '../../wording/run/checkpoints';

/** Of one concern, on request of the user. */
export const MAX_RETRIES = 3;

export const batchCheckpoint = (key: string): string => `phase-4-batch-${key}-checkpoint`;
export const recoveryCheckpoint = (key: string): string => `phase-4-batch-${key}-recovery`;

export function batchOf(context: RunContext, key: string): BatchRunState {
  const batch = context.state.batches.find((candidate) => candidate.key === key);
  if (!batch) throw new Error(`There is no batch ${key}.`);
  return batch;
}

interface Shared {
  business: BusinessContext;
  entryPoints: EntryPoints;
  components: Component[];
}

type Failure = Pick<ErrorRecord, 'error_message' | 'error_code' | 'resolution' | 'partial_output'> & {
  attempt: number;
};

async function saveError(context: RunContext, concern: Concern, { attempt, ...failure }: Failure): Promise<void> {
  const path = errorFile(concern.severity, concern.id);
  const earlier = await context.store.readIfValid(path, ErrorRecord);
  const record: ErrorRecord = {
    concern_id: concern.id,
    concern_name: concern.name,
    severity: concern.severity,
    ...failure,
    retry_count: context.state.concerns[concern.id]?.retries ?? 0,
    timestamp: context.now(),
    history: [...(earlier?.history ?? []), { ts: context.now(), error_message: failure.error_message, attempt }],
  };
  await context.store.writeJson(path, record);
}

function failureOf({ outcome }: TaskRun<'investigate'>, attempt: number): Failure {
  const message = 'reason' in outcome ? outcome.reason : 'no answer';
  return {
    error_message: message,
    error_code: outcome.status,
    partial_output: 'result' in outcome ? outcome.result : null,
    resolution: null,
    attempt,
  };
}

async function saveInvestigation(
  context: RunContext,
  concern: Concern,
  draft: InvestigationDraft,
  made: Provenance,
): Promise<string> {
  const path = investigationFile(concern.severity, concern.id, concern.name);
  if (made.partial)
    await saveError(context, concern, {
      error_message: made.reason ?? 'ended early',
      error_code: 'partial',
      partial_output: null,
      resolution: 'accepted-partial',
      attempt: made.attempt,
    });
  await context.store.writeJson(path, {
    ...draft,
    status: made.partial ? 'partial-investigation' : draft.status,
    investigation_duration_seconds: Math.round(made.seconds),
    timestamp: context.now(),
    agent_id: made.agent,
    engine: made.engine,
    attempt: made.attempt,
    found: made.found,
    task_key: made.key,
  });
  return path;
}

/** Takes over an investigation that was written before a crash but not recorded. */
async function adoptInvestigation(
  context: RunContext,
  concern: Concern,
  key: string,
): Promise<{ path: string; found: string } | undefined> {
  const path = investigationFile(concern.severity, concern.id, concern.name);
  const found = await context.store.readIfValid(path, Investigation);
  if (found?.concern_id !== concern.id || found['task_key'] !== key) return undefined;
  await context.store.writeJson(path, found);
  return { path, found: typeof found['found'] === 'string' ? found['found'] : '' };
}

function investigationJob(
  context: RunContext,
  concern: Concern,
  batch: BatchRunState,
  shared: Shared,
  feedback: string[],
): Job<'investigate'> {
  return {
    concern: concern.id,
    batch: batch.key,
    task: taskOf(context, `investigate:${concern.id}`, 'investigate', concern.title, { concern, ...shared }, feedback),
    save: (draft, made) => saveInvestigation(context, concern, draft, made),
    fail: (run, attempt) => saveError(context, concern, failureOf(run, attempt)),
    adopt: (key) => adoptInvestigation(context, concern, key),
  };
}

/** Puts the investigations of a reverted attempt aside and takes them out of everything built from them. */
async function undo(context: RunContext, batch: BatchRunState): Promise<void> {
  const severity: Severity = batch.severity;
  await setAside(context, investigationDir(severity), `phase-4/reverted/${severity}-attempt-${batch.attempt}`);
  await consolidateControls(
    context,
    context.state.batches.filter((other) => other.state === 'approved').map(({ key }) => key),
  );
}

async function start(context: RunContext, step: Step, key: string): Promise<void> {
  const batch = batchOf(context, key);
  if (batch.state !== 'pending' && batch.state !== 'reverted') return;
  if (batch.state === 'reverted') await undo(context, batch);
  await context.emit(
    { type: 'batch.started', batch: key, attempt: batch.state === 'reverted' ? batch.attempt + 1 : batch.attempt },
    { phase: step.phase, step: step.id },
  );
}

const inState = (context: RunContext, batch: BatchRunState, ...states: string[]): string[] =>
  batch.concerns.filter((id) => states.includes(context.state.concerns[id]?.state ?? 'pending'));

/** Asks what to do about concerns without a result. The answer changes their state; nobody goes on before. */
async function recover(context: RunContext, step: Step, key: string, failed: string[]): Promise<void> {
  const retryable = failed.some((id) => (context.state.concerns[id]?.retries ?? 0) < MAX_RETRIES);
  await ask(context, step, {
    id: recoveryCheckpoint(key),
    title: say.notInvestigated(failed.length),
    options: [...(retryable ? (['retry'] as const) : []), 'skip', 'stop'],
    automatic: 'skip',
    view: () => batchView(context, key),
  });
}

/**
 * Investigates the concerns of one batch, one agent each, until every concern has a result or was skipped. Nothing
 * that is already known is investigated again.
 */
export async function investigateBatch(context: RunContext, step: Step, key: string): Promise<string[]> {
  await start(context, step, key);
  const { components, entryPoints } = await context.artifacts.mapping();
  const shared: Shared = { business: await context.artifacts.business(), entryPoints, components };
  const concerns = (await context.artifacts.concerns()).filter((concern) =>
    batchOf(context, key).concerns.includes(concern.id),
  );
  // What an earlier process finished is looked at once more: it stands unless the code has changed since.
  let states = ['pending', 'running', 'complete', 'partial'];
  for (;;) {
    const batch = batchOf(context, key);
    const waiting = new Set(inState(context, batch, ...states));
    states = ['pending', 'running'];
    const feedback = [
      ...feedbackAt(context.state, 'phase-4-checkpoint'),
      ...feedbackAt(context.state, batchCheckpoint(key)),
    ];
    const jobs = concerns
      .filter((concern) => waiting.has(concern.id))
      .map((concern) => investigationJob(context, concern, batch, shared, feedback));
    if (jobs.length > 0) await runJobs(context, step, jobs);
    context.check();
    const failed = inState(context, batch, 'failed', 'cancelled');
    await context.emit({ type: 'batch.settled', batch: key, failed }, { phase: step.phase, step: step.id });
    if (failed.length === 0) break;
    await writeBatchSummary(context, batchOf(context, key), true);
    await recover(context, step, key, failed);
  }
  await closeRecord(context, recoveryCheckpoint(key));
  const written = Object.keys(context.state.artifacts).filter((path) =>
    path.startsWith(`${investigationDir(batchOf(context, key).severity)}/`),
  );
  return written.filter((path) => path !== batchSummaryFile(batchOf(context, key).severity));
}
