// Installs the pinned Python frameworks that programs of test/conformance are started under, into a place of their own.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './node.mjs';

const REQUIREMENTS = join(ROOT, 'test/conformance/requirements.txt');
const MINUTES = 10;

const run = (command, args) =>
  spawnSync(command, args, { encoding: 'utf8', timeout: MINUTES * 60_000, stdio: ['ignore', 'pipe', 'pipe'] });

/** Made aside and then moved, so that an interrupted installation is not taken for a whole one. */
function install(place) {
  const made = `${place}.part`;
  rmSync(made, { recursive: true, force: true });
  console.log('Installing the Python frameworks ...');
  const steps = [
    ['python3', ['-m', 'venv', '--without-pip', made]],
    ['python3', ['-m', 'pip', '--python', join(made, 'bin/python'), 'install', '-q', '--no-deps', '-r', REQUIREMENTS]],
  ];
  for (const [command, args] of steps) {
    const { status, error, stderr } = run(command, args);
    if (status !== 0) return error?.message ?? (stderr.trim().split('\n').pop() || `${command} ended with ${status}`);
  }
  renameSync(made, place);
  return undefined;
}

/** `{ python }` that has the frameworks, or the `{ reason }` why there is none. */
export function pythonFrameworks() {
  if (process.platform === 'win32') return { reason: 'each program is started in a process of its own by fork' };
  const pins = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  const place = join(ROOT, `test-results/python-${pins}`);
  const reason = existsSync(place) ? undefined : install(place);
  return reason === undefined ? { python: join(place, 'bin/python') } : { reason };
}
