import * as assert from 'node:assert';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Decision } from '../../../src/artifacts/checkpoint-record';
import type { Host } from '../../../src/editor/host';
import type { ToPanel } from '../../../src/protocol/messages';
import { Blocks } from '../../bench/blocks';
import { host, sampleFolder, until } from '../support/extension';
import { acceptQuickPicks, asking } from '../support/quick-picks';

// Real from the quick picks to the report. Runs before the scripted tests: files are taken in alphabetical order.
describe('a run with the built-in agents', function () {
  this.timeout(600_000);
  let editor: Host;
  let blocks: Blocks;

  const state = () => editor.parts.sessions.current?.state;
  const decide = (decision: Omit<Decision, 'decidedBy'>): Promise<ToPanel> =>
    editor.parts.checkpoint.answer({
      type: 'decide',
      requestId: 'r',
      checkpoint: state()?.checkpoint?.id ?? '',
      decision,
    });
  const checkpoint = (kind: string): Promise<unknown> =>
    until(
      `the checkpoint ${kind}`,
      () => state()?.status === 'waiting' && state()?.checkpoint?.summary.kind === kind,
      90_000,
    );
  const problems = (): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics().flatMap(([, list]) => list.filter(({ source }) => source === 'threatline'));

  before(async () => {
    editor = await host();
    blocks = new Blocks();
  });
  after(async () => {
    await editor.parts.sessions.stop({ level: 'run' });
    await until('the run to end', () => !editor.parts.sessions.isLive);
    editor.parts.sessions.close();
    rmSync(join(sampleFolder().fsPath, '.threat-model'), { recursive: true, force: true });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('starts with Enter three times and waits for the business context', async () => {
    const command = asking('threatline.start');
    await acceptQuickPicks(3);
    await command.done;
    await checkpoint('business-context');
    assert.ok((state()?.plan?.files ?? 0) > 5);
  });

  it('goes on from disk after it was stopped at a checkpoint', async () => {
    const record = state()?.checkpoint?.summary;
    assert.ok(record?.kind === 'business-context');
    const { folder, state: before } = editor.parts.sessions.current ?? {};
    assert.ok(folder && before);
    await vscode.commands.executeCommand('threatline.stop');
    await until('the run to end', () => !editor.parts.sessions.isLive);
    await editor.parts.sessions.open(folder, before.sessionDir);
    assert.deepStrictEqual(await decide({ decision: 'approve', answers: record.draft.answers, confirmed: [] }), {
      type: 'accepted',
      requestId: 'r',
    });
    await checkpoint('mapping');
  });

  it('puts gaps into the Problems view after the first batch, each at a line of the folder', async () => {
    await decide({ decision: 'approve' });
    await checkpoint('batch');
    await until('problems', () => problems().length > 0);
    for (const [uri, list] of vscode.languages.getDiagnostics()) {
      if (list.some(({ source }) => source === 'threatline')) assert.ok(uri.fsPath.startsWith(sampleFolder().fsPath));
    }
    assert.deepStrictEqual(
      problems().filter(({ message }) => message.startsWith('Stale')),
      [],
    );
  });

  it('takes them back when the batch is reverted, and finds them again', async () => {
    const before = problems().length;
    await decide({ decision: 'revert' });
    await checkpoint('batch');
    await until('the problems', () => problems().length === before);
  });

  it('ends with a report that opens', async () => {
    for (let decisions = 0; decisions < 12 && state()?.status === 'waiting'; decisions += 1) {
      const record = state()?.checkpoint;
      await decide({ decision: record?.options.includes('continue') ? 'continue' : 'approve' });
      await until(
        'the next checkpoint',
        () => (state()?.status === 'waiting' && state()?.checkpoint !== record) || state()?.status === 'completed',
        90_000,
      );
    }
    assert.strictEqual(state()?.status, 'completed');
    const dir = state()?.sessionDir ?? '';
    assert.match(readFileSync(join(dir, 'final-report/threat-model-report.md'), 'utf8'), /^# /);
    assert.ok(existsSync(join(dir, 'final-report/threat-model.sarif')));
    await until('the preview', () =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes('threat-model-report.md'),
    );
  });

  it('says how long it kept the editor busy at a stretch', () => {
    blocks.stop();
    console.log(`longest stretch of the extension host: ${blocks.longest.toFixed(1)} ms of processor time`);
    assert.ok(blocks.longest > 0);
  });

  it('leaves nothing wrong in the session', async () => {
    const report = await editor.parts.api.verifySession(state()?.sessionDir ?? '', sampleFolder().fsPath);
    assert.deepStrictEqual(
      report.problems.filter(({ level }) => level === 'error'),
      [],
    );
  });
});
