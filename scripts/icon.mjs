// Renders scripts/icon.svg to media/icon.png, 128 by 128: the Marketplace takes no SVG. Run after changing the drawing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser } from './browser.mjs';
import { ROOT } from './node.mjs';

const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
await page.setContent(
  `<style>html,body{margin:0}svg{display:block}</style>${readFileSync(join(ROOT, 'scripts/icon.svg'), 'utf8')}`,
);
await page.screenshot({ path: join(ROOT, 'media/icon.png'), omitBackground: true });
await browser.close();
