import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifySession } from '../../../src/session/integrity';
import { openSession } from '../../../src/session/open';
import { MemoryFs } from '../../unit/pipeline/support/memory-fs';
import { type ScriptedEngine } from '../../unit/pipeline/support/engine';
import { artifacts, attend, resume, scenario, start } from '../../unit/pipeline/support/scenario';
import { makeWorkspace } from '../../unit/pipeline/support/workspace';

let workspace: ReturnType<typeof makeWorkspace>;
beforeAll(() => (workspace = makeWorkspace()));
afterAll(() => workspace.remove());

/** All of the writes take minutes: `THREATLINE_KILL_STRIDE=1` looks at every one, the suite at some of them. */
const STRIDE = Number(process.env['THREATLINE_KILL_STRIDE'] ?? 89);
const DIR = '/sessions/20260102-030405-full-app';

async function uninterrupted(): Promise<{ writes: number; artifacts: Record<string, string>; investigated: number }> {
  const scene = scenario(workspace.folder);
  await attend(await start(scene));
  return { writes: scene.fs.writes, artifacts: artifacts(scene.fs, DIR), investigated: scene.engine.tasks.length };
}

/** Runs until the n-th write, which is cut short; then goes on with a new process until the end. */
async function interruptedAt(
  n: number,
  power: boolean,
): Promise<{ fs: MemoryFs; before: ScriptedEngine; after: ScriptedEngine; started: boolean }> {
  const fs = new MemoryFs();
  fs.killAt = n;
  const first = scenario(workspace.folder, { fs });
  try {
    await attend(await start(first));
  } catch {
    // It did not even start.
  }
  const disk = fs.restart({ power });
  const second = scenario(workspace.folder, { fs: disk });
  const known = await openSession(DIR, disk).catch(() => undefined);
  if (known && known.status !== 'completed') await attend(await resume(second, DIR));
  return { fs: disk, before: first.engine, after: second.engine, started: known !== undefined };
}

describe('killed at every write (P-010, P-129, P-130, P-131, P-132)', () => {
  for (const power of [false, true]) {
    it(`ends with the same artifacts${power ? ' when the power goes' : ''}`, async () => {
      const whole = await uninterrupted();
      const wrong: string[] = [];
      let resumed = 0;
      for (let n = 1; n <= whole.writes; n += power ? 2 * STRIDE : STRIDE) {
        const { fs, before, after, started } = await interruptedAt(n, power);
        if (!started) continue;
        resumed++;
        const ended = await openSession(DIR, fs);
        if (ended.status !== 'completed') wrong.push(`${n}: ${ended.status} ${ended.failure?.message ?? ''}`);
        const found = artifacts(fs, DIR);
        for (const path of new Set([...Object.keys(found), ...Object.keys(whole.artifacts)])) {
          if (found[path] !== whole.artifacts[path])
            wrong.push(
              `${n}: ${path} ${found[path] === undefined ? 'is missing' : whole.artifacts[path] === undefined ? 'is too much' : 'differs'}`,
            );
        }
        const repeated = before.tasks.length + after.tasks.length - whole.investigated;
        if (repeated > 2) wrong.push(`${n}: ${repeated} agent runs repeated`);
      }
      expect(wrong.slice(0, 20)).toEqual([]);
      expect(resumed).toBeGreaterThan((whole.writes - 15) / STRIDE / (power ? 2 : 1) - 1);
    }, 1_800_000);
  }
});

describe('a journal cut anywhere', () => {
  it('loads and leads to the same end: at most what was in flight is repeated', async () => {
    const whole = scenario(workspace.folder);
    const run = await start(whole);
    await attend(run);
    const expected = artifacts(whole.fs, DIR);
    const journal = whole.fs.files.get(`${DIR}/journal.jsonl`)!;
    const step = Math.floor(journal.length / 9);
    for (let length = 900; length < journal.length; length += step) {
      const fs = whole.fs.restart();
      fs.files.set(`${DIR}/journal.jsonl`, journal.subarray(0, length));
      const known = await openSession(DIR, fs).catch(() => undefined);
      if (!known) continue;
      // What the journal does not know any more lies on the disk all the same.
      const scene = scenario(workspace.folder, { fs });
      const state = await attend(await resume(scene, DIR));
      expect(state.status, `cut at ${length}`).toBe('completed');
      expect(artifacts(fs, DIR), `cut at ${length}`).toEqual(expected);
      expect(
        (await verifySession(DIR, workspace.folder, fs)).problems.filter(({ level }) => level === 'error'),
        `cut at ${length}`,
      ).toEqual([]);
    }
  });
});
