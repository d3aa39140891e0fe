// Installs the dependencies when package-lock.json asks for something that is not there.
// Built-ins only: runs before any install.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './node.mjs';

/**
 * What the lock file wants and `node_modules` lacks. npm writes `node_modules/.package-lock.json`
 * last, so an interrupted install has none, and someone's `npm install` of one more package leaves it
 * right: no stamp of our own to go stale.
 */
export function missingPackages(root) {
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const recordFile = join(root, 'node_modules/.package-lock.json');
  const present = existsSync(recordFile) ? JSON.parse(readFileSync(recordFile, 'utf8')).packages : {};
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== '' && !entry.optional && present[path]?.version !== entry.version)
    .map(([path]) => path);
}

/** Runs `npm ci` without install scripts, only when needed. */
export function ensureDependencies() {
  const missing = missingPackages(ROOT);
  if (missing.length === 0) return;
  console.error(`Installing dependencies (${missing.length} missing or different) ...`);
  const npm = process.env.npm_execpath;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, ...rest] = npm ? [process.execPath, npm, ...args] : ['npm', ...args];
  const done = spawnSync(command, rest, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: !npm && process.platform === 'win32',
  });
  if (done.status !== 0) throw new Error('npm ci failed; its messages are above.');
}
