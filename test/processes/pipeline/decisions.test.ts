import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../../src/session/open';
import type { RunState } from '../../../src/session/run-state';
import { MemoryFs } from '../../unit/pipeline/support/memory-fs';
import { attend, resume, scenario, type Scenario, start, tickingClock } from '../../unit/pipeline/support/scenario';
import { makeWorkspace } from '../../unit/pipeline/support/workspace';

let workspace: ReturnType<typeof makeWorkspace>;
beforeAll(() => (workspace = makeWorkspace()));
afterAll(() => workspace.remove());

const LATER = 100_000;

/** A clock that goes on: a file that is written again is then another file. */
const sceneAt = (seconds: number, unattended: boolean, fs = new MemoryFs()): Scenario =>
  scenario(workspace.folder, { fs, options: { clock: tickingClock(seconds), unattended } });

const rowsOf = ({ decisions }: RunState): string[] =>
  decisions.map(({ checkpoint, attempt, decision }) => `${checkpoint} ${attempt} ${decision.decision}`);

/** A run that answers by itself has nobody beside it who answers as well. */
const ended = (run: Awaited<ReturnType<typeof start>>, unattended: boolean): Promise<RunState> =>
  unattended ? run.finished : attend(run);

const sessionIn = (fs: MemoryFs): string =>
  [...fs.files.keys()].flatMap((path) => /^\/sessions\/\d{8}-\d{6}-[^/]*(?=\/)/.exec(path)?.[0] ?? [])[0] ?? '';

/**
 * The writes at which something can happen to a decision: those to the journal and to the records from a question to
 * the end of its phase, and all that follow the last answer.
 */
async function momentsOf(unattended: boolean): Promise<{ moments: number[]; rows: string[] }> {
  const scene = sceneAt(0, unattended);
  const run = await start(scene);
  const moments: number[] = [];
  let opened = Infinity;
  let last = 0;
  run.onEvent(({ body }) => {
    const { writes, written } = scene.fs;
    if (body.type === 'checkpoint.opened') opened = writes - 2;
    if (body.type === 'checkpoint.decided') last = writes;
    if (body.type !== 'phase.finished') return;
    for (let n = opened; n <= writes; n++) if (/journal|checkpoints/.test(written[n - 1] ?? '')) moments.push(n);
    opened = Infinity;
  });
  const state = await ended(run, unattended);
  for (let n = last; n <= scene.fs.writes; n++) moments.push(n);
  return { moments: [...new Set(moments)], rows: rowsOf(state) };
}

/** Ends at a write, and goes on in a new process; undefined when there was nothing left to do. */
async function killedAt(moment: number, power: boolean, unattended: boolean): Promise<RunState | undefined> {
  const fs = new MemoryFs();
  fs.killAt = moment;
  await ended(await start(sceneAt(0, unattended, fs)), unattended);
  const disk = fs.restart({ power });
  const dir = sessionIn(disk);
  const known = await openSession(dir, disk);
  if (known.status === 'completed') return undefined;
  return ended(await resume(sceneAt(LATER, unattended, disk), dir), unattended);
}

describe('a decision is there once, whenever the process ends (P-130, P-131)', () => {
  it.each([
    ['answered by a person', false, false],
    ['answered by itself', true, true],
  ])(
    '%s',
    async (_what, unattended, power) => {
      const { moments, rows } = await momentsOf(unattended);
      const wrong: string[] = [];
      for (const moment of moments) {
        const state = await killedAt(moment, power, unattended);
        if (state === undefined) continue;
        if (state.status !== 'completed') wrong.push(`${moment}: ${state.status} ${state.failure?.message ?? ''}`);
        if (rowsOf(state).join() !== rows.join()) wrong.push(`${moment}: ${rowsOf(state).join(', ')}`);
        for (const { message } of state.problems) wrong.push(`${moment}: ${message}`);
      }
      expect(rows).toHaveLength(7);
      expect(moments.length).toBeGreaterThan(60);
      expect(wrong.slice(0, 5)).toEqual([]);
    },
    1_800_000,
  );
});
