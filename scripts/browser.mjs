// Finds a Chromium for the tests, or gets the system's package.
import { existsSync } from 'node:fs';
import { onPath, tryAptInstall } from './system.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** An installed browser: `$CHROMIUM` when set, else the first of the usual names; undefined when there is none. */
export function findBrowser() {
  const chosen = process.env.CHROMIUM;
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`$CHROMIUM names ${chosen}, which does not exist.`);
    return chosen;
  }
  return (
    NAMES.map(onPath).find((path) => path !== undefined) ??
    (process.platform === 'darwin' ? MAC.find(existsSync) : undefined)
  );
}

/** An installed browser, after trying to install one when there is none. */
export function ensureBrowser() {
  const present = findBrowser();
  if (present) return present;
  tryAptInstall(['chromium']);
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error(
    'The browser tests need Chromium or Chrome. Install one (Debian: apt-get install chromium) or set CHROMIUM to its path.',
  );
}
