import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { ROOT } from '../../scripts/node.mjs';
import { copySample } from '../vscode/host-build.mts';
import { keepPictureOfFailure } from './failures';
import { Workbench } from './workbench';

describe('a session that another user or machine made', () => {
  let workbench: Workbench;
  afterEach(() => workbench.close());
  keepPictureOfFailure(() => workbench);

  it('is shown to read, marked, and goes on only after the user agreed', async () => {
    workbench = await Workbench.open({ folder: folderWithForeignSession() });
    await workbench.openContainer('Threatline');
    await workbench.panel.getByText('made elsewhere').first().waitFor();
    await workbench.screenshot('elsewhere-at-start');
    // Start does not offer it, as it offers unfinished work of one's own.
    await workbench.runCommand('Threatline: Start Threat Model');
    await workbench.waitForQuickInput('analysed');
    await workbench.page.keyboard.press('Escape');
    const resume = workbench.panel.locator('vscode-button', { hasText: 'Resume' }).first();
    await resume.click();
    await workbench.dialog.getByText('made elsewhere').first().waitFor();
    await workbench.screenshot('elsewhere-question');
    await workbench.dialog.locator('.monaco-button', { hasText: 'Cancel' }).click();
    expect(await workbench.panel.locator('vscode-button#approve').count()).toBe(0);
    await resume.click();
    await workbench.dialog.locator('.monaco-button', { hasText: 'Go On' }).click();
    await workbench.waitForCheckpoint('Business context');
    await workbench.screenshot('elsewhere-agreed');
  });
});

/** The sample application with an unfinished session whose key belongs to somebody else. */
function folderWithForeignSession(): string {
  const base = mkdtempSync(join(tmpdir(), 'threatline-elsewhere-'));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const folder = join(base, 'sample');
  copySample(folder);
  const env = {
    ...process.env,
    THREATLINE_STATE_HOME: join(base, 'state'),
    THREATLINE_CACHE_HOME: join(base, 'cache'),
  };
  // Nobody answers the first checkpoint: the run stops there.
  const run = spawnSync(process.execPath, [join(ROOT, 'dist/cli.js'), 'run', folder], {
    env,
    input: '',
    encoding: 'utf8',
  });
  expect(run.stdout + run.stderr).toContain('The session can be resumed');
  return folder;
}
