import * as assert from 'node:assert';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Host } from '../../../src/editor/host';
import { host } from '../support/extension';
import { acceptQuickPicks, answerWith, asking } from '../support/quick-picks';
import { prepared, ScriptedRun, sessionDirIn } from '../support/scripted-run';

describe('with two folders', () => {
  let editor: Host;

  before(async () => {
    assert.deepStrictEqual(
      vscode.workspace.workspaceFolders?.map(({ name }) => name),
      ['one', 'two'],
    );
    editor = await host();
  });

  it('asks which one, and works there', async () => {
    const second = vscode.workspace.workspaceFolders?.[1]?.uri.fsPath ?? '';
    const run = new ScriptedRun(sessionDirIn(second), second);
    let asked = '';
    Object.assign(editor.parts.api, {
      services: () => ({}),
      prepareRun: async (options: { folder: string }) => prepared((asked = options.folder)),
      startRun: async () => {
        run.begin();
        return run;
      },
    });
    const command = asking('threatline.start');
    await answerWith('workbench.action.quickOpenSelectNext', 'workbench.action.acceptSelectedQuickOpenItem');
    await acceptQuickPicks(3);
    await command.done;
    assert.strictEqual(asked, second);
    assert.strictEqual(editor.parts.sessions.current?.folder.fsPath, second);
    await run.dispose();
  });
});
