import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { keepPictureOfFailure } from './failures';
import { ROOT } from '../../scripts/node.mjs';
import { Workbench } from './workbench';

const SHORT = 120_000;

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
    const folder = emptyFolder();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    workbench = await Workbench.open({ folder });
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
    await workbench.startWithDefaults();
    await workbench.waitForCheckpoint('Business context');
    expect(workbench.refusedHosts).toEqual([]);
  });

  it('stops at once, without a word, and goes on where it was', async () => {
    workbench = await Workbench.open();
    await workbench.openContainer('Threatline');
    await workbench.startWithDefaults();
    await workbench.waitForCheckpoint('Business context');
    await workbench.runCommand('Threatline: Stop');
    await workbench.view('Session').getByText('stopped').first().waitFor();
    await workbench.panel.locator('#screen-title', { hasText: 'Stopped' }).waitFor();
    expect(await workbench.page.locator('.notifications-toasts .notification-list-item').count()).toBe(0);
    await workbench.screenshot('stopped');
    await workbench.runCommand('Threatline: Start Threat Model');
    await workbench.waitForQuickInput('unfinished work');
    await workbench.screenshot('unfinished-work');
    await workbench.pick();
    await workbench.waitForCheckpoint('Business context');
  });

  it('shows a second window the session to read, and says which process works on it', async () => {
    workbench = await Workbench.open();
    await workbench.openContainer('Threatline');
    await workbench.startWithDefaults();
    await workbench.waitForCheckpoint('Business context');
    const second = await workbench.secondWindow();
    await second.locator('.activitybar .action-item a[aria-label^="Threatline"]').click();
    await second
      .getByText(/Another window or terminal works on this session \(process \d+/)
      .first()
      .waitFor({ timeout: SHORT });
    await second.getByText('Decide: Business context').first().waitFor({ timeout: SHORT });
    await second.screenshot({ path: join(ROOT, 'test-results/screenshots/second-window.png') });
  });
});

const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'threatline-empty-'));
