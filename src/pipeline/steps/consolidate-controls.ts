import * as z from 'zod';
import { SEVERITIES } from '../../artifacts/enums';
import { ErrorRecord } from '../../artifacts/batch';
import { Investigation } from '../../artifacts/phase4';
import { categoryFile, errorFile, FILES, summaryFile } from '../../session/layout';
import { RunError } from '../../session/run-error';
import type { Consolidation, ConsolidationInput } from '../../reasoning/controls/input';
import { understoodOf } from '../../reasoning/controls/understood';
import type { RunContext } from '../context';
import { writeLimitations } from '../limitations';
import { summaryMarkdown } from '../../wording/summaries/phase4';
import * as say from '../../wording/run/recovery';

const Ids = z.record(z.string(), z.string());

/** Relative to `phase-4/`, as everything refers to investigations. */
const inPhase4 = (path: string): string => path.replace(/^phase-4\//, '');

async function inputFor(context: RunContext, batchKeys: readonly string[]): Promise<ConsolidationInput> {
  const { state, store, artifacts } = context;
  const batches = state.batches.filter((batch) => batchKeys.includes(batch.key));
  const investigations: ConsolidationInput['investigations'] = [];
  const errors: ConsolidationInput['errors'] = [];
  for (const batch of batches) {
    for (const id of batch.concerns) {
      const concern = state.concerns[id];
      if (concern?.file !== undefined)
        investigations.push({
          path: inPhase4(concern.file),
          investigation: await store.read(concern.file, Investigation),
        });
      const record =
        concern?.state === 'skipped' || concern?.state === 'partial'
          ? await store.readIfValid(errorFile(batch.severity, id), ErrorRecord)
          : undefined;
      if (record) errors.push({ path: inPhase4(errorFile(batch.severity, id)), record });
    }
  }
  return {
    investigations,
    errors,
    business: await artifacts.business(),
    concerns: await artifacts.concerns(),
    batchesCompleted: batches.map(({ key }) => key),
    batchesRemaining: state.batches.filter((batch) => !batchKeys.includes(batch.key)).map(({ key }) => key),
    sessionId: context.parts.session.sessionId,
    now: context.now(),
    understood: understoodOf(await context.facts()),
    previousIds: (await store.readIfValid(FILES.controlIds, Ids)) ?? {},
  };
}

/** Consolidation is tried twice; if it fails, everything stays as it was before the batch. */
async function compute(context: RunContext, input: ConsolidationInput): Promise<Consolidation> {
  const { parts } = context.parts.services;
  try {
    return parts.consolidateControls(input);
  } catch (first) {
    const message = first instanceof Error ? first.message : String(first);
    await context.emit(
      {
        type: 'problem',
        code: 'E-404',
        message: say.notConsolidated(message),
        recovery: say.triedAgain,
      },
      { phase: 'security_controls' },
    );
    try {
      return parts.consolidateControls(input);
    } catch (error) {
      throw new RunError(
        'unexpected',
        `The results of phase 4 could not be consolidated: ${message}`,
        'The investigations are kept. Resume the session to try again, and report this with the log if it ' +
          'happens again.',
        { cause: error },
      );
    }
  }
}

/** What became of a concern that had failed, by the state it is in now. */
const RESOLUTIONS: Readonly<Record<string, 'skipped' | 'retried-ok' | 'accepted-partial' | undefined>> = {
  skipped: 'skipped',
  complete: 'retried-ok',
  partial: 'accepted-partial',
};

/** Settles what the error records say about concerns that have a result or were given up by now. */
async function settleErrors(context: RunContext, batchKeys: readonly string[]): Promise<void> {
  for (const batch of context.state.batches.filter(({ key }) => batchKeys.includes(key))) {
    for (const id of batch.concerns) {
      const path = errorFile(batch.severity, id);
      const record = await context.store.readIfValid(path, ErrorRecord);
      const state = context.state.concerns[id]?.state;
      if (!record || record.resolution !== null) continue;
      const resolution = state === undefined ? undefined : RESOLUTIONS[state];
      if (resolution === undefined) continue;
      await context.store.writeJson(path, { ...record, resolution, resolved_at: context.now() });
      if (resolution !== 'accepted-partial')
        await context.emit({ type: 'concern.resolved', concern: id, resolution }, { phase: 'security_controls' });
    }
  }
}

/**
 * Builds controls, gaps and summaries anew from all investigations of these batches. Everything is computed before
 * anything is written.
 */
export async function consolidateControls(
  context: RunContext,
  batchKeys: readonly string[],
): Promise<{ result: Consolidation; outputs: string[] }> {
  const { store } = context;
  await settleErrors(context, batchKeys);
  const result = await compute(context, await inputFor(context, batchKeys));
  await store.writeAll([
    ...result.categories.map((category) => ({ path: categoryFile(category.category), value: category })),
    { path: FILES.gaps, value: result.gaps },
    { path: FILES.compliance, value: result.compliance },
    { path: FILES.priorityFiles, value: result.priorityFiles },
    { path: FILES.controlsSummary, value: result.summary },
    { path: summaryFile(4), text: summaryMarkdown(result) },
    { path: FILES.controlIds, value: result.ids, schema: Ids },
  ]);
  const limitations = await writeLimitations(context);
  const { gaps } = result.gaps;
  const counters = Object.fromEntries(
    SEVERITIES.map((severity) => [`gaps.${severity}`, gaps.filter((gap) => gap.severity === severity).length]),
  );
  await context.emit(
    {
      type: 'counted',
      counters: {
        ...counters,
        controls: result.categories.reduce((sum, category) => sum + category.controls.length, 0),
      },
    },
    { phase: 'security_controls' },
  );
  await context.emit({ type: 'findings.changed', gaps: gaps.length, threats: 0 }, { phase: 'security_controls' });
  const outputs = [
    ...result.categories.map((category) => categoryFile(category.category)),
    FILES.gaps,
    FILES.compliance,
    FILES.priorityFiles,
    FILES.controlsSummary,
    summaryFile(4),
    FILES.controlIds,
    limitations,
  ];
  return { result, outputs };
}
