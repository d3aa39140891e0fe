import * as assert from 'node:assert';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

describe('extension', () => {
  it('is installed and asleep until used', () => {
    const extension = vscode.extensions.getExtension('threatline.threatline');
    assert.ok(extension, 'not installed');
    assert.strictEqual(extension.isActive, false);
  });

  it('registers every command of its manifest', async () => {
    const extension = vscode.extensions.getExtension('threatline.threatline');
    await extension?.activate();
    const { contributes } = extension?.packageJSON as { contributes: { commands: { command: string }[] } };
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepStrictEqual(contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command)), []);
  });
});
