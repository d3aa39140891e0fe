import { mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunState } from '../../../src/session/run-state';
import { nodeFileSystem } from '../../../src/session/file-system';
import { verifySession } from '../../../src/session/integrity';
import { openSession } from '../../../src/session/open';
import { resumeRun } from '../../../src/pipeline/run';
import type { MemoryFs } from '../../unit/pipeline/support/memory-fs';
import { artifacts, attend, resume, scenario, type Scenario, start } from '../../unit/pipeline/support/scenario';
import { makeWorkspace } from '../../unit/pipeline/support/workspace';

let workspace: ReturnType<typeof makeWorkspace>;
beforeAll(() => (workspace = makeWorkspace()));
afterAll(() => workspace.remove());

interface Finished {
  scene: Scenario;
  dir: string;
  state: RunState;
  files: Record<string, string>;
}

async function finished(): Promise<Finished> {
  const scene = scenario(workspace.folder);
  const run = await start(scene);
  const state = await attend(run);
  expect(state.status).toBe('completed');
  return { scene, dir: run.sessionDir, state, files: artifacts(scene.fs, run.sessionDir) };
}

/** Another process finds the files as they are now. */
const another = (scene: Scenario): Scenario => scenario(workspace.folder, { fs: scene.fs.restart() });
const errorsOf = async (fs: MemoryFs, dir: string): Promise<string[]> =>
  (await verifySession(dir, workspace.folder, fs)).problems
    .filter(({ level }) => level === 'error')
    .map(({ file, message }) => `${file}: ${message}`);

describe('a complete session', () => {
  it('is whole, and nothing is done to it', async () => {
    const { scene, dir } = await finished();
    expect(await errorsOf(scene.fs, dir)).toEqual([]);
    await expect(resume(another(scene), dir)).rejects.toMatchObject({ code: 'finished-session' });
  });

  it('is repaired whichever of its files is damaged or missing', async () => {
    const { scene, dir, state } = await finished();
    const wrong: string[] = [];
    for (const [index, path] of [...Object.keys(state.artifacts), ...Object.keys(state.renderings)].entries()) {
      const next = another(scene);
      if (index % 2 === 0) next.fs.files.delete(`${dir}/${path}`);
      else next.fs.files.set(`${dir}/${path}`, Buffer.from('{ half'));
      if ((await errorsOf(next.fs, dir)).length === 0) wrong.push(`${path}: not found`);
      const after = await attend(await resume(next, dir));
      if (after.status !== 'completed') wrong.push(`${path}: ${after.status} ${after.failure?.message ?? ''}`);
      if (!after.notes.some(({ text }) => text.includes('repair'))) wrong.push(`${path}: nothing is said`);
      wrong.push(...(await errorsOf(next.fs, dir)).map((error) => `after ${path}: ${error}`));
    }
    expect(wrong).toEqual([]);
  }, 600_000);

  it.each(['phase-4/.snapshots/ids-copy.json', 'phase-3/manifest-copy.json', 'notes.txt', 'phase-1/summary-copy.md'])(
    'names a file that it did not write: %s',
    async (path) => {
      const { scene, dir } = await finished();
      scene.fs.files.set(`${dir}/${path}`, Buffer.from('{}'));
      const { problems } = await verifySession(dir, workspace.folder, scene.fs);
      expect(problems).toContainEqual(expect.objectContaining({ file: path, kind: 'undeclared' }));
    },
  );

  it('says which file was made again', async () => {
    const { scene, dir, files } = await finished();
    const next = another(scene);
    next.fs.files.delete(`${dir}/final-report/threat-model-report.md`);
    next.fs.files.delete(`${dir}/checkpoints/phase-3-checkpoint.json`);
    const after = await attend(await resume(next, dir));
    for (const path of ['final-report/threat-model-report.md', 'checkpoints/phase-3-checkpoint.json']) {
      expect(after.notes.some(({ text }) => text.includes(path) && text.includes('again'))).toBe(true);
    }
    expect(artifacts(next.fs, dir)['final-report/threat-model-report.md']).toBe(
      files['final-report/threat-model-report.md'],
    );
  });
});

describe('a file that something else changes while the run goes on', () => {
  /** A process that had lost the session finishes a rename over a file of the new holder. */
  const changing = (path: string, when: string): Scenario => {
    const scene = scenario(workspace.folder);
    const rename = scene.fs.rename.bind(scene.fs);
    let done = false;
    scene.fs.rename = async (from, to) => {
      await rename(from, to);
      if (done || !to.endsWith(when)) return;
      done = true;
      const target = [...scene.fs.files.keys()].find((file) => file.endsWith(path));
      if (target === undefined) throw new Error(`${path} is not there yet`);
      scene.fs.files.set(target, Buffer.from('{"late": true}'));
    };
    return scene;
  };

  it.each([
    ['phase-3/entry-points.json', 'checkpoints/phase-3-checkpoint.json'],
    ['phase-4/control-gaps.json', 'handoffs/phase-4-to-5.json'],
    ['phase-1/data-classification.json', 'phase-5/threat-model.json'],
    ['phase-1/summary.md', 'final-report/threat-model-data.json'],
    ['checkpoints/phase-1-checkpoint.json', 'final-report/threat-model-data.json'],
  ])('%s is not used, but made again', async (path, when) => {
    const { files } = await finished();
    const scene = changing(path, when);
    const run = await start(scene);
    const state = await attend(run);
    expect(state.failure).toBeUndefined();
    expect(state.status).toBe('completed');
    expect(state.notes.some(({ text }) => text.includes(path))).toBe(true);
    expect(await errorsOf(scene.fs, run.sessionDir)).toEqual([]);
    const model = 'phase-5/threat-model.json';
    expect(artifacts(scene.fs, run.sessionDir)[model]).toBe(files[model]);
  });
});

describe('on a real disk', () => {
  const made: string[] = [];
  afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));
  const root = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'threatline-damage-'));
    made.push(folder);
    return folder;
  };
  const onDisk = (sessionRoot: string): Scenario =>
    scenario(workspace.folder, { options: { fs: nodeFileSystem, sessionRoot } });

  /** Runs until the second checkpoint, harms the session there, and goes on. */
  async function harmed(harm: (dir: string) => void): Promise<RunState> {
    const run = await start(onDisk(root()));
    return attend(run, (id) => {
      if (id === 'phase-3-checkpoint') harm(run.sessionDir);
      return undefined;
    });
  }

  it.each<[string, (dir: string) => void, string, string]>([
    ['its journal is deleted', (dir) => rmSync(join(dir, 'journal.jsonl')), 'journal-lost', 'was deleted while'],
    [
      'its journal is emptied',
      (dir) => truncateSync(join(dir, 'journal.jsonl'), 0),
      'journal-lost',
      'was emptied while',
    ],
    ['its folder is removed', (dir) => rmSync(dir, { recursive: true }), 'session-removed', 'removed or moved'],
    ['its folder is moved', (dir) => renameSync(dir, `${dir}-moved`), 'session-removed', 'removed or moved'],
  ])('a run fails with the right words when %s', async (_name, harm, code, words) => {
    const state = await harmed(harm);
    expect(state.status).toBe('failed');
    expect(state.failure).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(state.failure?.advice).not.toMatch(/nothing (was|is) lost/i);
  });

  /** A session that waits at the second checkpoint, with nobody working on it. */
  async function waiting(): Promise<{ scene: Scenario; dir: string }> {
    const scene = onDisk(root());
    const run = await start(scene);
    void attend(run, (id) => {
      if (id !== 'phase-3-checkpoint') return undefined;
      void run.stop({ level: 'run' });
      return 'leave';
    });
    await run.finished;
    return { scene, dir: run.sessionDir };
  }

  it.each<[string, (dir: string) => string]>([
    [
      'renamed',
      (dir) => {
        renameSync(dir, `${dir}-renamed`);
        return `${dir}-renamed`;
      },
    ],
    [
      'linked',
      (dir) => {
        symlinkSync(dir, `${dir}-link`);
        return `${dir}-link`;
      },
    ],
  ])('a session goes on under its recorded id when its folder was %s', async (_name, change) => {
    const { scene, dir } = await waiting();
    const { run: id } = await openSession(dir);
    const other = change(dir);
    const state = await attend(await resumeRun(other, scene.options));
    expect(state.status).toBe('completed');
    expect(state.run).toBe(id);
    expect((await openSession(realpathSync(other))).status).toBe('completed');
  });

  it('what dead writers left is swept, and nothing else', async () => {
    const { scene, dir } = await waiting();
    const mine = ['.threat-model.json.4711-0a1b2c3d.tmp', 'phase-3/.concerns.json.4711.tmp'];
    const others = ['.notes.tmp', 'phase-3/draft.tmp'];
    for (const path of [...mine, ...others]) await nodeFileSystem.write(join(dir, path), Buffer.from('x'));
    await attend(await resumeRun(dir, scene.options));
    const left = await Promise.all([...mine, ...others].map((path) => nodeFileSystem.exists(join(dir, path))));
    expect(left).toEqual([false, false, true, true]);
  });
});
