// A browser that may talk to the local VS Code and to nothing else.
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { ensureBrowser } from '../../scripts/browser.mjs';

export interface OpenBrowser {
  readonly browser: Browser;
  readonly context: BrowserContext;
  /** Hosts that something in the page asked for and was refused. */
  readonly refused: ReadonlySet<string>;
}

export async function openBrowser({ width = 1400, height = 900 } = {}): Promise<OpenBrowser> {
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const context = await browser.newContext({
    viewport: { width, height },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const refused = new Set<string>();
  await context.route(
    (url) => url.hostname !== '127.0.0.1',
    (route) => {
      refused.add(new URL(route.request().url()).hostname);
      return route.abort();
    },
  );
  return { browser, context, refused };
}
