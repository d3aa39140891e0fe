// Pictures of the checkpoint panel: `node test/webview/gallery/gallery.mts` serves every screen with fake data;
// with `--shoot DIR` it takes screenshots in all four theme kinds, narrow and wide, and ends. Fails when a screen scrolls sideways or breaks the content security policy.
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { openBrowser } from '../../vscode/browser.mts';

const HERE = import.meta.dirname;
/** What the editor sends with the panel: no inline script, no inline style. */
const POLICY = "default-src 'none'; script-src 'nonce-gallery'; style-src 'self' 'nonce-gallery'; font-src 'self'; img-src 'self'";
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** What fits on one picture. */
const SHEETS = {
  run: 'idle,idle-untrusted,no-folder,running,finished,stopped,failed',
  business: 'business,business-errors',
  mapping: 'mapping,mapping-edited',
  controls: 'batch,batch-revert,controls',
  threats: 'threats,threats-revise,tests,hostile',
};

async function bundle(): Promise<Map<string, string>> {
  const entries = { panel: join(HERE, '../../../webview/main.ts'), frame: join(HERE, 'frame.ts'), gallery: join(HERE, 'gallery.ts') };
  const result = await build({ entryPoints: entries, bundle: true, write: false, outdir: '/', platform: 'browser', format: 'iife', target: 'es2022', logLevel: 'warning' });
  const files = new Map(result.outputFiles.map(({ path, text }) => [path, text]));
  for (const name of ['frame.html', 'gallery.html', 'gallery.css']) files.set(`/${name}`, readFileSync(join(HERE, name), 'utf8'));
  return files;
}

async function serve(files: Map<string, string>): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const text = files.get(path === '/' ? '/gallery.html' : path);
    const policy = path === '/frame.html' ? { 'content-security-policy': POLICY } : {};
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': `${TYPES[extname(path)] ?? 'text/html'}; charset=utf-8`, ...policy });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function sideways(page: Page): Promise<string[]> {
  const wide: string[] = [];
  for (const frame of page.frames().slice(1)) {
    const over = await frame.evaluate(() => {
      const content = document.getElementById('scroll');
      return Math.max(document.documentElement.scrollWidth - innerWidth, content ? content.scrollWidth - content.clientWidth : 0);
    });
    if (over > 0) wide.push(`${frame.url()} is ${over} px too wide`);
  }
  return wide;
}

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

const server = await serve(await bundle());
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const flag = process.argv.indexOf('--shoot');
if (flag < 0) {
  console.log(`${address}/?theme=dark&width=320`);
} else {
  const problems = await shoot(address, process.argv[flag + 1] ?? 'test-results/gallery');
  server.close();
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.size === 0 ? 0 : 1;
}
