import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ViewOf } from '../../../src/artifacts/checkpoint-views';
import { SEVERITIES } from '../../../src/artifacts/enums';
import { estimateSeconds } from '../../../src/pipeline/views/batch';
import { ScriptedEngine } from './support/engine';
import { attend, artifacts, json, list, resume, scenario, start, waitFor } from './support/scenario';
import { makeWorkspace } from './support/workspace';

let workspace: ReturnType<typeof makeWorkspace>;
beforeAll(() => (workspace = makeWorkspace()));
afterAll(() => workspace.remove());

type BatchView = ViewOf<'batch'>;

describe('batches', () => {
  it('are the severities in order, one agent per concern, never mixed (P-059, P-060, P-061, P-062, P-073)', async () => {
    const scene = scenario(workspace.folder, { concerns: { critical: 12, high: 13, medium: 3, low: 8, info: 5 } });
    const run = await start(scene);
    const order: string[] = [];
    run.onEvent(({ body }) => {
      if (body.type === 'agent.queued' && body.concern) order.push(`${body.batch} ${body.concern}`);
      if (body.type === 'batch.consolidated') order.push(`consolidated ${body.batch}`);
      if (body.type === 'checkpoint.decided' && body.checkpoint.includes('batch'))
        order.push(`${body.decision.decision} ${body.checkpoint}`);
    });
    const state = await attend(run);
    expect(state.batches.map((batch) => [batch.number, batch.key, batch.concerns.length])).toEqual([
      [1, 'critical', 12],
      [2, 'high', 13],
      [3, 'medium', 3],
      [4, 'low', 8],
      [5, 'info', 5],
    ]);
    expect(scene.engine.tasks.filter((task) => task.kind === 'investigate')).toHaveLength(41);
    const seen = order.map((line) => line.split(' ')[0]!);
    expect(seen.filter((word, index) => word !== seen[index - 1])).toEqual(
      SEVERITIES.flatMap((severity) => [severity, 'consolidated', 'continue']),
    );
    for (const severity of SEVERITIES) {
      const own = order.filter((line) => line.startsWith(`${severity} `));
      expect([...own].sort()).toEqual(own);
    }
  });

  it('without concerns of a severity there is no batch, number or checkpoint (P-064)', async () => {
    const scene = scenario(workspace.folder, { concerns: { critical: 1, low: 1 } });
    const state = await attend(await start(scene));
    expect(state.batches.map((batch) => [batch.number, batch.key])).toEqual([
      [1, 'critical'],
      [2, 'low'],
    ]);
    expect(state.decisions.map((entry) => entry.checkpoint)).toEqual([
      'phase-1-checkpoint',
      'phase-3-checkpoint',
      'phase-4-batch-critical-checkpoint',
      'phase-4-batch-low-checkpoint',
      'phase-4-checkpoint',
      'phase-5-checkpoint',
      'phase-6-checkpoint',
    ]);
  });

  it('without any concern the controls are settled all the same (P-075)', async () => {
    const scene = scenario(workspace.folder, { concerns: {} });
    const run = await start(scene);
    const state = await attend(run);
    expect(state.status).toBe('completed');
    expect(Object.keys(artifacts(scene.fs, run.sessionDir))).toContain('phase-4/authentication.json');
  });

  it('leave the files the later phases rely on (P-065, P-069, P-072, P-074, P-075, P-128)', async () => {
    const scene = scenario(workspace.folder, { concerns: { critical: 2, high: 1 } });
    const run = await start(scene);
    const gaps: number[] = [];
    run.onEvent(({ body }) => body.type === 'findings.changed' && gaps.push(body.gaps));
    await attend(run);
    const files = artifacts(scene.fs, run.sessionDir);
    for (const category of [
      'authentication',
      'authorization',
      'input-validation',
      'output-encoding',
      'cryptography',
      'secrets-management',
      'logging-audit',
      'rate-limiting',
      'cors-csp',
      'dependency-security',
    ])
      expect(files).toHaveProperty([`phase-4/${category}.json`]);
    expect(files).toHaveProperty(['phase-4/control-gaps.json']);
    expect(files).toHaveProperty(['phase-4/summary.md']);
    expect(files).toHaveProperty(['phase-4/investigations/critical/001-concern-001.json']);
    // Batch by batch all of what was found so far.
    expect(gaps.slice(0, 2)).toEqual([2, 3]);
    expect(json(files, 'phase-4/investigations/critical/batch-summary.json')).toMatchObject({
      batch: 1,
      severity: 'critical',
      concerns_investigated: 2,
      agent_count: 2,
      investigation_files: [
        'investigations/critical/001-concern-001.json',
        'investigations/critical/002-concern-002.json',
      ],
      controls_found_by_category: { authorization: 2 },
      gaps_found_by_severity: { critical: 2 },
      failed_concerns: [],
      provisional: false,
    });
    const config = JSON.parse(scene.fs.text(`${run.sessionDir}/config.json`));
    expect(config['phase-4']).toMatchObject({
      status: 'complete',
      batches_completed: ['critical', 'high'],
      current_batch: null,
      investigations_count: 3,
      control_categories_populated: ['authorization'],
      gaps_found_count: { critical: 2, high: 1, medium: 0, low: 0, info: 0 },
    });
    expect(config['phase-4'].concern_states['001']).toMatchObject({ state: 'complete', retry_count: 0 });
  });

  it('are consolidated from everything so far, and a second time without a difference (P-074, P-076)', async () => {
    const scene = scenario(workspace.folder, { concerns: { critical: 1, high: 1 } });
    const run = await start(scene);
    const snapshots: Record<string, string>[] = [];
    run.onEvent(({ body }) => {
      if (
        body.type === 'checkpoint.opened' &&
        (body.checkpoint.id === 'phase-4-batch-high-checkpoint' || body.checkpoint.id === 'phase-4-checkpoint')
      )
        snapshots.push(artifacts(scene.fs, run.sessionDir));
    });
    await attend(run);
    const consolidated = ([path]: [string, string]): boolean => /^phase-4\/[^/]+\.(json|md)$/.test(path);
    expect(Object.entries(snapshots[1]!).filter(consolidated)).toEqual(
      Object.entries(snapshots[0]!).filter(consolidated),
    );
  });
});

describe('the checkpoint after a batch', () => {
  it('shows what was done, found and comes next (P-092, P-093, P-094, P-095, P-096)', async () => {
    const scene = scenario(workspace.folder, { concerns: { critical: 2, medium: 5 } });
    const run = await start(scene);
    void attend(run, (id) => (id === 'phase-4-batch-critical-checkpoint' ? 'leave' : undefined));
    await waitFor(run, (state) => state.checkpoint?.id === 'phase-4-batch-critical-checkpoint');
    const record = run.state.checkpoint!;
    expect(record.options).toEqual(['continue', 'stop', 'revert']);
    const view = record.summary as BatchView;
    expect(view.batch).toEqual({ number: 1, key: 'critical', severity: 'critical', attempt: 1 });
    expect(view.execution).toMatchObject({ concerns: 2, agents: 2 });
    expect(view.concerns.map((item) => [item.id, item.title, item.state, item.artifact])).toEqual([
      ['001', 'Concern 001', 'complete', 'phase-4/investigations/critical/001-concern-001.json'],
      ['002', 'Concern 002', 'complete', 'phase-4/investigations/critical/002-concern-002.json'],
    ]);
    expect(view.controls).toEqual([{ category: 'authorization', count: 2, names: ['Check 001', 'Check 002'] }]);
    expect(view.gapsBySeverity).toEqual({ critical: 2 });
    expect(view.gaps[0]!.link).toMatchObject({ file: 'src/app.js', line: 2 });
    expect(view.nextBatch).toMatchObject({ severity: 'medium', concerns: 5 });
    expect(view.progress.map((item) => [item.severity, item.concerns, item.state])).toEqual([
      ['critical', 2, 'awaiting-checkpoint'],
      ['high', 0, 'empty'],
      ['medium', 5, 'pending'],
      ['low', 0, 'empty'],
      ['info', 0, 'empty'],
    ]);
    await run.dispose();
  });

  it('estimates the next batch from measured times and the pool (P-101)', () => {
    expect(estimateSeconds([10, 30, 20], 12, 4)).toBe(72);
    expect(estimateSeconds([10, 30, 20], 12, 12)).toBe(24);
    expect(estimateSeconds([], 5, 4)).toBe(4);
  });

  it('Stop and Save ends the run as partial; resume starts with the next severity (P-097, P-129)', async () => {
    const whole = scenario(workspace.folder, { concerns: { critical: 1, high: 1 } });
    const first = await start(whole);
    await attend(first);
    const scene = scenario(workspace.folder, { concerns: { critical: 1, high: 1 } });
    const run = await start(scene);
    const stopped = await attend(run, (id) =>
      id === 'phase-4-batch-critical-checkpoint' ? { decision: 'stop' } : undefined,
    );
    expect(stopped).toMatchObject({ status: 'stopped', sessionStatus: 'partial-critical' });
    expect(JSON.parse(scene.fs.text(`${run.sessionDir}/metadata.json`)).status).toBe('partial-critical');
    expect(JSON.parse(scene.fs.text('/sessions/sessions.json')).sessions[0].status).toBe('partial-critical');
    expect(JSON.parse(scene.fs.text(`${run.sessionDir}/config.json`))['phase-4'].status).toBe('partial-critical');
    expect(await scene.fs.exists(`${run.sessionDir}/.lock`)).toBe(false);
    const again = await resume(scene, run.sessionDir);
    const ended = await attend(again);
    expect(ended.status).toBe('completed');
    expect(scene.engine.asked('investigate:001')).toBe(1);
    const without = (files: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(files).filter(
          ([path]) =>
            path !== 'checkpoints/phase-4-batch-critical-checkpoint.json' && !path.startsWith('final-report/'),
        ),
      );
    expect(without(artifacts(scene.fs, run.sessionDir))).toEqual(without(artifacts(whole.fs, first.sessionDir)));
  });

  it('Revert puts the results aside, takes them out of everything and investigates again (P-098, P-099)', async () => {
    const scene = scenario(workspace.folder, { concerns: { critical: 1, high: 2 } });
    const run = await start(scene);
    let reverted = 0;
    const gaps: number[] = [];
    run.onEvent(({ body }) => body.type === 'findings.changed' && gaps.push(body.gaps));
    const state = await attend(run, (id) =>
      id === 'phase-4-batch-high-checkpoint' && reverted++ === 0
        ? { decision: 'revert', feedback: 'Look at the middleware.' }
        : undefined,
    );
    expect(state.status).toBe('completed');
    expect(state.batches.find((batch) => batch.key === 'high')).toMatchObject({ attempt: 2, state: 'approved' });
    expect(gaps.slice(0, 4)).toEqual([1, 3, 1, 3]);
    const files = artifacts(scene.fs, run.sessionDir);
    expect(files).toHaveProperty(['phase-4/reverted/high-attempt-1/002-concern-002.json']);
    expect(files).toHaveProperty(['phase-4/investigations/high/002-concern-002.json']);
    expect(scene.engine.asked('investigate:001')).toBe(1);
    expect(scene.engine.asked('investigate:002')).toBe(2);
    expect(scene.engine.tasks.filter((task) => task.id === 'investigate:002').map((task) => task.feedback)).toEqual([
      [],
      ['Look at the middleware.'],
    ]);
    const record = json(files, 'checkpoints/phase-4-batch-high-checkpoint.json');
    expect(record).toMatchObject({
      status: 'approved',
      history: [{ decision: 'revert', feedback: 'Look at the middleware.', attempt: 1 }],
    });
  });
});

describe('concerns that fail', () => {
  const failing = (times: number) =>
    new ScriptedEngine('scripted', (id, time) => (id === 'investigate:002' && time <= times ? 'fail' : 'answer'));

  it('leave a record, keep the results of the others and hold the next batch back (P-068, P-115, P-116, P-119, P-120)', async () => {
    const scene = scenario(workspace.folder, { concerns: { critical: 3, high: 1 }, engine: failing(99) });
    const run = await start(scene);
    void attend(run, (id) => (id.endsWith('recovery') ? 'leave' : undefined));
    await waitFor(run, (state) => state.checkpoint?.id === 'phase-4-batch-critical-recovery');
    const record = run.state.checkpoint!;
    expect(record.options).toEqual(['retry', 'skip', 'stop']);
    expect((record.summary as BatchView).concerns.map((item) => item.state)).toEqual([
      'complete',
      'failed',
      'complete',
    ]);
    const files = artifacts(scene.fs, run.sessionDir);
    expect(json(files, 'phase-4/investigations/critical/002-ERROR.json')).toMatchObject({
      concern_id: '002',
      error_message: 'the engine broke',
      partial_output: null,
      retry_count: 0,
      resolution: null,
    });
    expect(json(files, 'phase-4/investigations/critical/batch-summary.json')).toMatchObject({
      provisional: true,
      failed_concerns: [{ concern_id: '002', reason: 'the engine broke' }],
    });
    expect(files).toHaveProperty(['phase-4/investigations/critical/001-concern-001.json']);
    expect(scene.engine.asked('investigate:004')).toBe(0);
    await run.dispose();
  });

  it('are retried alone, at most three times (P-117)', async () => {
    // Two tries of the first run, two of the first retry, then it works.
    const scene = scenario(workspace.folder, { concerns: { critical: 3 }, engine: failing(4) });
    const run = await start(scene);
    const state = await attend(run, (id) => (id.endsWith('recovery') ? { decision: 'retry' } : undefined));
    expect(state.status).toBe('completed');
    expect(state.concerns['002']).toMatchObject({ state: 'complete', retries: 2 });
    expect([1, 3].map((number) => scene.engine.asked(`investigate:00${number}`))).toEqual([1, 1]);
    const files = artifacts(scene.fs, run.sessionDir);
    expect(json(files, 'phase-4/investigations/critical/002-ERROR.json')).toMatchObject({
      resolution: 'retried-ok',
      retry_count: 1,
    });
    expect(json(files, 'phase-4/control-gaps.json').gaps).toHaveLength(3);
  });

  it('can be retried three times and no more (P-117)', async () => {
    const scene = scenario(workspace.folder, { concerns: { critical: 2 }, engine: failing(99) });
    const run = await start(scene);
    const offered: string[][] = [];
    const state = await attend(run, (id, { checkpoint }) => {
      if (!id.endsWith('recovery')) return undefined;
      offered.push(checkpoint!.options);
      return checkpoint!.options.includes('retry') ? { decision: 'retry' } : { decision: 'skip' };
    });
    expect(offered).toEqual([
      ['retry', 'skip', 'stop'],
      ['retry', 'skip', 'stop'],
      ['retry', 'skip', 'stop'],
      ['skip', 'stop'],
    ]);
    expect(state.concerns['002']).toMatchObject({ state: 'skipped', retries: 3 });
  });

  it('skipped become a blocked gap and a limitation (P-118, P-113)', async () => {
    const scene = scenario(workspace.folder, { concerns: { critical: 2 }, engine: failing(99) });
    const run = await start(scene);
    const state = await attend(run, (id) => (id.endsWith('recovery') ? { decision: 'skip' } : undefined));
    expect(state.status).toBe('completed');
    const files = artifacts(scene.fs, run.sessionDir);
    expect(list(json(files, 'phase-4/control-gaps.json')['gaps'])).toContainEqual(
      expect.objectContaining({
        gap_id: 'G002',
        status: 'investigation-blocked',
        concern_source: 'investigations/critical/002-ERROR.json',
      }),
    );
    expect(json(files, 'phase-4/investigations/critical/002-ERROR.json').resolution).toBe('skipped');
    expect(json(files, 'phase-4/known-limitations.json').limitations).toContainEqual(
      expect.objectContaining({
        kind: 'investigation-blocked',
        concern_id: '002',
        source: 'phase-4/investigations/critical/002-ERROR.json',
      }),
    );
    expect(json(files, 'final-report/threat-model-data.json').knownLimitations).toHaveLength(1);
  });

  it('in part keep what was found, marked as such (P-090, P-121)', async () => {
    const scene = scenario(workspace.folder, {
      concerns: { critical: 1 },
      engine: new ScriptedEngine('scripted', (id) => (id === 'investigate:001' ? 'partial' : 'answer')),
    });
    const run = await start(scene);
    const state = await attend(run);
    expect(state.concerns['001']!.state).toBe('partial');
    const files = artifacts(scene.fs, run.sessionDir);
    expect(json(files, 'phase-4/investigations/critical/001-concern-001.json').status).toBe('partial-investigation');
    expect(json(files, 'phase-4/investigations/critical/001-ERROR.json').resolution).toBe('accepted-partial');
    expect(list(json(files, 'phase-4/known-limitations.json')['limitations'])[0]).toMatchObject({
      kind: 'partial-investigation',
      concern_id: '001',
    });
  });

  it('without anyone to ask are skipped and named', async () => {
    const scene = scenario(workspace.folder, {
      concerns: { critical: 2 },
      engine: failing(99),
      options: { unattended: true },
    });
    const state = await (await start(scene)).finished;
    expect(state.status).toBe('completed');
    expect(state.concerns['002']!.state).toBe('skipped');
    expect(state.decisions.every((entry) => entry.decision.decidedBy === 'automatic')).toBe(true);
    const limitations = list(
      json(artifacts(scene.fs, state.sessionDir), 'phase-4/known-limitations.json')['limitations'],
    );
    expect(limitations.map((item) => item['kind'])).toEqual(['unattended', 'investigation-blocked']);
  });

  it('by a consolidation that breaks leave everything as it was before the batch (P-086)', async () => {
    let broken = false;
    const scene = scenario(workspace.folder, { concerns: { critical: 1, high: 1 } });
    const real = scene.options.parts;
    scene.options.parts = {
      ...real,
      consolidateControls: (input) => {
        if (broken) throw new Error('cannot count');
        return real.consolidateControls(input);
      },
    };
    const run = await start(scene);
    let before: Record<string, string> = {};
    const failed = await attend(run, (id) => {
      if (id !== 'phase-4-batch-critical-checkpoint') return undefined;
      before = artifacts(scene.fs, run.sessionDir);
      broken = true;
      return { decision: 'continue' };
    });
    expect(failed).toMatchObject({ status: 'failed', failure: { message: expect.stringContaining('cannot count') } });
    const after = artifacts(scene.fs, run.sessionDir);
    expect(after['phase-4/control-gaps.json']).toBe(before['phase-4/control-gaps.json']);
    expect(after).toHaveProperty(['phase-4/investigations/high/002-concern-002.json']);
    broken = false;
    expect((await attend(await resume(scene, run.sessionDir))).status).toBe('completed');
    expect(scene.engine.asked('investigate:002')).toBe(1);
  });
});
