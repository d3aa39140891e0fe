import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attend, artifacts, scenario, start } from './support/scenario';
import { makeWorkspace } from './support/workspace';

let workspace: ReturnType<typeof makeWorkspace>;
beforeAll(() => (workspace = makeWorkspace()));
afterAll(() => workspace.remove());

describe('a whole run', () => {
  it('goes through all phases to the report', async () => {
    const scene = scenario(workspace.folder);
    const run = await start(scene);
    const state = await attend(run);
    expect(state.failure).toBeUndefined();
    expect(state.status).toBe('completed');
    expect(state.phases.map((phase) => phase.status)).toEqual(Array(7).fill('complete'));
    expect(Object.keys(artifacts(scene.fs, run.sessionDir))).toContain('final-report/threat-model-report.md');
  });
});
