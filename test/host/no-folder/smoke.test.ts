import * as assert from 'node:assert';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

describe('without a folder', () => {
  it('activates', async () => {
    assert.strictEqual(vscode.workspace.workspaceFolders, undefined);
    const extension = vscode.extensions.getExtension('threatline.threatline');
    await extension?.activate();
    assert.strictEqual(extension?.isActive, true);
  });
});
