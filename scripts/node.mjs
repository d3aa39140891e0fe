// Which Node runs the project's tools. The extension runs on whatever its host brings; vitest, jsdom and vsce need a
// newer one than some systems have, so the npm package `node` is a development dependency. Its install script does
// not run under `npm ci --ignore-scripts` (nor under npm 11 at all), which is why it is started by hand here.
// Built-ins only: this file runs on Node 20.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PACKAGE = join(ROOT, 'node_modules/node');
const BUNDLED = join(PACKAGE, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Lowest versions the tools accept, per release line (jsdom asks for the most). */
const ACCEPTED = [
  [22, 22, 2],
  [24, 15, 0],
];

/** Whether the tools run on this Node version, such as `24.21.0`. */
export function isNewEnough(version) {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major >= 26) return true;
  const line = ACCEPTED.find(([lineMajor]) => lineMajor === major);
  if (line === undefined) return false;
  return minor > line[1] || (minor === line[1] && patch >= line[2]);
}

/** Path of a Node that can run the tools: the running one, else the one that came with the dependencies. */
export function ensureNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  if (!existsSync(BUNDLED)) {
    console.error('Unpacking Node for the tools ...');
    const done = spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
      cwd: PACKAGE,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (done.status !== 0 || !existsSync(BUNDLED)) {
      throw new Error(
        `Node ${process.versions.node} is too old for the tools and the npm package "node" could not be unpacked. Install Node 24 and try again.`,
      );
    }
  }
  return BUNDLED;
}
