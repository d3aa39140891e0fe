import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureBrowser, findBrowser } from '../../../scripts/browser.mjs';

let folder = '';
function program(name: string, text = '#!/bin/sh\n'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

describe('finding a browser', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'browser-'));
    vi.stubEnv('PATH', folder);
    vi.stubEnv('CHROMIUM', '');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes the one that is there, and the one that is named first', () => {
    const chrome = program('google-chrome');
    expect(ensureBrowser()).toBe(chrome);
    const chosen = program('my-browser');
    vi.stubEnv('CHROMIUM', chosen);
    expect(ensureBrowser()).toBe(chosen);
  });

  it('says so when the named one does not exist', () => {
    vi.stubEnv('CHROMIUM', join(folder, 'gone'));
    expect(() => findBrowser()).toThrow('gone, which does not exist');
  });

  it('says how to get one when there is none', () => {
    expect(() => ensureBrowser()).toThrow('Install one (Debian: apt-get install chromium) or set CHROMIUM');
  });

  it.runIf(process.getuid?.() === 0)('installs the system package in a root shell', () => {
    vi.spyOn(console, 'error').mockReturnValue();
    program(
      'apt-get',
      `#!/bin/sh\nif [ "$2" = install ]; then echo "#!/bin/sh" > ${folder}/chromium; /bin/chmod 755 ${folder}/chromium; fi\n`,
    );
    expect(ensureBrowser()).toBe(join(folder, 'chromium'));
  });
});
