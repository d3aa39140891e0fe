import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT, exitOfRun, type ExitCode } from '../../../src/cli/exit-codes';
import type { RunOptions } from '../../../src/pipeline/contract';
import { incompletenessOf } from '../../../src/session/incomplete';
import type { RunState } from '../../../src/session/run-state';
import { type Behaviour, ScriptedEngine } from './support/engine';
import { artifacts, attend, json, list, resume, type Scenario, scenario, start } from './support/scenario';
import { makeWorkspace } from './support/workspace';

let workspace: ReturnType<typeof makeWorkspace>;
beforeAll(() => (workspace = makeWorkspace()));
afterAll(() => workspace.remove());

const exitOf = (state: RunState): ExitCode => exitOfRun(state, [], undefined, false, incompletenessOf(state));

function troubled(behaviour: Behaviour, options: Partial<RunOptions> = {}): Scenario {
  const engine = new ScriptedEngine('scripted', (id) => (id === 'investigate:002' ? behaviour : 'answer'));
  return scenario(workspace.folder, { concerns: { critical: 2 }, engine, options });
}

/** Minutes: of an agent that never answers. */
const SHORT = { timeLimits: { investigator: 0.002 } };

const WAYS: [string, Behaviour, Partial<RunOptions>, string[]][] = [
  ['a concern that failed', 'fail', {}, ['blocked-concerns']],
  ['a concern that was refused', 'refuse', {}, ['blocked-concerns']],
  ['a result that is none', 'invalid', {}, ['blocked-concerns']],
  ['a time limit that fired', 'hang', SHORT, ['blocked-concerns', 'timed-out']],
];

describe.each(WAYS)('%s', (_, behaviour, options, kinds) => {
  const expectIncomplete = (state: RunState): void => {
    expect(state.status).toBe('completed');
    expect(incompletenessOf(state).map(({ kind }) => kind)).toEqual(kinds);
    expect(exitOf(state)).toBe(EXIT.incomplete);
  };

  it('makes an unattended run incomplete', async () => {
    const run = await start(troubled(behaviour, { ...options, unattended: true }));
    expectIncomplete(await run.finished);
  });

  it('makes a run incomplete that nobody attends after it was resumed, and says who decided', async () => {
    const scene = troubled(behaviour, options);
    const first = await start(scene);
    await attend(first, (id) => {
      if (id !== 'phase-3-checkpoint') return undefined;
      void first.stop({ level: 'run' });
      return 'leave';
    });
    const state = await (await resume(scene, first.sessionDir, { unattended: true })).finished;
    expectIncomplete(state);
    const limitations = list(
      json(artifacts(scene.fs, state.sessionDir), 'phase-4/known-limitations.json')['limitations'],
    );
    expect(limitations.find((item) => JSON.stringify(item['kind']) === '"investigation-blocked"')).toMatchObject({
      decided_by: 'system',
    });
  });

  it('is the user’s decision where a user made it, but for a limit that fired', async () => {
    const run = await start(troubled(behaviour, options));
    const state = await attend(run, (id) => (id.endsWith('-recovery') ? { decision: 'skip' } : undefined));
    const left = kinds.filter((kind) => kind !== 'blocked-concerns');
    expect(incompletenessOf(state).map(({ kind }) => kind)).toEqual(left);
    expect(exitOf(state)).toBe(left.length > 0 ? EXIT.incomplete : EXIT.done);
  });
});

describe('a run that did not end', () => {
  it('is incomplete, and interrupted when it was', async () => {
    const run = await start(troubled('answer'));
    const state = await attend(run, (id) => {
      if (id !== 'phase-3-checkpoint') return undefined;
      void run.stop({ level: 'run' });
      return 'leave';
    });
    expect(exitOf(state)).toBe(EXIT.incomplete);
    expect(exitOfRun(state, [], undefined, true, [])).toBe(EXIT.interrupted);
  });
});
