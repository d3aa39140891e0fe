import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/artifacts/run-events';
import { pipeline } from '../../../src/pipeline/graph';
import { covers } from '../../../src/pipeline/step';
import type { RunState } from '../../../src/session/run-state';
import { ScriptedEngine } from './support/engine';
import { attend, scenario, start, tickingClock } from './support/scenario';
import { makeWorkspace } from './support/workspace';

let workspace: ReturnType<typeof makeWorkspace>;
beforeAll(() => (workspace = makeWorkspace()));
afterAll(() => workspace.remove());

/** Written when a run begins, before any step. */
const BEFORE_STEPS = new Set(['scope.json']);

/** Tells of every file that no step under way says it writes. */
function watch(): { see: (event: RunEvent, state: RunState) => void; undeclared: Set<string>; files: Set<string> } {
  const running = new Set<string>();
  const undeclared = new Set<string>();
  const files = new Set<string>();
  const see = ({ body }: RunEvent, state: RunState): void => {
    if (body.type === 'step.started') running.add(body.step);
    if (body.type === 'step.finished') running.delete(body.step);
    if (body.type !== 'artifact.written') return;
    files.add(body.path);
    const writing = pipeline(state).filter(({ id }) => running.has(id));
    const declared = writing.some(({ writes }) => writes.some((pattern) => covers(pattern, body.path)));
    if (!declared && !BEFORE_STEPS.has(body.path)) undeclared.add(`${[...running].join(', ')} writes ${body.path}`);
  };
  return { see, undeclared, files };
}

it('a step writes only what it says, by which a file cut short by a crash is told from a damaged one', async () => {
  const { see, undeclared, files } = watch();
  const engine = new ScriptedEngine('scripted', (id, time) =>
    id === 'investigate:002' && time < 3 ? 'fail' : 'answer',
  );
  const run = await start(scenario(workspace.folder, { engine, options: { clock: tickingClock() } }));
  run.onEvent(see);
  const sentBack = new Set<string>();
  const once = (id: string, decision: 'revise' | 'revert') => {
    if (sentBack.has(id)) return undefined;
    sentBack.add(id);
    return decision === 'revise' ? { decision, feedback: 'Look again.' } : { decision };
  };
  const state = await attend(run, (id, { checkpoint }) => {
    if (checkpoint?.options.includes('skip')) return { decision: 'skip' };
    return id.includes('batch') ? once(id, 'revert') : once(id, 'revise');
  });
  expect(state.status).toBe('completed');
  expect([...undeclared]).toEqual([]);
  expect(files.size).toBeGreaterThan(50);
});
