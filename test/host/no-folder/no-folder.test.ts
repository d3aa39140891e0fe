import * as assert from 'node:assert';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Host } from '../../../src/editor/host';
import type { Popup } from '../../../src/editor/popups';
import { host } from '../support/extension';

describe('without a folder', () => {
  let editor: Host;
  const popups: Popup[] = [];

  before(async () => {
    assert.strictEqual(vscode.workspace.workspaceFolders, undefined);
    editor = await host();
    editor.parts.popups.onDidShow((popup) => popups.push(popup));
  });

  it('says what to do instead of starting', async () => {
    await vscode.commands.executeCommand('threatline.start');
    assert.deepStrictEqual(
      popups.map(({ message, actions }) => [message, actions]),
      [
        [
          'Threatline analyses a folder, and none is open. Open the folder of your project first.',
          ['Open Folder', 'Show Log'],
        ],
      ],
    );
    assert.strictEqual(editor.parts.sessions.current, undefined);
  });

  it('has an answer to every command', async () => {
    for (const command of [
      'threatline.resume',
      'threatline.openSession',
      'threatline.openReport',
      'threatline.verify',
      'threatline.stop',
      'threatline.refresh',
    ])
      await vscode.commands.executeCommand(command);
    assert.deepStrictEqual(editor.sessionTree.getChildren(), []);
  });
});
