// Plays a user of VS Code: everything here goes through what is on the screen, and waits for it instead of sleeping.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { ROOT } from '../../scripts/node.mjs';
import { VSIX } from '../../scripts/package.mjs';
import { type OpenBrowser, openBrowser } from '../vscode/browser.mts';
import { copySample } from '../vscode/host-build.mts';
import { type Server, startServer, workbenchUrl } from '../vscode/server.mts';

const SCREENSHOTS = join(ROOT, 'test-results/screenshots');

/** The themes a view has to be readable in: name in the theme picker, class on the window. */
export const THEMES = {
  light: { label: 'Light Modern', kind: 'vs' },
  dark: { label: 'Dark Modern', kind: 'vs-dark' },
  'high-contrast': { label: 'Dark High Contrast', kind: 'hc-black' },
  'high-contrast-light': { label: 'Light High Contrast', kind: 'hc-light' },
} as const;
export type Theme = keyof typeof THEMES;

export interface OpenOptions {
  /** Folder or `.code-workspace` file; `sample` is a fresh copy of the sample application, null an empty window. */
  folder?: string | null;
  /** Workspace trust: with true the folder opens in Restricted Mode. Off by default, which trusts every folder. */
  trust?: boolean;
  settings?: Record<string, unknown>;
  env?: NodeJS.ProcessEnv;
  /** Install the packaged extension (default true). */
  extension?: boolean;
}

export class Workbench {
  private constructor(
    readonly page: Page,
    readonly server: Server,
    /** What is open, or undefined in an empty window. */
    readonly folder: string | undefined,
    private readonly browser: OpenBrowser,
  ) {}

  /** Starts VS Code with the packaged extension installed and opens its window in a browser. */
  static async open(options: OpenOptions = {}): Promise<Workbench> {
    const server = await startServer({
      vsix: options.extension === false ? [] : [VSIX],
      trust: options.trust ?? false,
      ...(options.settings ? { settings: options.settings } : {}),
      ...(options.env ? { env: options.env } : {}),
    });
    const folder = Workbench.prepareFolder(options.folder === undefined ? 'sample' : options.folder, server.base);
    const browser = await openBrowser();
    const page = await browser.context.newPage();
    page.setDefaultTimeout(120_000);
    const workbench = new Workbench(page, server, folder, browser);
    await page.goto(workbenchUrl(server, folder === undefined ? {} : { folder }));
    await workbench.ready();
    return workbench;
  }

  /** The sample's copy lies with the server's data and goes with it. */
  private static prepareFolder(folder: string | null, base: string): string | undefined {
    if (folder === null) return undefined;
    if (folder !== 'sample') return folder;
    copySample(join(base, 'sample'));
    return join(base, 'sample');
  }

  /** Hosts the window asked for and was refused: an offline extension leaves this empty. */
  get refusedHosts(): string[] {
    return [...this.browser.refused].sort();
  }

  async close(): Promise<void> {
    await this.browser.browser.close();
    await this.server.stop();
  }

  /** Waits until the window is there and its extension host has answered (the remote indicator shows in the status bar). */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
    await this.page.locator('.activitybar .action-item').first().waitFor();
  }

  /** Reloads the window, as Developer: Reload Window does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** A second window on the same server and folder. */
  async secondWindow(): Promise<Page> {
    const page = await this.browser.context.newPage();
    await page.goto(this.page.url());
    await page.locator('.monaco-workbench .part.statusbar').waitFor();
    return page;
  }

  // --- Commands and quick picks ---

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** Opens the palette and types; the entries that match are then in `quickPickRows`. */
  async openPalette(text = ''): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput.locator('input').first().fill(`>${text}`);
  }

  get quickPickRows(): Locator {
    return this.quickInput.locator('.quick-input-list .monaco-list-row');
  }

  /** Opens the palette until it offers the command: a window that just opened may not know it yet. */
  async findCommand(title: string): Promise<Locator> {
    const row = this.quickPickRows.filter({ hasText: title }).first();
    for (let tries = 0; tries < 40; tries += 1) {
      await this.openPalette(title);
      const known = await row.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
      if (known) return row;
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`The palette has no command "${title}"`);
  }

  /** Runs a command by its full title, such as `Threatline: Start Threat Model`. */
  async runCommand(title: string): Promise<void> {
    await (await this.findCommand(title)).click();
  }

  /** Start Threat Model and Enter three times. */
  async startWithDefaults(): Promise<void> {
    await this.runCommand('Threatline: Start Threat Model');
    for (const title of ['Scope', 'Methodology', 'CVSS']) {
      await this.waitForQuickInput(title);
      await this.pick();
    }
  }

  /** Waits for a quick pick or input box whose title or placeholder contains the text. */
  async waitForQuickInput(text: string): Promise<void> {
    const titled = this.quickInput.locator('.quick-input-title', { hasText: text });
    await titled
      .or(this.quickInput.locator(`input[placeholder*=${JSON.stringify(text)}]`))
      .first()
      .waitFor();
  }

  /** Chooses an entry of the open quick pick; without a label the one that is focused, as Enter does. */
  async pick(label?: string): Promise<void> {
    if (label === undefined) {
      await this.quickPickRows.first().waitFor();
      await this.page.keyboard.press('Enter');
    } else {
      await this.quickPickRows.filter({ hasText: label }).first().click();
    }
  }

  /** Fills the open input box and accepts it. */
  async enterText(text: string): Promise<void> {
    await this.quickInput.locator('input').first().fill(text);
    await this.page.keyboard.press('Enter');
  }

  // --- Views ---

  /** Opens a view container by the name in the activity bar. A click hides one that is open, as a window that is being restored may find out late. */
  async openContainer(name: string): Promise<void> {
    const icon = this.page.locator(`.activitybar .action-item a[aria-label^=${JSON.stringify(name)}]`);
    const title = this.page.locator('.part.sidebar .composite.title', { hasText: name });
    await icon.waitFor();
    for (let tries = 0; tries < 40; tries += 1) {
      const shown = await title.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
      if (shown) return;
      await icon.click();
    }
    await title.waitFor();
  }

  /** The pane of a view, header included. */
  view(name: string): Locator {
    return this.page.locator('.pane', { has: this.page.locator('.pane-header', { hasText: name }) });
  }

  /** Rows of a tree view, top to bottom. */
  treeRows(view: string): Locator {
    return this.view(view).locator('.monaco-list-row');
  }

  async treeTexts(view: string): Promise<string[]> {
    return (await this.treeRows(view).allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  }

  /** Opens a row's folded children. */
  async expand(view: string, row: string): Promise<void> {
    const item = this.treeRows(view).filter({ hasText: row }).first();
    if ((await item.getAttribute('aria-expanded')) === 'false') await item.locator('.monaco-tl-twistie').click();
  }

  /** Presses one of the buttons a row shows while the pointer is on it. */
  async rowAction(view: string, row: string, action: string): Promise<void> {
    const item = this.treeRows(view).filter({ hasText: row }).first();
    await item.hover();
    await item.locator(`.action-label[aria-label^=${JSON.stringify(action)}]`).click();
  }

  /** The document of the Checkpoint view. */
  get panel(): FrameLocator {
    return this.page
      .frameLocator('iframe.webview.ready[src*="extensionId=threatline"]')
      .frameLocator('iframe#active-frame');
  }

  /** The rendered Markdown that is shown: the report, or the page of a finding. */
  get preview(): FrameLocator {
    return this.page
      .frameLocator('iframe.webview.ready[src*="extensionId=vscode.markdown"]')
      .frameLocator('iframe#active-frame');
  }

  /** Waits for the panel to show a screen by its heading, and for the decision buttons below it. */
  async waitForCheckpoint(title: string | RegExp): Promise<void> {
    await this.panel.locator('#screen-title', { hasText: title }).waitFor();
    await this.panel.locator('vscode-button#approve, vscode-button#continue').first().waitFor();
  }

  /** Presses a decision of the panel by its id. */
  async decide(id: string): Promise<void> {
    await this.panel.locator(`vscode-button#${id}:not([disabled])`).click();
  }

  /** Presses a decision until the next checkpoint is there: a window that just closed may still hold the session, and then the panel says so. */
  async decideUntil(id: string, title: RegExp): Promise<void> {
    const next = this.panel.locator('#screen-title', { hasText: title });
    for (let tries = 0; tries < 20; tries += 1) {
      await this.decide(id);
      const there = await next.waitFor({ timeout: 10_000 }).then(
        () => true,
        () => false,
      );
      if (there) return;
    }
    throw new Error(`The checkpoint ${title} did not come`);
  }

  /** Presses a decision and waits for the next checkpoint, whichever it is; resolves to its heading. */
  async decideAndGoOn(id: string): Promise<string> {
    const title = this.panel.locator('#screen-title');
    const before = await title.innerText();
    await this.decide(id);
    await this.panel.locator('#screen-title', { hasNotText: before }).waitFor();
    await this.panel.locator('vscode-button#approve, vscode-button#continue').first().waitFor();
    return title.innerText();
  }

  /** Makes the side bar as wide as someone does who works in the panel. */
  async widenSideBar(by: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (!box) throw new Error('There is no side bar');
    await this.page.mouse.move(box.x + box.width, box.y + box.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + box.width + by, box.y + box.height / 2, { steps: 5 });
    await this.page.mouse.up();
  }

  /** Opens a file of the folder by its name and waits for the editor. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+KeyP');
    await this.quickInput.locator('input').first().fill(name);
    await this.quickPickRows.filter({ hasText: name }).first().click();
    await this.page.locator(`.tabs-container .tab[data-resource-name=${JSON.stringify(name)}]`).waitFor();
  }

  // --- Problems, editors, notifications ---

  async openProblems(): Promise<void> {
    if (!(await this.page.locator('.markers-panel').isVisible()))
      await this.runCommand('Problems: Focus on Problems View');
    await this.page.locator('.markers-panel').waitFor();
  }

  problems(text?: string): Locator {
    const rows = this.page.locator('.markers-panel .monaco-list-row:has(.marker-icon)');
    return text === undefined ? rows : rows.filter({ hasText: text });
  }

  /** Shows only the problems that hold the text; rows out of sight are not there to be clicked. */
  async filterProblems(text: string): Promise<void> {
    await this.openProblems();
    await this.page.locator('.panel input[placeholder^="Filter"]').fill(text);
  }

  /** Clicks a problem and waits until the cursor is on the line. */
  async goToProblem(text: string, line: number): Promise<void> {
    await this.problems(text).first().click();
    await this.page.locator('.statusbar', { hasText: `Ln ${String(line)},` }).waitFor();
  }

  notification(text: string): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text });
  }

  /** A modal dialog. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** Trusts the open folder, as a user does who sees Restricted Mode in the status bar. */
  async grantTrust(): Promise<void> {
    await this.runCommand('Workspaces: Manage Workspace Trust');
    await this.page.locator('.workspace-trust-editor .monaco-button', { hasText: 'Trust' }).first().click();
    await this.statusBar.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ state: 'hidden' });
  }

  get statusBar(): Locator {
    return this.page.locator('.statusbar');
  }

  // --- Settings, themes, pictures ---

  /** Changes user settings and reloads the window: a served workbench does not notice that the file changed. */
  async setSettings(settings: Record<string, unknown>): Promise<void> {
    const file = join(this.server.userData, 'User/settings.json');
    const present = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...present, ...settings }, null, 1));
    await this.reload();
  }

  async setTheme(theme: Theme): Promise<void> {
    const { label, kind } = THEMES[theme];
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.locator('input').first().fill(label);
    await this.quickPickRows.filter({ hasText: label }).first().click();
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
    await this.quickInput.waitFor({ state: 'hidden' });
  }

  /** Keeps a picture of the window in test-results/screenshots. */
  async screenshot(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
  }
}
