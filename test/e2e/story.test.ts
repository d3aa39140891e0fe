import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepPictureOfFailure } from './failures';
import { type Theme, THEMES, Workbench } from './workbench';

/** The main job from the palette to the report, on the sample application, through what is on the screen. Each step goes on from the one before. */
describe('the whole story', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open({ settings: { 'markdown.preview.fontSize': 13 } });
  });
  afterAll(() => workbench.close());
  keepPictureOfFailure(() => workbench);

  const session = (): string => {
    const root = join(workbench.folder ?? '', '.threat-model/sessions');
    return join(root, readdirSync(root).find((name) => /^\d{8}-/.test(name)) ?? '');
  };

  it('starts with Enter three times, and says what it will cost', async () => {
    await workbench.runCommand('Threatline: Start Threat Model');
    await workbench.waitForQuickInput('Scope');
    await workbench.screenshot('setup-1-scope');
    await workbench.pick();
    await workbench.waitForQuickInput('Methodology');
    await workbench.screenshot('setup-2-methodology');
    await workbench.pick();
    await workbench.waitForQuickInput('CVSS');
    await workbench.quickInput.getByPlaceholder(/Plan: \d+ files/).waitFor();
    await workbench.screenshot('setup-3-cvss');
    await workbench.pick();
    await workbench.view('Session').getByText('Business context').first().waitFor();
  });

  it('stops for the business context, filled in from the code, every value an assumption', async () => {
    await workbench.waitForCheckpoint(/business context/i);
    await workbench.panel.getByText(/assumed from the code/).waitFor();
    await workbench.screenshot('checkpoint-1-narrow');
    await workbench.widenSideBar(260);
    await workbench.screenshot('checkpoint-1-business-context');
    await workbench.panel.locator('vscode-button#confirm-all').click();
    await workbench.decide('approve');
    await workbench.waitForCheckpoint('Codebase map');
    await workbench.screenshot('checkpoint-2-mapping');
  });

  it('keeps its place when the window is reloaded, and the decision goes on from there', async () => {
    const title = await workbench.panel.locator('#screen-title').innerText();
    await workbench.reload();
    await workbench.openContainer('Threatline');
    await workbench.waitForCheckpoint(title);
    expect(await workbench.statusBar.innerText()).toContain('waiting for you');
    await workbench.decideUntil('approve', /critical/i);
    await workbench.waitForCheckpoint(/critical/i);
    await workbench.screenshot('checkpoint-3-batch');
  });

  it('puts the gaps of the batch into the Problems view, one click from the line', async () => {
    await workbench.openProblems();
    await workbench.problems().first().waitFor();
    await workbench.screenshot('problems');
    await workbench.decide('continue');
    await workbench.waitForCheckpoint('High concerns');
    await workbench.filterProblems('eval');
    await workbench.goToProblem('eval', 28);
    await workbench.screenshot('problems-after-jump');
  });

  it('opens the page of a gap from its code', async () => {
    await workbench
      .problems('eval')
      .first()
      .locator('a', { hasText: /GAP|THREAT/ })
      .click();
    await workbench.preview.locator('h1').first().waitFor();
    await workbench.screenshot('finding-page');
  });

  it('goes through batches, controls, threats and tests to the report', async () => {
    let title = '';
    for (let batches = 0; batches < 5 && title !== 'Controls and gaps'; batches += 1)
      title = await workbench.decideAndGoOn('continue');
    await workbench.waitForCheckpoint('Controls and gaps');
    await workbench.screenshot('checkpoint-4-controls');
    await workbench.decide('approve');
    await workbench.waitForCheckpoint(/threats/i);
    await workbench.screenshot('checkpoint-5-threats');
    await workbench.decide('approve');
    await workbench.waitForCheckpoint(/test/i);
    await workbench.screenshot('checkpoint-6-tests');
    await workbench.decide('approve');
    await workbench.preview.locator('h1', { hasText: /threat model/i }).waitFor();
    await workbench.screenshot('report');
    for (const file of ['threat-model-report.md', 'threat-model-data.json', 'threat-model.sarif'])
      expect(existsSync(join(session(), 'final-report', file)), file).toBe(true);
    const { threats } = JSON.parse(readFileSync(join(session(), 'final-report/threat-model-data.json'), 'utf8')) as {
      threats: unknown[];
    };
    expect(threats.length).toBeGreaterThan(0);
  });

  it('lists the findings, says what a filter hides, and leads to the line', async () => {
    await workbench.view('Findings').locator('.pane-header').click();
    await workbench
      .treeRows('Findings')
      .filter({ hasText: 'eval' })
      .or(workbench.treeRows('Findings').first())
      .first()
      .waitFor();
    await workbench.runCommand('Threatline: Filter Findings');
    await workbench.quickPickRows.filter({ hasText: 'Low' }).first().click();
    await workbench.page.keyboard.press('Enter');
    await workbench
      .view('Findings')
      .getByText(/hidden by the filter: low/)
      .waitFor();
    await workbench.screenshot('findings-filtered');
    await workbench.runCommand('Threatline: Clear Filter');
  });

  it('follows edits, turns stale with the line, and never points at another', async () => {
    await workbench.goToProblem('eval', 28);
    await workbench.page.keyboard.press('Control+1');
    await workbench.page.keyboard.press('Control+Home');
    await workbench.page.keyboard.type('// one line more\n');
    await workbench.problems('Ln 29,').first().waitFor();
    await workbench.page.keyboard.press('Control+g');
    await workbench.enterText(':29');
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.type(' // touched');
    await workbench.problems('eval').waitFor({ state: 'hidden' });
    await workbench.screenshot('stale-line');
    for (const _ of ' // touched') await workbench.page.keyboard.press('Backspace');
    await workbench.problems('Ln 29,').first().waitFor();
  });

  it('can be read in every theme', async () => {
    for (const theme of Object.keys(THEMES) as Theme[]) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`done-${theme}`);
    }
    await workbench.setTheme('light');
  });

  it('asks no other host for anything', () => {
    expect(workbench.refusedHosts).toEqual([]);
  });
});
