import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/artifacts/run-events';
import { ScriptedEngine } from './support/engine';
import { attend, scenario, start } from './support/scenario';
import { makeWorkspace } from './support/workspace';

let workspace: ReturnType<typeof makeWorkspace>;
beforeAll(() => (workspace = makeWorkspace()));
afterAll(() => workspace.remove());

const GOLDEN = join(import.meta.dirname, 'golden/whole-run.txt');

function line({ seq, step, body }: RunEvent): string {
  const say = (): string => {
    switch (body.type) {
      case 'run.started':
        return `${body.scope.type} ${body.methodology} ${body.cvssVersion}`;
      case 'phase.started':
        return `${body.phase} attempt ${body.attempt}`;
      case 'phase.finished':
        return body.phase;
      case 'step.started':
        return body.title;
      case 'step.finished':
        return body.outputs.map(({ path }) => path).join(' ');
      case 'agent.queued':
        return `${body.agent}${body.batch ? ` (${body.batch})` : ''}`;
      case 'agent.started':
        return `${body.agent} by ${body.engine}, attempt ${body.attempt}`;
      case 'agent.finished':
        return `${body.agent} ${body.outcome}${body.reason ? `: ${body.reason}` : ''}${body.found ? `: ${body.found}` : ''}${body.output ? ` -> ${body.output}` : ''}`;
      case 'batch.planned':
        return body.batches.map((batch) => `${batch.number} ${batch.key} [${batch.concerns.join(' ')}]`).join(', ');
      case 'batch.started':
        return `${body.batch} attempt ${body.attempt}`;
      case 'batch.settled':
        return `${body.batch}${body.failed.length > 0 ? ` failed: ${body.failed.join(' ')}` : ''}`;
      case 'batch.consolidated':
        return `${body.batch}: ${body.controls} controls, ${body.gaps} gaps`;
      case 'batch.decided':
        return `${body.batch} ${body.decision}`;
      case 'concern.resolved':
        return `${body.concern} ${body.resolution}`;
      case 'checkpoint.opened':
        return `${body.checkpoint.id} offers ${body.checkpoint.options.join(', ')}`;
      case 'checkpoint.decided':
        return `${body.checkpoint}: ${body.decision.decision}${body.decision.feedback ? ` "${body.decision.feedback}"` : ''}`;
      case 'artifact.written':
        return body.path;
      case 'artifact.removed':
        return `${body.path} -> ${body.movedTo}`;
      case 'findings.changed':
        return `${body.gaps} gaps, ${body.threats} threats`;
      case 'counted':
        return Object.entries(body.counters)
          .map(([name, count]) => `${name}=${count}`)
          .join(' ');
      case 'problem':
        return `${body.code} ${body.message}`;
      default:
        return '';
    }
  };
  return `${String(seq).padStart(3)}  ${body.type.padEnd(18)} ${say()}${body.type === 'step.started' ? `  [${step ?? ''}]` : ''}`.trimEnd();
}

it('tells the same story as the transcript (THREATLINE_UPDATE_GOLDEN=1 rewrites it)', async () => {
  const engine = new ScriptedEngine('scripted', (id, time) =>
    id === 'investigate:002' && time < 3 ? 'fail' : 'answer',
  );
  const scene = scenario(workspace.folder, { concerns: { critical: 2, medium: 1 }, engine, options: { poolSize: 1 } });
  const run = await start(scene);
  let revised = false;
  await attend(run, (id) => {
    if (id.endsWith('recovery')) return { decision: 'retry' };
    if (id !== 'phase-5-checkpoint' || revised) return undefined;
    revised = true;
    return { decision: 'revise', feedback: 'The queue is missing.' };
  });
  const events = scene.fs
    .text(`${run.sessionDir}/journal.jsonl`)
    .trim()
    .split('\n')
    .map((text) => (JSON.parse(text) as { event: RunEvent }).event);
  const transcript = `${events.map(line).join('\n')}\n`;
  if (process.env['THREATLINE_UPDATE_GOLDEN']) writeFileSync(GOLDEN, transcript);
  expect(transcript).toBe(readFileSync(GOLDEN, 'utf8'));
});
