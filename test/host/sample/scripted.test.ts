import * as assert from 'node:assert';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { anchorOf } from '../../../src/artifacts/anchor';
import type { Host } from '../../../src/editor/host';
import type { Popup } from '../../../src/editor/popups';
import type { PipelineApi } from '../../../src/editor/pipeline-api';
import type { FindingView } from '../../../src/pipeline/contract';
import { initialState } from '../../../src/session/reducing/initial-state';
import { host, sampleFolder, until } from '../support/extension';
import { acceptQuickPicks, answerWith, asking } from '../support/quick-picks';
import { batchCheckpoint, prepared, ScriptedRun, sessionDirIn } from '../support/scripted-run';

const FILE = 'probe.js';
const CODE = [
  'const a = 1;',
  '',
  'function run(req) {',
  '  return eval(req.body.code);',
  '}',
  '',
  'module.exports = run;',
  '',
];

function finding(change: Partial<FindingView> = {}): FindingView {
  return {
    id: '001-GAP-001',
    kind: 'gap',
    gapIds: ['001-GAP-001'],
    concernIds: ['001'],
    severity: 'critical',
    title: 'Outside data reaches eval',
    message: 'Outside data reaches eval.',
    recommendation: 'Parse the data instead.',
    location: { file: FILE, start: 4, end: 4, anchor: anchorOf(CODE[3] ?? '') },
    related: [],
    flow: [{ file_path: FILE, line: 3, text: 'enters as req' }],
    stride: ['Tampering'],
    category: 'input-validation',
    status: 'open',
    investigations: [],
    ...change,
  };
}

describe('the editor around a run', () => {
  let editor: Host;
  let real: PipelineApi;
  let run: ScriptedRun;
  let found: FindingView[] = [];
  const popups: Popup[] = [];
  let file: vscode.Uri;

  before(async () => {
    editor = await host();
    real = { ...editor.parts.api };
    editor.parts.popups.onDidShow((popup) => popups.push(popup));
    file = vscode.Uri.joinPath(sampleFolder(), FILE);
  });
  after(() => Object.assign(editor.parts.api, real));

  beforeEach(async () => {
    writeFileSync(file.fsPath, CODE.join('\n'));
    found = [];
    popups.length = 0;
    const folder = sampleFolder().fsPath;
    const scripted: Partial<PipelineApi> = {
      services: () => ({}) as ReturnType<PipelineApi['services']>,
      prepareRun: async () => prepared(folder),
      startRun: async () => run,
      resumeRun: async () => run,
      openSession: async (dir) => ({ ...run.state, sessionDir: dir }),
      listSessions: async () => [],
      originOf: async () => ({ made: 'here' }),
      liveHolder: async () => undefined,
      loadFindings: async () => found,
    };
    Object.assign(editor.parts.api, scripted);
    run = new ScriptedRun(sessionDirIn(folder), folder);
  });

  afterEach(async () => {
    await run.dispose();
    await until('the run to end', () => !editor.parts.sessions.isLive);
    editor.parts.sessions.close();
    for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(file.fsPath, { force: true });
  });

  it('explains the line that the cursor is in', async () => {
    const asked: string[] = [];
    editor.parts.api.explain = async ({ place }) => {
      asked.push(place);
      return { place, answers: [] };
    };
    const shown = await vscode.window.showTextDocument(file);
    shown.selection = new vscode.Selection(3, 2, 3, 2);
    await editor.run('threatline.explainLine');
    assert.deepStrictEqual(asked, [`${FILE}:4`]);
    await until('the page', () => vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes(`${FILE}:4.md`));
  });

  const started = async (): Promise<void> => {
    await editor.parts.sessions.start(sampleFolder(), prepared(sampleFolder().fsPath));
    run.begin();
  };
  const rows = (label?: string): { label: string; description: string; context: string }[] => {
    const all: { label: string; description: string; context: string }[] = [];
    const walk = (nodes: ReturnType<typeof editor.sessionTree.getChildren>): void => {
      for (const node of nodes) {
        const item = editor.sessionTree.getTreeItem(node);
        all.push({
          label: typeof item.label === 'string' ? item.label : '',
          description: String(item.description),
          context: item.contextValue ?? '',
        });
        walk(editor.sessionTree.getChildren(node));
      }
    };
    walk(editor.sessionTree.getChildren());
    return label === undefined ? all : all.filter((row) => row.label === label);
  };
  const batchOfTwo = (): void => {
    run.say({ type: 'phase.started', phase: 'security_controls', attempt: 1 }, 'security_controls');
    run.say(
      {
        type: 'batch.planned',
        batches: [{ key: 'critical', number: 1, severity: 'critical', concerns: ['001', '002'] }],
      },
      'security_controls',
    );
    run.say({ type: 'batch.started', batch: 'critical', attempt: 1 }, 'security_controls');
    for (const id of ['001', '002'])
      run.say(
        {
          type: 'agent.queued',
          agent: `investigate:${id}`,
          kind: 'investigate',
          title: `Concern ${id}`,
          concern: id,
          batch: 'critical',
        },
        'security_controls',
      );
    run.say({ type: 'agent.started', agent: 'investigate:001', engine: 'builtin', attempt: 1 }, 'security_controls');
  };
  const publish = async (...list: FindingView[]): Promise<void> => {
    found = list;
    run.say({ type: 'findings.changed', gaps: list.length, threats: 0 }, 'security_controls');
    await editor.parts.findings.loaded;
    await editor.parts.tracker.settled;
  };
  const problems = (): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(file).filter(({ source }) => source === 'threatline');

  describe('session tree', () => {
    it('shows phases, batches and agents with words, and what they found', async () => {
      await started();
      batchOfTwo();
      assert.strictEqual(rows('Security controls')[0]?.description.startsWith('running'), true);
      assert.match(rows('Batch 1: critical')[0]?.description ?? '', /^running · 0 of 2/);
      assert.match(rows('Concern 001')[0]?.description ?? '', /^running/);
      assert.strictEqual(rows('Concern 002')[0]?.description, 'queued');
      run.say({
        type: 'agent.finished',
        agent: 'investigate:001',
        outcome: 'timed-out',
        reason: 'over 15 min',
        seconds: 900,
      });
      assert.match(rows('Concern 001')[0]?.description ?? '', /^timed out · over 15 min · 15 min/);
    });

    it('stops at each level what that level is', async () => {
      await started();
      batchOfTwo();
      assert.deepStrictEqual(
        rows()
          .filter(({ context }) => context.endsWith('.live'))
          .map(({ context }) => context),
        ['run.live', 'phase.live', 'batch.live', 'agent.live', 'agent.live'],
      );
      await vscode.commands.executeCommand('threatline.stopAgent', 'investigate:001');
      assert.strictEqual(rows('Concern 001')[0]?.description.startsWith('cancelled'), true);
      await vscode.commands.executeCommand('threatline.stopBatch');
      await vscode.commands.executeCommand('threatline.stopPhase');
      assert.deepStrictEqual(run.stops, [
        { level: 'agent', id: 'investigate:001' },
        { level: 'batch' },
        { level: 'phase' },
      ]);
      assert.deepStrictEqual(popups, [], 'stopping is silent');
    });

    it('redraws at most four times a second', async () => {
      await started();
      batchOfTwo();
      let redraws = 0;
      const subscription = editor.sessionTree.onDidChangeTreeData(() => (redraws += 1));
      for (let done = 0; done < 400; done += 1)
        run.say({ type: 'agent.progress', agent: 'investigate:001', message: 'reading', done, total: 400 });
      await new Promise((over) => setTimeout(over, 600));
      subscription.dispose();
      assert.ok(redraws <= 4, `${redraws} redraws`);
    });

    it('escapes text of the code in tooltips', async () => {
      await started();
      run.say(
        { type: 'agent.queued', agent: 'x', kind: 'map', title: '[click](command:workbench.action.quit) <b>' },
        'codebase_mapping',
      );
      const node = editor.sessionTree
        .getChildren()
        .flatMap((root) => editor.sessionTree.getChildren(root))
        .flatMap((phase) => editor.sessionTree.getChildren(phase))
        .find(({ key }) => key === 'agent:x');
      assert.ok(node);
      const { tooltip } = editor.sessionTree.getTreeItem(node);
      assert.ok(tooltip instanceof vscode.MarkdownString);
      assert.notStrictEqual(tooltip.isTrusted, true);
      assert.doesNotMatch(tooltip.value, /(?<!\\)\[click\]/);
    });
  });

  describe('problems', () => {
    it('appear after a batch with severity, code, advice and the way to the line', async () => {
      await started();
      await publish(
        finding(),
        finding({ id: '002-GAP-001', severity: 'low', location: { file: FILE, start: 1, end: 1 } }),
      );
      const [critical, low] = problems();
      assert.strictEqual(critical?.severity, vscode.DiagnosticSeverity.Error);
      assert.strictEqual(low?.severity, vscode.DiagnosticSeverity.Information);
      assert.deepStrictEqual(critical.range, new vscode.Range(3, 2, 3, (CODE[3] ?? '').length));
      assert.strictEqual(critical.message, 'Outside data reaches eval. Parse the data instead.');
      assert.deepStrictEqual(
        critical.relatedInformation?.map(({ message, location }) => [message, location.range.start.line]),
        [['enters as req', 2]],
      );
      assert.strictEqual(typeof critical.code === 'object' && critical.code.value, '001-GAP-001');
    });

    it('follow the setting', async () => {
      await started();
      const settings = vscode.workspace.getConfiguration('threatline');
      await settings.update('diagnostics.severity', { critical: 'Hint' }, vscode.ConfigurationTarget.Workspace);
      try {
        await publish(finding());
        await until('the new severity', () => problems()[0]?.severity === vscode.DiagnosticSeverity.Hint);
      } finally {
        await settings.update('diagnostics.severity', undefined, vscode.ConfigurationTarget.Workspace);
      }
    });

    it('do not list what is accepted or false', async () => {
      await started();
      await publish(
        finding({ status: 'accepted' }),
        finding({ id: 'b', status: 'false-positive' }),
        finding({ id: 'c', status: 'mitigated' }),
      );
      assert.deepStrictEqual(
        problems().map(({ severity, code }) => [severity, typeof code === 'object' && code.value]),
        [[vscode.DiagnosticSeverity.Hint, 'c']],
      );
    });

    it('follow edits above, turn stale with their line and come back with undo', async () => {
      await started();
      await publish(finding());
      const document = await vscode.workspace.openTextDocument(file);
      const shown = await vscode.window.showTextDocument(document);
      await shown.edit((edit) => edit.insert(new vscode.Position(0, 0), '// one\n// two\n'));
      await until('the line it moved to', () => problems()[0]?.range.start.line === 5);
      assert.strictEqual(problems()[0]?.relatedInformation?.[0]?.location.range.start.line, 4);
      await shown.edit((edit) => edit.replace(document.lineAt(5).range, '  return JSON.parse(req.body.code);'));
      await until('the stale problem', () => problems()[0]?.message.startsWith('Stale'));
      const [stale] = problems();
      assert.strictEqual(stale?.severity, vscode.DiagnosticSeverity.Hint);
      assert.match(stale.message, /^Stale: the code changed since the analysis/);
      assert.strictEqual(stale.range.start.line, 5);
      await document.save();
      await editor.parts.tracker.settled;
      await new Promise((over) => setTimeout(over, 500));
      assert.strictEqual(problems()[0]?.range.start.line, 5, 'saving the file moves nothing');
      await vscode.commands.executeCommand('undo');
      await until('the problem that is back', () => problems()[0]?.severity === vscode.DiagnosticSeverity.Error);
    });

    it('go with deleted code', async () => {
      await started();
      await publish(finding());
      const shown = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
      await shown.edit((edit) => edit.delete(new vscode.Range(3, 0, 4, 0)));
      await until('no problem', () => problems().length === 0);
    });

    it('are compared with a file that changed while it was closed', async () => {
      await started();
      writeFileSync(file.fsPath, ['// new first line', ...CODE].join('\n'));
      await publish(finding());
      await until('the place it moved to', () => problems()[0]?.range.start.line === 4);
      writeFileSync(file.fsPath, CODE.join('\n').replace('eval(req.body.code)', 'safe()'));
      await until('the stale problem', () => problems()[0]?.message.startsWith('Stale'));
      rmSync(file.fsPath);
      await until('no problem', () => problems().length === 0);
    });

    it('are gone after the batch is reverted', async () => {
      await started();
      await publish(finding());
      assert.strictEqual(problems().length, 1);
      await publish();
      assert.deepStrictEqual(problems(), []);
    });

    it('can be cleared, and come back with Refresh', async () => {
      await started();
      await publish(finding());
      await vscode.commands.executeCommand('threatline.clearFindings');
      assert.deepStrictEqual(problems(), []);
      await vscode.commands.executeCommand('threatline.refresh');
      await until('the problem', () => problems().length === 1);
    });

    it('lie inside the folder, whatever a session says', async () => {
      await started();
      await publish(finding({ location: { file: '../../etc/passwd', start: 1, end: 1 } }));
      assert.deepStrictEqual(
        vscode.languages.getDiagnostics().filter(([uri]) => uri.fsPath.includes('passwd')),
        [],
      );
    });
  });

  describe('findings tree', () => {
    it('leads to the line, and to the page', async () => {
      await started();
      await publish(finding());
      await vscode.commands.executeCommand('threatline.revealFinding', '001-GAP-001');
      assert.strictEqual(vscode.window.activeTextEditor?.document.uri.fsPath, file.fsPath);
      assert.strictEqual(vscode.window.activeTextEditor.selection.active.line, 3);
      const page = await vscode.workspace.openTextDocument(
        vscode.Uri.parse(`threatline-finding:/20260101-000000-full-app/001-GAP-001.md`),
      );
      assert.match(page.getText(), /^# Outside data reaches eval/);
      assert.match(page.getText(), /eval\(req\.body\.code\)/);
    });

    it('says what its filter hides', async () => {
      await started();
      await publish(finding(), finding({ id: 'b', severity: 'low' }));
      const tree = editor.parts.findingsTree;
      await tree.setFilter({ severities: ['critical'], closed: true });
      assert.deepStrictEqual(
        tree.getChildren().map((node) => tree.getTreeItem(node).label),
        ['Critical'],
      );
      await vscode.commands.executeCommand('threatline.clearFilter');
      assert.deepStrictEqual(
        tree.getChildren().map((node) => tree.getTreeItem(node).label),
        ['Critical', 'Low'],
      );
    });
  });

  describe('checkpoint', () => {
    const decide = (decision: unknown): Promise<unknown> =>
      editor.parts.checkpoint.answer({
        type: 'decide',
        requestId: 'r1',
        checkpoint: 'phase-4-batch-critical-checkpoint',
        decision: decision as { decision: 'continue' },
      });
    const open = async (): Promise<void> => {
      await started();
      batchOfTwo();
      run.say(
        { type: 'checkpoint.opened', checkpoint: batchCheckpoint(new Date().toISOString()) },
        'security_controls',
      );
    };

    it('is announced once, and waits in the tree', async () => {
      await vscode.commands.executeCommand('workbench.view.explorer');
      await until('the panel to be hidden', () => !editor.parts.checkpoint.isVisible);
      await open();
      await until('the message', () => popups.length > 0);
      assert.deepStrictEqual(
        popups.map(({ message, actions }) => [message, actions]),
        [['Batch 1: critical: waiting for your decision.', ['Open Checkpoint']]],
      );
      run.say({ type: 'note', kind: 'override', text: 'x' });
      assert.strictEqual(popups.length, 1);
      assert.strictEqual(rows('Decide: Batch 1: critical')[0]?.context, 'checkpoint');
    });

    it('passes a decision on and answers', async () => {
      await open();
      assert.deepStrictEqual(await decide({ decision: 'continue' }), { type: 'accepted', requestId: 'r1' });
      assert.deepStrictEqual(run.decisions, [
        { checkpoint: 'phase-4-batch-critical-checkpoint', decision: { decision: 'continue', decidedBy: 'user' } },
      ]);
    });

    it('rejects what is no decision, and says which field', async () => {
      await open();
      assert.deepStrictEqual(
        await decide({ decision: 'explode' }).then((answer) => ({
          ...(answer as object),
          fields: (answer as { fields: { field: string }[] }).fields.map(({ field }) => field),
        })),
        {
          type: 'rejected',
          requestId: 'r1',
          message: 'The decision could not be understood. Check the marked fields.',
          fields: ['decision'],
        },
      );
      assert.deepStrictEqual(run.decisions, []);
    });

    it('hands on why the run refuses', async () => {
      await open();
      run.answer = () => ({
        ok: false,
        message: 'Retry or skip 002 first.',
        fields: [{ field: 'concerns', message: 'Undecided' }],
      });
      assert.deepStrictEqual(await decide({ decision: 'continue' }), {
        type: 'rejected',
        requestId: 'r1',
        message: 'Retry or skip 002 first.',
        fields: [{ field: 'concerns', message: 'Undecided' }],
      });
    });

    it('drops messages that are none', async () => {
      await open();
      for (const message of [null, 'x', { type: 'decide' }, { type: 'command', command: 'rm' }, { type: 'open-file' }])
        await editor.parts.checkpoint.receive(message);
      assert.deepStrictEqual(run.decisions, []);
      assert.deepStrictEqual(popups, []);
    });

    it('opens files of the folder and of the session, and nothing else', async () => {
      await open();
      await editor.parts.checkpoint.receive({ type: 'open-file', file: FILE, line: 4 });
      assert.strictEqual(vscode.window.activeTextEditor?.selection.active.line, 3);
      writeFileSync(join(run.sessionDir, 'config.json'), '{}');
      await editor.parts.checkpoint.receive({ type: 'open-artifact', path: 'config.json' });
      assert.match(vscode.window.activeTextEditor.document.uri.fsPath, /config\.json$/);
      for (const message of [
        { type: 'open-file', file: '../../../etc/passwd' },
        { type: 'open-file', file: '/etc/passwd' },
        { type: 'open-artifact', path: '../../../probe.js' },
      ])
        await editor.parts.checkpoint.receive(message);
      // Besides these, the checkpoint may have been announced.
      assert.strictEqual(popups.filter(({ message }) => /lies outside/.test(message)).length, 3);
      assert.match(vscode.window.activeTextEditor.document.uri.fsPath, /config\.json$/);
    });

    it('is shown again from disk after the window closed, and its decision takes the session up (P-131)', async () => {
      await open();
      const { state } = run;
      await run.dispose();
      await until('the run to end', () => !editor.parts.sessions.isLive);
      run = new ScriptedRun(run.sessionDir, sampleFolder().fsPath, 2);
      run.state = { ...state, status: 'stopped' };
      await editor.parts.sessions.open(sampleFolder(), run.sessionDir);
      assert.strictEqual(editor.parts.sessions.current?.state.status, 'waiting');
      const answer = decide({ decision: 'continue' });
      run.say({ type: 'run.resumed', from: 'security_controls', repeated: [] });
      assert.deepStrictEqual(await answer, { type: 'accepted', requestId: 'r1' });
      assert.strictEqual(editor.parts.sessions.isLive, true);
    });

    it('cannot be decided while another window works on the session', async () => {
      await open();
      await run.dispose();
      await until('the run to end', () => !editor.parts.sessions.isLive);
      editor.parts.api.liveHolder = async () => ({
        pid: 4711,
        host: 'elsewhere',
        token: '',
        booted: 0,
        acquiredAt: 0,
        heartbeatAt: 0,
      });
      const { readOnly } = await editor.parts.sessions.open(sampleFolder(), run.sessionDir);
      assert.match(readOnly ?? '', /process 4711 on elsewhere/);
      assert.strictEqual(((await decide({ decision: 'continue' })) as { type: string }).type, 'rejected');
      run.say({ type: 'note', kind: 'override', text: 'said in the other window' });
      await until('the news of the other window', () => editor.parts.sessions.current?.state.notes.length === 1);
      editor.parts.api.liveHolder = async () => undefined;
      await until('the session to be free', () => editor.parts.sessions.current?.readOnly === undefined);
    });
  });

  describe('starting', () => {
    it('takes Enter three times', async () => {
      let asked: unknown;
      editor.parts.api.startRun = async (setup) => {
        asked = setup.options;
        run.begin();
        return run;
      };
      const command = asking('threatline.start');
      await acceptQuickPicks(3);
      await command.done;
      assert.deepStrictEqual(asked, { folder: sampleFolder().fsPath, methodology: 'hybrid', cvssVersion: '4.0' });
      assert.strictEqual(editor.parts.sessions.current?.state.status, 'running');
    });

    it('is offered to show what runs when something runs', async () => {
      await started();
      await vscode.commands.executeCommand('threatline.start');
      assert.deepStrictEqual(
        popups.map(({ message, actions }) => [message.slice(0, 42), actions]),
        [['A threat model is already running in this ', ['Show It', 'Stop It']]],
      );
    });

    it('says what is wrong and what to do when it cannot start', async () => {
      const { RunError } = await import('../../../src/session/run-error');
      editor.parts.api.prepareRun = () =>
        Promise.reject(new RunError('empty-folder', 'The folder is empty.', 'Open the folder that holds the code.'));
      const command = asking('threatline.start');
      await acceptQuickPicks(3);
      await command.done;
      assert.match(popups[0]?.message ?? '', /The folder is empty\. /);
      assert.deepStrictEqual(popups[0]?.actions, ['Show Log']);
    });

    it('is silent when the user leaves', async () => {
      const command = asking('threatline.start');
      await answerWith('workbench.action.closeQuickOpen');
      await command.done;
      assert.deepStrictEqual(popups, []);
      assert.strictEqual(editor.parts.sessions.current, undefined);
    });
  });

  describe('the end', () => {
    it('opens the report', async () => {
      await started();
      const report = join(run.sessionDir, 'final-report/threat-model-report.md');
      mkdirSync(dirname(report), { recursive: true });
      writeFileSync(report, '# Report\n');
      run.say({
        type: 'run.finished',
        report: { markdown: '/elsewhere/r.md', json: 'r.json', sarif: 'r.sarif' },
        counters: { threats: 5, openThreats: 3 },
      });
      await until('the preview', () =>
        vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes('threat-model-report.md'),
      );
      assert.strictEqual(editor.parts.sessions.current?.state.status, 'completed');
      assert.match(rows()[0]?.description ?? '', /done · 3 open threats, 2 mitigated/);
    });

    it('leaves a stopped run to be resumed', async () => {
      await started();
      await vscode.commands.executeCommand('threatline.stop');
      await until('the end', () => !editor.parts.sessions.isLive);
      assert.strictEqual(rows()[0]?.context, 'run.resumable');
      run = new ScriptedRun(run.sessionDir, sampleFolder().fsPath, 2);
      await vscode.commands.executeCommand('threatline.resume');
      run.begin();
      assert.strictEqual(editor.parts.sessions.isLive, true);
    });

    it('says what failed and what to do, and can be resumed', async () => {
      await started();
      run.say({
        type: 'run.failed',
        code: 'disk-full',
        message: 'The disk is full.',
        advice: 'Free some space, then resume.',
      });
      assert.deepStrictEqual(
        popups.map(({ kind, message, actions }) => [kind, message, actions]),
        [['error', 'The disk is full. Free some space, then resume.', ['Resume', 'Show Log']]],
      );
      await until('the end', () => !editor.parts.sessions.isLive);
      assert.strictEqual(rows()[0]?.context, 'run.resumable');
    });
  });

  it('leaves the probe as it was', () => {
    assert.strictEqual(readFileSync(file.fsPath, 'utf8'), CODE.join('\n'));
    assert.strictEqual(initialState().status, 'idle');
  });
});
