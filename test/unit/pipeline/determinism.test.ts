import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScriptedEngine } from './support/engine';
import { artifacts, attend, scenario, start } from './support/scenario';
import { makeWorkspace } from './support/workspace';

let workspace: ReturnType<typeof makeWorkspace>;
beforeAll(() => (workspace = makeWorkspace()));
afterAll(() => workspace.remove());

/** Agents end in another order each time. */
async function runWith(poolSize: number, order: (id: string) => number): Promise<Record<string, string>> {
  const pause = async (id: string): Promise<void> => {
    for (let turn = 0; turn < order(id); turn++) await new Promise((done) => setImmediate(done));
  };
  const scene = scenario(workspace.folder, {
    concerns: { critical: 5, medium: 4 },
    engine: new ScriptedEngine('scripted', () => 'answer', pause),
    options: { poolSize },
  });
  const run = await start(scene);
  await attend(run);
  return artifacts(scene.fs, run.sessionDir);
}

const number = (id: string): number => Number(/\d+/.exec(id)?.[0] ?? 0);

describe('the same input', () => {
  it('gives the same bytes, whatever the pool size and the order agents end in', async () => {
    const first = await runWith(4, (id) => number(id));
    expect(await runWith(4, (id) => number(id))).toEqual(first);
    expect(await runWith(4, (id) => 20 - number(id))).toEqual(first);
    expect(await runWith(1, () => 0)).toEqual(first);
    expect(await runWith(10, (id) => (number(id) * 7) % 5)).toEqual(first);
    expect(Object.keys(first)).toContain('final-report/threat-model-data.json');
  });

  it('at another time differs in times alone', async () => {
    const at = async (now: string) => {
      const scene = scenario(workspace.folder, { options: { clock: { now: () => now, elapsed: () => 0 } } });
      const run = await start(scene);
      await attend(run);
      return artifacts(scene.fs, run.sessionDir);
    };
    const [first, second] = [await at('2026-01-02T03:04:05Z'), await at('2027-08-09T10:11:12Z')];
    const timeless = (files: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(files).map(([path, text]) => [
          path,
          text
            .replace(/202[67]-\d\d-\d\dT\d\d:\d\d:\d\dZ|202[67]\d{4}-\d{6}/g, 'TIME')
            .replace(/"sha256": "[0-9a-f]{64}"/g, 'HASH'),
        ]),
      );
    expect(timeless(second)).toEqual(timeless(first));
  });
});
