import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { keepPictureOfFailure } from './failures';
import { Workbench } from './workbench';

const SHORT = 20_000;

describe('where nothing can be started, or not everything', () => {
  let workbench: Workbench;
  afterEach(() => workbench.close());
  keepPictureOfFailure(() => workbench);

  it('without a folder, says so and offers to open one', async () => {
    workbench = await Workbench.open({ folder: null });
    await workbench.openContainer('Threatline');
    await workbench.view('Session').locator('.monaco-button', { hasText: 'Open Folder' }).waitFor();
    await workbench.runCommand('Threatline: Start Threat Model');
    await workbench.notification('none is open').waitFor();
    await workbench.screenshot('no-folder');
  });

  it('in an empty folder, says what to do', async () => {
    workbench = await Workbench.open({ folder: emptyFolder() });
    await workbench.runCommand('Threatline: Start Threat Model');
    for (const title of ['Scope', 'Methodology', 'CVSS']) {
      await workbench.waitForQuickInput(title);
      await workbench.pick();
    }
    await workbench.notification('folder').waitFor();
    await workbench.screenshot('empty-folder');
  });

  it('in Restricted Mode, works and says what is limited', async () => {
    workbench = await Workbench.open({ trust: true });
    await workbench.openContainer('Threatline');
    await workbench.view('Session').getByText('This folder is in Restricted Mode').waitFor({ timeout: SHORT });
    await workbench.screenshot('restricted-mode');
    await workbench.runCommand('Threatline: Start Threat Model');
    await workbench.waitForQuickInput('Scope');
    await workbench.page.keyboard.press('Escape');
    expect(workbench.refusedHosts).toEqual([]);
  });
});

let folders = 0;
function emptyFolder(): string {
  const folder = join(process.env.TMPDIR ?? '/tmp', `threatline-empty-${String(process.pid)}-${String((folders += 1))}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}
