import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anchorOf } from '../../../src/artifacts/anchor';
import { loadFindings } from '../../../src/pipeline/findings';
import { verifySession } from '../../../src/session/integrity';
import { concern } from './support/parts';
import { ScriptedEngine } from './support/engine';
import { attend, scenario, start, waitFor } from './support/scenario';
import { makeWorkspace } from './support/workspace';

let workspace: ReturnType<typeof makeWorkspace>;
beforeAll(() => (workspace = makeWorkspace()));
afterAll(() => workspace.remove());

describe('findings for readers', () => {
  it('are gaps after a batch, and threats that stand for them at the end (§3.15)', async () => {
    const scene = scenario(workspace.folder, { concerns: [concern(1, 'critical'), concern(2, 'low')] });
    const run = await start(scene);
    void attend(run, (id) => (id === 'phase-4-checkpoint' ? 'leave' : undefined));
    await waitFor(run, (state) => state.checkpoint?.id === 'phase-4-checkpoint');
    const gaps = await loadFindings(run.sessionDir, scene.fs);
    expect(gaps.map((item) => [item.id, item.kind, item.severity])).toEqual([
      ['001-GAP-001', 'gap', 'critical'],
      ['002-GAP-001', 'gap', 'low'],
    ]);
    expect(gaps[0]).toMatchObject({
      message: 'Nobody checks at line 2. Check who asks.',
      location: { file: 'src/app.js', start: 2, end: 2, anchor: anchorOf('const line2 = handle(2);') },
      investigations: ['phase-4/investigations/critical/001-concern-001.json'],
      status: 'open',
    });
    await run.decide('phase-4-checkpoint', { decision: 'approve', decidedBy: 'user' });
    await attend(run);
    const findings = await loadFindings(run.sessionDir, scene.fs);
    expect(findings.map((item) => [item.id, item.kind, item.gapIds])).toEqual([
      ['THREAT-001', 'threat', ['001-GAP-001']],
      ['THREAT-002', 'threat', ['002-GAP-001']],
    ]);
    expect(findings[0]).toMatchObject({
      severity: 'high',
      score: 7,
      category: 'authorization',
      stride: ['ElevationOfPrivilege'],
      concernIds: ['001'],
      location: { anchor: anchorOf('const line2 = handle(2);') },
    });
  });

  it('that no threat covers stay gaps', async () => {
    const scene = scenario(workspace.folder, {
      concerns: { critical: 2 },
      engine: new ScriptedEngine('scripted', (id) => (id === 'investigate:002' ? 'fail' : 'answer')),
      options: { unattended: true },
    });
    const run = await start(scene);
    await run.finished;
    const findings = await loadFindings(run.sessionDir, scene.fs);
    expect(findings.map((item) => [item.id, item.status])).toEqual([
      ['G002', 'investigation-blocked'],
      ['THREAT-001', 'open'],
    ]);
  });

  it('are none before the first batch', async () => {
    expect(await loadFindings('/sessions/none', scenario(workspace.folder).fs)).toEqual([]);
  });
});

describe('verify', () => {
  const finished = async () => {
    const scene = scenario(workspace.folder, { concerns: { critical: 1, high: 1 } });
    const run = await start(scene);
    await attend(run);
    const check = async () =>
      (await verifySession(run.sessionDir, workspace.folder, scene.fs)).problems.map(
        (item) => `${item.level} ${item.kind} ${item.file}: ${item.message}`,
      );
    const edit = (path: string, change: (text: string) => string) =>
      scene.fs.files.set(`${run.sessionDir}/${path}`, Buffer.from(change(scene.fs.text(`${run.sessionDir}/${path}`))));
    return { scene, dir: run.sessionDir, check, edit };
  };

  it('finds nothing wrong with a whole session, and says what it looked at', async () => {
    const { scene, dir, check } = await finished();
    expect(await check()).toEqual([]);
    const { checked } = await verifySession(dir, workspace.folder, scene.fs);
    expect(checked.quotes).toBeGreaterThanOrEqual(10);
    expect(checked.references).toBeGreaterThanOrEqual(8);
    expect(checked.files).toBeGreaterThan(50);
  });

  it('names each kind of damage', async () => {
    const { scene, dir, check, edit } = await finished();
    scene.fs.files.delete(`${dir}/phase-3/data-flows.json`);
    edit('phase-3/summary.md', (text) => `${text} `);
    edit('phase-1/threat-actors.json', () => '{');
    edit('phase-2/sizing-report.json', (text) => text.replace('"complete"', '"perfect"'));
    scene.fs.files.set(`${dir}/phase-4/investigations/high/099-planted.json`, Buffer.from('{}'));
    edit('config.json', (text) => text.replace('"hybrid"', '"magic"'));
    edit('journal.jsonl', (text) => text.slice(0, -5));
    const problems = await check();
    for (const expected of [
      'missing phase-3/data-flows.json',
      'changed phase-3/summary.md',
      'schema phase-1/threat-actors.json: Not valid JSON',
      'schema phase-2/sizing-report.json',
      'undeclared phase-4/investigations/high/099-planted.json',
      'schema config.json',
      'journal journal.jsonl: The last line is incomplete',
    ]) {
      expect(
        problems.some((problem) => problem.startsWith(`error ${expected}`)),
        `${expected} in ${problems.join('\n')}`,
      ).toBe(true);
    }
  });

  it('names references that lead nowhere and quotes that are not there', async () => {
    const { check, edit } = await finished();
    edit('phase-5/threat-model.json', (text) => text.replace('"001-GAP-001"', '"007-GAP-001"'));
    edit('phase-4/investigations/critical/001-concern-001.json', (text) =>
      text.replace('const line2 = handle(2);', 'const line2 = drop(2);'),
    );
    const problems = await check();
    expect(problems).toContainEqual(
      expect.stringContaining('THREAT-001 refers to the gap 007-GAP-001, which does not exist.'),
    );
    expect(problems).toContainEqual(
      expect.stringMatching(
        /^error evidence .*001-concern-001\.json: evidence 1: the quote is not found at src\/app\.js:2-2/,
      ),
    );
  });

  it('warns when the code has moved on since', async () => {
    const other = makeWorkspace();
    const scene = scenario(other.folder);
    const run = await start(scene);
    await attend(run);
    const { writeFileSync } = await import('node:fs');
    writeFileSync(`${other.folder}/src/app.js`, 'all new');
    const { problems } = await verifySession(run.sessionDir, other.folder, scene.fs);
    other.remove();
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.filter((item) => item.kind !== 'stale' || item.level !== 'warning')).toEqual([]);
  });
});
