// Pictures of the checkpoint panel: `node test/webview/gallery/gallery.mts` serves every screen with fake data;
// with `--shoot DIR` it takes screenshots in all four theme kinds, narrow and wide, and ends. Fails when a screen scrolls sideways or breaks the content security policy.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../../vscode/browser.mts';
import { openGallery, sideways } from './server.mts';

/** What fits on one picture. */
const SHEETS = {
  run: 'idle,idle-untrusted,no-folder,running,finished,stopped,failed',
  business: 'business,business-errors',
  mapping: 'mapping,mapping-edited',
  controls: 'batch,batch-revert,controls',
  threats: 'threats,threats-revise,tests,hostile',
};

async function shoot(address: string, directory: string): Promise<Set<string>> {
  mkdirSync(directory, { recursive: true });
  const { browser, context } = await openBrowser({ width: 2400, height: 1200 });
  const problems = new Set<string>();
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && problems.add(message.text()));
  page.on('pageerror', (error) => problems.add(error.message));
  for (const theme of ['dark', 'light', 'hc', 'hc-light']) {
    for (const width of theme === 'dark' ? [280, 320, 900] : [320]) {
      for (const [sheet, screens] of Object.entries(SHEETS)) {
        await page.goto(`${address}/?theme=${theme}&width=${width}&only=${screens}`);
        await page.waitForTimeout(1600);
        await page.screenshot({ path: join(directory, `${theme}-${width}-${sheet}.png`), fullPage: true });
        for (const problem of await sideways(page)) problems.add(problem);
      }
    }
  }
  await browser.close();
  return problems;
}

const gallery = await openGallery();
const flag = process.argv.indexOf('--shoot');
if (flag < 0) {
  console.log(`${gallery.address}/?theme=dark&width=320`);
} else {
  const problems = await shoot(gallery.address, process.argv[flag + 1] ?? 'test-results/gallery');
  gallery.close();
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.size === 0 ? 0 : 1;
}
