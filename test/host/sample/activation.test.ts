import * as assert from 'node:assert';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { TestApi } from '../../../src/extension';

const HEAVY = join('dist', 'host.js');
const isHeavyLoaded = (): boolean => Object.keys(require.cache).some((file) => file.endsWith(HEAVY));

// Runs first: the files are taken in alphabetical order.
describe('activation', () => {
  const extension = vscode.extensions.getExtension<TestApi>('threatline.threatline');

  it('sleeps until used', () => {
    assert.ok(extension, 'not installed');
    assert.strictEqual(extension.isActive, false);
  });

  it('loads nothing of weight before the first use', async () => {
    const api = await extension?.activate();
    assert.ok(api);
    console.log(`activation: ${api.activationMs.toFixed(1)} ms`);
    await new Promise((done) => setTimeout(done, 300));
    assert.strictEqual(api.isLoaded(), false);
    assert.strictEqual(isHeavyLoaded(), false);
  });

  it('has every command of the manifest', async () => {
    const { contributes } = extension?.packageJSON as { contributes: { commands: { command: string }[] } };
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepStrictEqual(
      contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command)),
      [],
    );
  });

  it('loads the rest at the first use', async () => {
    await vscode.commands.executeCommand('threatline.showLog');
    assert.strictEqual(extension?.exports.isLoaded(), true);
    assert.strictEqual(isHeavyLoaded(), true);
  });
});
