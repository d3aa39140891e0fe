import type { SpawnEntry } from '../../../artifacts/phase2';
import { Component } from '../../../artifacts/phase3';
import { fileStem } from '../../../session/layout';
import { type Job, outputOf } from '../../jobs/job';
import { runJobs } from '../../jobs/run-jobs';
import { taskOf } from '../../jobs/task';
import { feedbackAt } from '../../checkpoint';
import type { RunContext } from '../../context';
import type { Step } from '../../step';
import { CHECKPOINT, MAPS, PHASE } from './places';
import * as recovery from '../../../wording/run/recovery';
import * as steps from '../../../wording/run/steps';

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

export async function mapComponents(context: RunContext, step: Step): Promise<string[]> {
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
        steps.mapPart(spawn.path),
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
  if (mapped.length === 0) outputOf(context, results[0], steps.noMap);
  context.check();
  for (const result of results.filter((candidate) => candidate.output === undefined)) {
    await context.emit(
      {
        type: 'problem',
        code: 'E-302',
        message: recovery.notMapped(result.id.slice(4), result.status, result.reason ?? ''),
        recovery: recovery.mappedLater,
      },
      { phase: PHASE },
    );
  }
  return mapped;
}
