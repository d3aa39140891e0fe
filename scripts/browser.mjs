// Finds a Chromium for the tests, or gets the system's package where that is possible without asking.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of the program on PATH, or undefined. */
export function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(executable);
}

/** An installed browser: `$CHROMIUM` when set, else the first of the usual names. */
export function findBrowser() {
  const chosen = process.env.CHROMIUM;
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`$CHROMIUM names ${chosen}, which does not exist.`);
    return chosen;
  }
  return NAMES.map(onPath).find((path) => path !== undefined) ?? MAC.find(existsSync);
}

/** An installed browser, after installing the system's package when this is a root shell on Debian or Ubuntu. */
export function ensureBrowser() {
  const present = findBrowser();
  if (present) return present;
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    console.error('Installing chromium with apt-get ...');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) spawnSync('apt-get', ['-q', ...args], { stdio: ['ignore', 2, 2], env });
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new Error('The browser tests need Chromium or Chrome. Install one (Debian: apt-get install chromium) or set CHROMIUM to its path.');
}
