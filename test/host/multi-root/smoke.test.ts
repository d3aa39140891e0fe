import * as assert from 'node:assert';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

describe('with two folders', () => {
  it('activates', async () => {
    assert.deepStrictEqual(vscode.workspace.workspaceFolders?.map(({ name }) => name), ['one', 'two']);
    const extension = vscode.extensions.getExtension('threatline.threatline');
    await extension?.activate();
    assert.strictEqual(extension?.isActive, true);
  });
});
