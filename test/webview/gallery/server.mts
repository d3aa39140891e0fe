// Builds the panel and serves it inside a page that plays VS Code, under the content security policy of the real one.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';

const HERE = import.meta.dirname;
/** What the editor sends with the panel: no inline script, no inline style. */
const POLICY =
  "default-src 'none'; script-src 'nonce-gallery'; style-src 'self' 'nonce-gallery'; font-src 'self'; img-src 'self'";

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

async function bundle(): Promise<Map<string, string>> {
  const entries = {
    panel: join(HERE, '../../../webview/main.ts'),
    frame: join(HERE, 'frame.ts'),
    gallery: join(HERE, 'gallery.ts'),
  };
  const result = await build({
    entryPoints: entries,
    bundle: true,
    write: false,
    outdir: '/',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
  });
  const files = new Map(result.outputFiles.map(({ path, text }) => [path, text]));
  for (const name of ['frame.html', 'gallery.html', 'gallery.css'])
    files.set(`/${name}`, readFileSync(join(HERE, name), 'utf8'));
  return files;
}

export interface Gallery {
  address: string;
  close: () => void;
}

export async function openGallery(): Promise<Gallery> {
  const files = await bundle();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const text = files.get(path === '/' ? '/gallery.html' : path);
    const policy = path === '/frame.html' ? { 'content-security-policy': POLICY } : {};
    response.writeHead(text === undefined ? 404 : 200, {
      'content-type': `${TYPES[extname(path)] ?? 'text/html'}; charset=utf-8`,
      ...policy,
    });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** The screens of this gallery page that are wider than their place. */
export async function sideways(page: Page): Promise<string[]> {
  const wide: string[] = [];
  for (const frame of page.frames().slice(1)) {
    const over = await frame.evaluate(() => {
      const content = document.getElementById('scroll');
      return Math.max(
        document.documentElement.scrollWidth - innerWidth,
        content ? content.scrollWidth - content.clientWidth : 0,
      );
    });
    if (over > 0) wide.push(`${frame.url()} is ${over} px too wide`);
  }
  return wide;
}
