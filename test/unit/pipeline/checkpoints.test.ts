import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Decision } from '../../../src/artifacts/checkpoint-record';
import { SAVED_FILES, savedFileAt } from '../../../src/artifacts/saved-files';
import { tokensOf } from '../../../src/wording/tokens';
import { openSession } from '../../../src/session/open';
import { ScriptedEngine } from './support/engine';
import { artifacts, attend, json, list, resume, scenario, type Scenario, start, waitFor } from './support/scenario';
import { makeWorkspace } from './support/workspace';

let workspace: ReturnType<typeof makeWorkspace>;
beforeAll(() => (workspace = makeWorkspace()));
afterAll(() => workspace.remove());

const decision = (value: Partial<Decision>): Decision => ({ decision: 'approve', decidedBy: 'user', ...value });

/** A run that waits at this checkpoint. */
async function waitingAt(id: string, scene: Scenario = scenario(workspace.folder)) {
  const run = await start(scene);
  void attend(run, (open) => (open === id ? 'leave' : undefined));
  await waitFor(run, (state) => state.checkpoint?.id === id);
  return { run, scene };
}

describe('a checkpoint', () => {
  it('is on disk before it is shown, and again when the window comes back (P-131)', async () => {
    const scene = scenario(workspace.folder);
    const run = await start(scene);
    let onDisk: string | undefined;
    run.onEvent(({ body }) => {
      if (body.type === 'checkpoint.opened' && body.checkpoint.id === 'phase-3-checkpoint')
        onDisk = JSON.parse(scene.fs.text(`${run.sessionDir}/checkpoints/phase-3-checkpoint.json`)).status;
    });
    void attend(run, (id) => (id === 'phase-3-checkpoint' ? 'leave' : undefined));
    await waitFor(run, (state) => state.checkpoint?.id === 'phase-3-checkpoint');
    expect(onDisk).toBe('awaiting_approval');
    await run.dispose();
    expect(run.state.status).toBe('stopped');
    const asked = scene.engine.tasks.length;
    const seen = await openSession(run.sessionDir, scene.fs);
    expect(seen.checkpoint?.id).toBe('phase-3-checkpoint');
    const again = await resume(scene, run.sessionDir);
    await waitFor(again, (state) => state.status === 'waiting');
    expect(again.state.checkpoint).toEqual(seen.checkpoint);
    expect(scene.engine.tasks).toHaveLength(asked);
    expect(scene.analyzer.analyses).toBe(1);
    await again.dispose();
  });

  it('keeps every answer with feedback and the hashes of what was approved (P-100)', async () => {
    const { run, scene } = await waitingAt('phase-3-checkpoint');
    expect(await run.decide('phase-3-checkpoint', decision({ feedback: 'Good, but watch the admin.' }))).toEqual({
      ok: true,
    });
    await waitFor(run, (state) => state.phases[2]!.status === 'complete');
    const files = artifacts(scene.fs, run.sessionDir);
    const record = json(files, 'checkpoints/phase-3-checkpoint.json');
    expect(record).toMatchObject({
      status: 'approved',
      userResponse: { decision: 'approve', feedback: 'Good, but watch the admin.', timestamp: '2026-01-02T03:04:05Z' },
    });
    const links = record['artifacts'] as unknown as { path: string; sha256: string }[];
    expect(links.length).toBeGreaterThan(5);
    for (const { path, sha256 } of links) expect(sha256, path).toBe(run.state.artifacts[path]);
    expect(json(files, 'handoffs/phase-3-to-4.json')['checkpoint']).toEqual({
      status: 'approved_with_feedback',
      userFeedback: 'Good, but watch the admin.',
    });
    await run.dispose();
  });

  it('accepts one answer once, whoever repeats it', async () => {
    const { run } = await waitingAt('phase-1-checkpoint');
    const answers = await Promise.all([1, 2, 3].map(() => run.decide('phase-1-checkpoint', decision({}))));
    expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(run.state.decisions.filter((entry) => entry.checkpoint === 'phase-1-checkpoint')).toHaveLength(1);
    expect(await run.decide('phase-1-checkpoint', decision({ feedback: 'different' }))).toMatchObject({ ok: false });
    expect(await run.decide('phase-9-checkpoint', decision({}))).toMatchObject({ ok: false });
    await run.dispose();
  });

  it('refuses answers it does not offer or that are not answers', async () => {
    const { run } = await waitingAt('phase-3-checkpoint');
    expect(await run.decide('phase-3-checkpoint', decision({ decision: 'continue' }))).toMatchObject({
      ok: false,
      message: expect.stringContaining('approve and revise'),
    });
    expect(await run.decide('phase-3-checkpoint', { decision: 'explode' } as unknown as Decision)).toMatchObject({
      ok: false,
    });
    expect(await run.decide('phase-3-checkpoint', decision({ decision: 'revise', feedback: '  ' }))).toMatchObject({
      ok: false,
      fields: [{ field: 'feedback' }],
    });
    expect(
      await run.decide(
        'phase-3-checkpoint',
        decision({ concernEdits: [{ action: 'rate', id: '999', severity: 'low' }] }),
      ),
    ).toMatchObject({ ok: false, message: expect.stringContaining('999') });
    const add = {
      action: 'add' as const,
      title: 'New',
      severity: 'low' as const,
      description: '',
      category: 'authorization' as const,
    };
    expect(
      await run.decide('phase-3-checkpoint', decision({ concernEdits: [{ ...add, file: 'src/none.js', line: 1 }] })),
    ).toMatchObject({ ok: false, fields: [{ field: 'file' }] });
    expect(
      await run.decide('phase-3-checkpoint', decision({ concernEdits: [{ ...add, file: 'src/app.js', line: 4000 }] })),
    ).toMatchObject({ ok: false, fields: [{ field: 'line' }] });
    expect(run.state.status).toBe('waiting');
    await run.dispose();
    expect(await run.decide('phase-3-checkpoint', decision({}))).toMatchObject({
      ok: false,
      message: expect.stringContaining('Resume'),
    });
  });
});

describe('phase 1', () => {
  it('keeps what is not confirmed as assumption (P-014, P-015, P-016)', async () => {
    const { run, scene } = await waitingAt('phase-1-checkpoint');
    expect(scene.engine.tasks.map((task) => task.kind)).toEqual(['business-context']);
    const view = run.state.checkpoint!.summary;
    if (view.kind !== 'business-context') throw new Error(view.kind);
    expect(view.artifacts.map((item) => item.path)).toContain('phase-1/summary.md');
    const answers = { ...view.draft.answers, application_name: 'Better name' };
    await run.decide('phase-1-checkpoint', decision({ answers, confirmed: ['primary_purpose', 'application_name'] }));
    await waitFor(run, (state) => state.phases[0]!.status === 'complete');
    const objectives = json(artifacts(scene.fs, run.sessionDir), 'phase-1/business-objectives.json');
    expect(objectives.application_name).toBe('Better name');
    expect(objectives.assumptions).toEqual([]);
    await run.dispose();
  });

  it('unattended keeps assumptions and says so', async () => {
    const scene = scenario(workspace.folder, { options: { unattended: true } });
    const run = await start(scene);
    await run.finished;
    const files = artifacts(scene.fs, run.sessionDir);
    expect(json(files, 'phase-1/business-objectives.json').assumptions).toEqual(['primary_purpose: from the README']);
    expect(list(json(files, 'phase-4/known-limitations.json')['limitations'])[0]).toMatchObject({
      kind: 'unattended',
      decided_by: 'system',
    });
    expect(json(files, 'handoffs/phase-1-to-2.json')).toMatchObject({ checkpoint: { status: 'automatic' } });
  });

  it('names the fields that are missing', async () => {
    const { run } = await waitingAt('phase-1-checkpoint');
    const view = run.state.checkpoint!.summary;
    if (view.kind !== 'business-context') throw new Error(view.kind);
    const { answers } = view.draft;
    expect(
      await run.decide('phase-1-checkpoint', decision({ answers: { ...answers, crown_jewels: [] } })),
    ).toMatchObject({ ok: false });
    expect(
      await run.decide('phase-1-checkpoint', decision({ answers: { ...answers, none_applicable: false } })),
    ).toMatchObject({ ok: false, fields: [{ field: 'regulations' }] });
    await run.dispose();
  });

  it('keeps answers already given through a revision', async () => {
    const { run, scene } = await waitingAt('phase-1-checkpoint');
    const view = run.state.checkpoint!.summary;
    if (view.kind !== 'business-context') throw new Error(view.kind);
    await run.decide(
      'phase-1-checkpoint',
      decision({
        decision: 'revise',
        feedback: 'Look at the docs.',
        answers: { ...view.draft.answers, application_name: 'Mine' },
      }),
    );
    await waitFor(run, (state) => state.checkpoint?.id === 'phase-1-checkpoint' && state.phases[0]!.attempt === 2);
    const second = run.state.checkpoint!.summary;
    expect(second.kind === 'business-context' && second.draft.answers.application_name).toBe('Mine');
    expect(scene.engine.tasks.at(-1)!.feedback).toEqual(['Look at the docs.']);
    await run.dispose();
  });
});

describe('Revise', () => {
  it('stores the feedback, puts the old results aside, runs the phase again with it and asks again (P-104, P-143)', async () => {
    const scene = scenario(workspace.folder);
    const run = await start(scene);
    let revisions = 0;
    const state = await attend(run, (id) =>
      id === 'phase-5-checkpoint' && revisions++ < 2
        ? { decision: 'revise', feedback: `Change ${revisions}.` }
        : undefined,
    );
    expect(state.status).toBe('completed');
    expect(state.phases[4]).toMatchObject({ attempt: 3, status: 'complete' });
    expect(scene.engine.tasks.filter((task) => task.kind === 'threat-model').map((task) => task.feedback)).toEqual([
      [],
      ['Change 1.'],
      ['Change 1.', 'Change 2.'],
    ]);
    expect(scene.engine.tasks.filter((task) => task.kind === 'map')).toHaveLength(1);
    const files = artifacts(scene.fs, run.sessionDir);
    expect(files).toHaveProperty(['phase-5/partial/rev-1/threat-model.json']);
    expect(files).toHaveProperty(['phase-5/partial/rev-2/abuse-cases/api-abuse.json']);
    expect(json(files, 'checkpoints/phase-5-checkpoint.json')).toMatchObject({
      status: 'approved',
      history: [
        { decision: 'revise', feedback: 'Change 1.' },
        { decision: 'revise', feedback: 'Change 2.' },
      ],
    });
    expect(json(files, 'handoffs/phase-5-to-6.json')).toMatchObject({ checkpoint: { userFeedback: 'Change 2.' } });
  });

  it('never goes on before it is approved', async () => {
    const { run, scene } = await waitingAt('phase-5-checkpoint');
    await run.decide('phase-5-checkpoint', decision({ decision: 'revise', feedback: 'No.' }));
    await waitFor(run, (state) => state.checkpoint?.id === 'phase-5-checkpoint' && state.phases[4]!.attempt === 2);
    expect(scene.engine.tasks.some((task) => task.kind === 'test-plan')).toBe(false);
    await run.dispose();
  });

  it('of the controls investigates everything again', async () => {
    const scene = scenario(workspace.folder);
    const run = await start(scene);
    let revisions = 0;
    const state = await attend(run, (id) =>
      id === 'phase-4-checkpoint' && revisions++ === 0
        ? { decision: 'revise', feedback: 'Mind the gateway.' }
        : undefined,
    );
    expect(state.status).toBe('completed');
    expect(scene.engine.tasks.filter((task) => task.id === 'investigate:001').map((task) => task.feedback)).toEqual([
      [],
      ['Mind the gateway.'],
    ]);
    expect(artifacts(scene.fs, run.sessionDir)).toHaveProperty([
      'phase-4/partial/rev-1/investigations/critical/001-concern-001.json',
    ]);
  });
});

describe('concerns', () => {
  it('can be rated, dropped and added before they are batched (P-057)', async () => {
    const scene = scenario(workspace.folder, { concerns: { critical: 2, low: 1 } });
    const run = await start(scene);
    const state = await attend(run, (id) =>
      id === 'phase-3-checkpoint'
        ? {
            concernEdits: [
              { action: 'rate', id: '002', severity: 'high' },
              { action: 'drop', id: '003', reason: 'not ours' },
              {
                action: 'add',
                title: 'Forgotten',
                severity: 'medium',
                description: '',
                category: 'authorization',
                file: 'src/app.js',
                line: 3,
              },
            ],
          }
        : undefined,
    );
    expect(state.status).toBe('completed');
    expect(state.batches.map((batch) => [batch.key, batch.concerns])).toEqual([
      ['critical', ['001']],
      ['high', ['002']],
      ['medium', ['003']],
    ]);
    const files = artifacts(scene.fs, run.sessionDir);
    expect(list(json(files, 'phase-3/concerns.json')).map((item) => item['title'])).toEqual([
      'Concern 001',
      'Concern 002',
      'Forgotten',
    ]);
    expect(files['phase-3/comprehensive-findings.md']).toContain('002 high');
  });
});

describe('what a run leaves behind', () => {
  it('has a handoff for every transition, short and with the business context (P-180, P-181)', async () => {
    const scene = scenario(workspace.folder);
    const run = await start(scene);
    await attend(run);
    const files = artifacts(scene.fs, run.sessionDir);
    for (const from of [1, 2, 3, 4, 5]) {
      const text = files[`handoffs/phase-${from}-to-${from + 1}.json`]!;
      expect(tokensOf(text)).toBeLessThan(2000);
      expect(JSON.parse(text)).toMatchObject({
        fromPhase: from,
        toPhase: from + 1,
        summary: {
          crownJewels: ['customer_data'],
          threatActors: ['Criminals'],
          complianceContext: ['none applicable'],
          businessImpact: 'Data leaks.',
        },
      });
    }
    expect(json(files, 'handoffs/phase-2-to-3.json')).toMatchObject({ checkpoint: { status: 'automatic' } });
    for (const phase of [1, 3, 4, 5, 6]) expect(tokensOf(files[`phase-${phase}/summary.md`]!)).toBeLessThan(2000);
  });

  it('fits the schemas, every file of it (P-011)', async () => {
    const scene = scenario(workspace.folder);
    const run = await start(scene);
    await attend(run);
    const names = new Set<string>();
    for (const [path, data] of scene.fs.files) {
      if (!path.endsWith('.json') || !path.startsWith(run.sessionDir)) continue;
      const file = savedFileAt(path.slice(run.sessionDir.length + 1));
      if (!file) continue;
      names.add(file.name);
      expect(file.schema.safeParse(JSON.parse(data.toString())).success, path).toBe(true);
    }
    expect(SAVED_FILES.map((file) => file.name).filter((name) => !names.has(name))).toEqual(['concern-error']);
  });
});

describe('stopping', () => {
  it('the run leaves it resumable, and nothing finished is done again (P-186, P-130)', async () => {
    let hanging = true;
    const engine = new ScriptedEngine('scripted', (id) => (hanging && id === 'investigate:002' ? 'hang' : 'answer'));
    const scene = scenario(workspace.folder, { engine, concerns: { critical: 3 } });
    const run = await start(scene);
    void attend(run);
    await waitFor(
      run,
      (state) => state.concerns['001']?.state === 'complete' && state.concerns['003']?.state === 'complete',
    );
    await run.stop({ level: 'run' });
    expect(run.state).toMatchObject({ status: 'stopped', sessionStatus: 'in_progress' });
    expect(run.state.concerns['002']!.state).toBe('pending');
    hanging = false;
    const state = await attend(await resume(scene, run.sessionDir));
    expect(state.status).toBe('completed');
    expect(['001', '002', '003'].map((id) => engine.asked(`investigate:${id}`))).toEqual([1, 2, 1]);
    expect(state.problems).toEqual([]);
  });

  it('one agent asks what to do about its concern; the batch stops all of its agents', async () => {
    const engine = new ScriptedEngine('scripted', (id, time) =>
      id.startsWith('investigate') && time === 1 ? 'hang' : 'answer',
    );
    const scene = scenario(workspace.folder, { engine, concerns: { critical: 3 } });
    const run = await start(scene);
    void attend(run, (id) => (id.endsWith('recovery') ? 'leave' : undefined));
    const running = () =>
      run.state.agents.filter((agent) => agent.kind === 'investigate' && agent.status === 'running').length;
    await waitFor(run, () => running() === 3);
    await run.stop({ level: 'agent', id: 'investigate:002' });
    expect(run.state.agents.find((agent) => agent.id === 'investigate:002')!.status).toBe('cancelled');
    expect(running()).toBe(2);
    await run.stop({ level: 'batch' });
    await waitFor(run, (state) => state.checkpoint !== undefined);
    expect(run.state.checkpoint!.id).toBe('phase-4-batch-critical-recovery');
    expect(Object.values(run.state.concerns).map((item) => item.state)).toEqual([
      'cancelled',
      'cancelled',
      'cancelled',
    ]);
    await run.decide('phase-4-batch-critical-recovery', decision({ decision: 'retry', concerns: ['001', '003'] }));
    await waitFor(
      run,
      (state) =>
        state.checkpoint?.id === 'phase-4-batch-critical-recovery' && state.concerns['001']!.state === 'complete',
    );
    await run.decide('phase-4-batch-critical-recovery', decision({ decision: 'skip' }));
    await waitFor(run, (state) => state.checkpoint?.id === 'phase-4-batch-critical-checkpoint');
    expect(Object.values(run.state.concerns).map((item) => item.state)).toEqual(['complete', 'skipped', 'complete']);
    await run.dispose();
  });

  it('the only agent of a phase stops the run', async () => {
    let hanging = true;
    const engine = new ScriptedEngine('scripted', (id) => (hanging && id === 'threat-model' ? 'hang' : 'answer'));
    const scene = scenario(workspace.folder, { engine });
    const run = await start(scene);
    void attend(run);
    await waitFor(run, (state) =>
      state.agents.some((agent) => agent.id === 'threat-model' && agent.status === 'running'),
    );
    await run.stop({ level: 'agent', id: 'threat-model' });
    expect(await run.finished).toMatchObject({ status: 'stopped' });
    hanging = false;
    expect((await attend(await resume(scene, run.sessionDir))).status).toBe('completed');
  });
});
