import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RunError } from '../../../src/session/run-error';
import { openSession } from '../../../src/session/open';
import { prepareRun, startRun } from '../../../src/pipeline/run';
import { nodeFileSystem } from '../../../src/session/file-system';
import { makePlan } from '../../../src/pipeline/plan';
import { changedFiles as compare } from '../../../src/pipeline/git/changed-files';
import { importersOf } from '../../../src/pipeline/importers';
import { createSourceReader } from '../../../src/agents/runner/source-reader';
import { ScriptedEngine } from '../../unit/pipeline/support/engine';
import { artifacts, attend, resume, scenario, start, waitFor } from '../../unit/pipeline/support/scenario';
import { factsOf, makeWorkspace, SOURCES } from '../../unit/pipeline/support/workspace';

let workspace: ReturnType<typeof makeWorkspace>;
const extra: ReturnType<typeof makeWorkspace>[] = [];
beforeAll(() => (workspace = makeWorkspace()));
afterAll(() => workspace.remove());
afterEach(() => extra.splice(0).forEach((item) => item.remove()));
const folder = (files: Record<string, string>): string => {
  const made = makeWorkspace(files);
  extra.push(made);
  return made.folder;
};

const refused = async (promise: Promise<unknown>): Promise<RunError> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(RunError);
  expect((error as RunError).message.length).toBeGreaterThan(10);
  expect((error as RunError).advice.length).toBeGreaterThan(10);
  return error as RunError;
};
const prepare = (changes: Partial<Parameters<typeof prepareRun>[0]>) =>
  prepareRun({ ...scenario(workspace.folder).options, ...changes });

describe('before a run', () => {
  it('a folder must be there, be readable, and hold code', async () => {
    expect((await refused(prepare({ folder: '' }))).code).toBe('no-folder');
    expect((await refused(prepare({ folder: '/nowhere/at/all' }))).code).toBe('no-folder');
    expect((await refused(prepare({ folder: join(workspace.folder, 'src/app.js') }))).code).toBe('no-folder');
    expect((await refused(prepare({ folder: folder({}) }))).code).toBe('empty-folder');
    const onlyText = {
      inventory: () =>
        Promise.resolve({
          files: [{ ...factsOf({ 'a.txt': 'x' }).inventory.files[0]!, analyzed: false }],
          directories: 0,
          unreadable: [],
          truncated: [],
        }),
      analyze: () => Promise.reject(new Error('not asked')),
    };
    expect((await refused(prepare({ analyzer: onlyText }))).code).toBe('no-code');
  });

  it.skipIf(process.getuid?.() === 0)('a folder without the right to read it is named', async () => {
    const closed = folder({ 'a.js': 'x' });
    chmodSync(closed, 0o000);
    expect((await refused(prepare({ folder: closed }))).code).toBe('unreadable-folder');
    chmodSync(closed, 0o700);
  });

  it('a component must exist and lie in the folder (P-008)', async () => {
    const component = (...paths: string[]) => ({
      type: 'component' as const,
      component: { paths, includeSharedDeps: false },
    });
    expect((await refused(prepare({ scope: component('src/none') }))).code).toBe('path-missing');
    expect((await refused(prepare({ scope: component('..') }))).code).toBe('path-missing');
    expect((await refused(prepare({ scope: component() }))).code).toBe('bad-scope');
    const prepared = await prepare({ scope: component('src/db.js', './src/db.js') });
    expect(prepared.request.paths).toEqual(['src/db.js']);
    expect(prepared.plan.files).toBe(1);
  });

  it('a component takes what it imports along when asked to', async () => {
    const files = {
      'api/a.js': "require('../lib/b')",
      'lib/b.js': "require('./c')",
      'lib/c.js': "require('../api/a')",
      'lib/d.js': '1',
    };
    const scene = scenario(folder(files));
    scene.analyzer.files = files;
    const scope = (includeSharedDeps: boolean) => ({
      type: 'component' as const,
      component: { paths: ['api'], includeSharedDeps },
    });
    expect((await prepareRun({ ...scene.options, scope: scope(false) })).request.paths).toEqual(['api']);
    expect((await prepareRun({ ...scene.options, scope: scope(true) })).request.paths).toEqual([
      'api',
      'lib/b.js',
      'lib/c.js',
    ]);
  });

  it('a custom methodology needs notes (P-009)', async () => {
    expect((await refused(prepare({ methodology: 'custom' }))).code).toBe('notes-required');
    expect((await prepare({ methodology: 'custom', customNotes: 'Follow the house rules.' })).options.customNotes).toBe(
      'Follow the house rules.',
    );
  });

  it('code that cannot be listed, and a change of mind, are said as such', async () => {
    const analyzer = {
      inventory: () => Promise.reject(new Error('worker died')),
      analyze: () => Promise.reject(new Error('not asked')),
    };
    expect(await refused(prepare({ analyzer }))).toMatchObject({
      code: 'analysis-failed',
      message: expect.stringContaining('worker died'),
    });
    const changed = new AbortController();
    changed.abort();
    expect((await refused(prepareRun({ ...scenario(workspace.folder).options, analyzer }, changed.signal))).code).toBe(
      'cancelled',
    );
  });

  it('nothing is written', async () => {
    const scene = scenario(workspace.folder);
    await prepareRun(scene.options);
    expect(scene.fs.writes).toBe(0);
  });

  it('the plan says what it will cost and why', () => {
    const plan = makePlan(factsOf(SOURCES).inventory, 4);
    expect(plan).toMatchObject({ files: 2, analyzable: 2, poolSize: 4, components: [{ path: 'src', files: 2 }] });
    expect(plan.agents).toBeGreaterThanOrEqual(6);
    expect(plan.seconds).toBeGreaterThan(0);
    expect(plan.notes[0]).toContain('measured on two cores');
    const ids = new Set(plan.steps.map((step) => step.id));
    for (const step of plan.steps) for (const need of step.needs) expect(ids, step.id).toContain(need);
    expect(plan.steps.filter((step) => step.checkpoint).map((step) => step.phase)).toEqual([
      'business_context',
      'codebase_mapping',
      'security_controls',
      'security_controls',
      'threat_modeling',
      'test_planning',
    ]);
  });
});

describe('git', () => {
  const changedFiles = (at: string, baseRef: string) => compare({ folder: at, baseRef, trusted: true });
  const git = (dir: string, ...args: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false', ...args],
      { cwd: dir, stdio: 'pipe' },
    )
      .toString()
      .trim();
  function repository(): string {
    const dir = folder({
      'src/app.js': "import { save } from './db';",
      'src/db.js': 'export const save = 1;',
      'src/other.js': 'x',
      'py/shop/db.py': 'x = 1',
      'py/shop/api.py': 'from shop.db import x',
      'py/shop/near.py': 'from . import db',
    });
    git(dir, 'init', '-q', '-b', 'main');
    git(dir, 'add', '.');
    git(dir, 'commit', '-q', '-m', 'first');
    writeFileSync(join(dir, 'src/db.js'), 'export const save = 2;');
    writeFileSync(join(dir, 'py/shop/db.py'), 'x = 2');
    git(dir, 'rm', '-q', 'src/other.js');
    git(dir, 'commit', '-q', '-a', '-m', 'second');
    return dir;
  }

  it('says which files changed, and refuses what is no reference (P-008)', async () => {
    const dir = repository();
    expect(await changedFiles(dir, 'HEAD~1')).toEqual(['py/shop/db.py', 'src/db.js']);
    expect(await changedFiles(join(dir, 'src'), 'HEAD~1')).toEqual(['db.js']);
    for (const ref of ['no-such-branch', '', '--output=/tmp/x', 'HEAD~99'])
      expect((await refused(changedFiles(dir, ref))).code, ref).toBe('not-a-git-ref');
    expect((await refused(changedFiles(workspace.folder, 'main'))).code).toBe('no-git');
  });

  it('an incremental scope reads what changed and what imports it', async () => {
    const dir = repository();
    const scope = (includeTouchedFiles: boolean, baseRef = 'HEAD~1') => ({
      type: 'incremental' as const,
      incremental: { baseRef, includeTouchedFiles },
    });
    const scene = scenario(dir);
    scene.analyzer.files = {
      'src/app.js': "import { save } from './db';",
      'src/db.js': 'x',
      'py/shop/db.py': 'x',
      'py/shop/api.py': 'x',
      'py/shop/near.py': 'x',
    };
    expect((await prepareRun({ ...scene.options, scope: scope(false) })).request.paths).toEqual([
      'py/shop/db.py',
      'src/db.js',
    ]);
    const touched = await prepareRun({ ...scene.options, scope: scope(true) });
    expect(touched.request.paths).toEqual([
      'py/shop/api.py',
      'py/shop/db.py',
      'py/shop/near.py',
      'src/app.js',
      'src/db.js',
    ]);
    expect(touched.scope.incremental!.changedFiles).toEqual(['py/shop/db.py', 'src/db.js']);
    expect((await refused(prepareRun({ ...scene.options, scope: scope(false, 'HEAD') }))).code).toBe('no-changes');
  });

  it('finds importers by the names they give', async () => {
    const dir = folder({
      'a.ts': "export * from './lib/b.js'",
      'lib/b.ts': '1',
      'lib/index.ts': '1',
      'c.ts': "require('./lib')",
      'd.ts': "import x from 'lib/b'",
    });
    expect(await importersOf(['lib/b.ts', 'lib/index.ts'], ['a.ts', 'c.ts', 'd.ts'], createSourceReader(dir))).toEqual([
      'a.ts',
      'c.ts',
    ]);
  });
});

describe('two at once', () => {
  it('a second start in the same window is refused', async () => {
    const scene = scenario(workspace.folder);
    const run = await start(scene);
    expect((await refused(startRun({ ...(await prepareRun(scenario(workspace.folder).options)) }))).code).toBe(
      'already-running',
    );
    expect((await refused(prepareRun(scene.options))).code).toBe('already-running');
    await run.dispose();
    await (await start(scenario(workspace.folder))).dispose();
  });

  it('another window on the same folder is told who works there', async () => {
    const scene = scenario(workspace.folder);
    const run = await start(scene);
    await run.dispose();
    const lock = {
      pid: process.ppid,
      host: (await import('node:os')).hostname(),
      token: 'x',
      booted: Date.now() - (await import('node:os')).uptime() * 1000,
      acquiredAt: Date.now(),
      heartbeatAt: Date.now(),
    };
    scene.fs.files.set(`${run.sessionDir}/.lock`, Buffer.from(JSON.stringify(lock)));
    expect(await refused(prepareRun(scene.options))).toMatchObject({
      code: 'locked',
      message: expect.stringContaining(String(process.ppid)),
    });
    expect(await refused(resume(scene, run.sessionDir))).toMatchObject({ code: 'locked' });
    // Reading needs no lock.
    expect((await openSession(run.sessionDir, scene.fs)).status).toBe('stopped');
  });

  it('two sessions in one second get two names', async () => {
    const scene = scenario(workspace.folder);
    let ticks = 0;
    scene.options.clock = {
      now: () => (ticks++ < 40 ? '2026-01-02T03:04:05Z' : '2026-01-02T03:04:06Z'),
      elapsed: () => 0,
    };
    const first = await start(scene);
    await first.dispose();
    ticks = 38;
    const second = await start(scene);
    await second.dispose();
    expect(second.sessionDir).not.toBe(first.sessionDir);
  });
});

describe('a disk that fails', () => {
  it('at the start: nothing begins, and it is said what to do', async () => {
    for (const [errno, code] of [
      ['EROFS', 'not-writable'],
      ['EACCES', 'not-writable'],
      ['ENOSPC', 'disk-full'],
    ] as const) {
      const scene = scenario(workspace.folder);
      scene.fs.failWith = () => errno;
      expect((await refused(start(scene))).code).toBe(code);
    }
  });

  it.each(['ENOSPC', 'EROFS', 'EACCES'])(
    'in the middle (%s): the run ends with advice, and goes on when there is room again',
    async (errno) => {
      const scene = scenario(workspace.folder, { concerns: { critical: 2, high: 1 } });
      const run = await start(scene);
      run.onEvent(({ body }) => {
        if (body.type === 'agent.finished' && body.agent === 'investigate:001') scene.fs.failWith = () => errno;
      });
      const state = await attend(run);
      expect(state).toMatchObject({
        status: 'failed',
        failure: { code: errno === 'ENOSPC' ? 'disk-full' : 'not-writable' },
      });
      expect(state.failure!.advice).toMatch(/resume|again/i);
      scene.fs.failWith = () => undefined;
      const ended = await attend(await resume(scene, run.sessionDir));
      expect(ended.status).toBe('completed');
      expect(scene.engine.asked('investigate:001')).toBe(1);
    },
  );

  it('for the artifacts alone: the failure is in the journal', async () => {
    const scene = scenario(workspace.folder);
    scene.fs.failWith = (path) => (path.includes('phase-3') ? 'ENOSPC' : undefined);
    const run = await start(scene);
    expect(await attend(run)).toMatchObject({ status: 'failed', failure: { code: 'disk-full' } });
    expect(await openSession(run.sessionDir, scene.fs)).toMatchObject({
      status: 'failed',
      failure: { code: 'disk-full' },
    });
  });
});

describe('a damaged session', () => {
  const finishedAtPhase5 = async () => {
    const scene = scenario(workspace.folder, { concerns: { critical: 1, high: 1 } });
    const run = await start(scene);
    void attend(run, (id) => (id === 'phase-5-checkpoint' ? 'leave' : undefined));
    await waitFor(run, (state) => state.checkpoint?.id === 'phase-5-checkpoint');
    await run.dispose();
    return { scene, dir: run.sessionDir };
  };

  it('goes on from the last phase that is whole, and says what happened (P-144)', async () => {
    const { scene, dir } = await finishedAtPhase5();
    scene.fs.files.delete(`${dir}/phase-3/entry-points.json`);
    const state = await attend(await resume(scene, dir));
    expect(state.status).toBe('completed');
    expect(state.phases.map((phase) => phase.attempt)).toEqual([1, 1, 2, 2, 2, 1, 1]);
    expect(state.problems).toContainEqual(
      expect.objectContaining({ code: 'E-800', message: expect.stringContaining('phase-3/entry-points.json') }),
    );
    expect(scene.fs.text(`${dir}/session-notes.md`)).toContain('E-800');
    expect(scene.engine.tasks.filter((task) => task.kind === 'business-context')).toHaveLength(1);
  });

  it('puts a changed file aside rather than losing it', async () => {
    const { scene, dir } = await finishedAtPhase5();
    const path = `${dir}/phase-4/investigations/critical/001-concern-001.json`;
    scene.fs.files.set(path, Buffer.from('{ half'));
    const state = await attend(await resume(scene, dir));
    expect(state.status).toBe('completed');
    expect(scene.fs.text(`${dir}/phase-4/partial/damaged/investigations/critical/001-concern-001.json`)).toBe('{ half');
    expect(JSON.parse(scene.fs.text(path)).concern_id).toBe('001');
  });

  it('gets a missing handoff again without repeating the phase (P-144)', async () => {
    const { scene, dir } = await finishedAtPhase5();
    const before = scene.fs.text(`${dir}/handoffs/phase-3-to-4.json`);
    scene.fs.files.delete(`${dir}/handoffs/phase-3-to-4.json`);
    const asked = scene.engine.tasks.length;
    const again = await resume(scene, dir);
    await waitFor(again, (state) => state.status === 'waiting' && state.steps['codebase-mapping.seal'] !== undefined);
    await attend(again);
    expect(scene.fs.text(`${dir}/handoffs/phase-3-to-4.json`)).toBe(before);
    expect(scene.engine.tasks.length - asked).toBe(1);
  });

  it('with a journal damaged in the middle goes on before the damage and keeps the damaged one', async () => {
    const { scene, dir } = await finishedAtPhase5();
    const lines = scene.fs.text(`${dir}/journal.jsonl`).split('\n');
    lines[60] = lines[60]!.replace('"seq"', '"sqe"');
    const damaged = lines.join('\n');
    scene.fs.files.set(`${dir}/journal.jsonl`, Buffer.from(damaged));
    expect((await openSession(dir, scene.fs)).sessionStatus).toBe('corrupted');
    const state = await attend(await resume(scene, dir));
    expect(state.status).toBe('completed');
    expect(state.notes).toContainEqual(
      expect.objectContaining({ kind: 'corruption', text: expect.stringContaining('line 61') }),
    );
    // The damaged part stays where it is; what the new process writes builds on what stands before it.
    expect(scene.fs.text(`${dir}/journal.jsonl`)).toBe(damaged);
    expect(scene.fs.files.has(`${dir}/journal-2.jsonl`)).toBe(true);
    expect((await openSession(dir, scene.fs)).status).toBe('completed');
  });

  it('that never was one is refused', async () => {
    const scene = scenario(workspace.folder);
    expect((await refused(resume(scene, '/sessions/20260101-000000-none'))).code).toBe('no-session');
    scene.fs.files.set('/sessions/20260101-000000-empty/journal.jsonl', Buffer.from(''));
    expect((await refused(resume(scene, '/sessions/20260101-000000-empty'))).code).toBe('corrupt-session');
    const run = await start(scene);
    await attend(run);
    expect((await refused(resume(scene, run.sessionDir))).code).toBe('finished-session');
  });

  it('whose code has changed keeps what was approved and says so (E-802)', async () => {
    const { scene, dir } = await finishedAtPhase5();
    scene.analyzer.files = { ...SOURCES, 'src/new.js': 'x' };
    const asked = scene.engine.tasks.length;
    const state = await attend(await resume(scene, dir));
    expect(state.status).toBe('completed');
    expect(state.problems).toContainEqual(expect.objectContaining({ code: 'E-802' }));
    expect(scene.engine.tasks.length - asked).toBe(1);
  });

  it('with work that is not approved is done again when the code has changed', async () => {
    const hang = { on: true };
    const engine = new ScriptedEngine('scripted', (id) => (hang.on && id === 'investigate:002' ? 'hang' : 'answer'));
    const scene = scenario(workspace.folder, { concerns: { critical: 2 }, engine });
    const run = await start(scene);
    void attend(run);
    await waitFor(run, (state) => state.concerns['001']?.state === 'complete');
    await run.dispose();
    hang.on = false;
    scene.analyzer.files = { ...SOURCES, 'src/new.js': 'x' };
    await attend(await resume(scene, run.sessionDir));
    expect(engine.asked('investigate:001')).toBe(2);
  });
});

describe('engines that fail', () => {
  it('in a phase with one agent end the run with advice; it can be resumed', async () => {
    let broken = true;
    const scene = scenario(workspace.folder, {
      engine: new ScriptedEngine('scripted', (id) => (broken && id === 'threat-model' ? 'fail' : 'answer')),
    });
    const run = await start(scene);
    expect(await attend(run)).toMatchObject({
      status: 'failed',
      failure: { code: 'agent-failed', message: expect.stringContaining('the engine broke') },
    });
    broken = false;
    expect((await attend(await resume(scene, run.sessionDir))).status).toBe('completed');
  });

  it('at sizing give the minimal strategy and say so (P-133, P-134)', async () => {
    const scene = scenario(workspace.folder, {
      engine: new ScriptedEngine('scripted', (id) => (id === 'size' ? 'fail' : 'answer')),
    });
    const run = await start(scene);
    const state = await attend(run);
    expect(state.status).toBe('completed');
    const report = JSON.parse(artifacts(scene.fs, run.sessionDir)['phase-2/sizing-report.json']!);
    expect(report).toMatchObject({
      status: 'fallback',
      strategy: {
        tier: 'small',
        parallelization: 'single',
        components_to_spawn: [{ path: './', recommended_depth: 'full' }],
        estimated_agents: 1,
        sampling_required: false,
      },
    });
    expect(JSON.parse(artifacts(scene.fs, run.sessionDir)['handoffs/phase-2-to-3.json']!).overrides).toHaveLength(1);
    expect(scene.engine.asked('size')).toBe(2);
  });

  it('fall back to the next one', async () => {
    const scene = scenario(workspace.folder);
    scene.options.engines = [new ScriptedEngine('shy', () => 'refuse'), scene.engine];
    const run = await start(scene);
    const state = await attend(run);
    expect(state.status).toBe('completed');
    expect(new Set(state.agents.map((agent) => agent.engine))).toEqual(new Set(['scripted']));
    expect(
      JSON.parse(artifacts(scene.fs, run.sessionDir)['phase-4/investigations/critical/001-concern-001.json']!).engine,
    ).toBe('scripted');
  });
});

describe('a reader', () => {
  it('that throws does not stop the run', async () => {
    const run = await start(scenario(workspace.folder));
    run.onEvent(() => {
      throw new Error('reader broke');
    });
    expect((await attend(run)).status).toBe('completed');
  });
});

it('writes to a real disk', async () => {
  const root = join(folder({ x: 'y' }), 'sessions');
  mkdirSync(root);
  const scene = scenario(workspace.folder, { options: { fs: nodeFileSystem, sessionRoot: root } });
  const run = await start(scene);
  expect((await attend(run)).status).toBe('completed');
  expect((await openSession(run.sessionDir)).status).toBe('completed');
});
