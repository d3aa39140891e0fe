// A few programs of each framework as a stage of `npm test`.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './node.mjs';
import { pythonFrameworks } from './python-frameworks.mjs';

const EACH = '4';

/** Resolves to how many programs are told as they answer. Where nobody looks, frameworks that are missing are a failure. */
export async function conformance() {
  const summary = join(ROOT, 'test-results/conformance.json');
  rmSync(summary, { force: true });
  const { reason } = pythonFrameworks();
  const args = [join(ROOT, 'scripts/conformance.mjs'), '--seed', '1', '--count', EACH, '--summary', summary];
  const code = await new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', fail);
    child.on('exit', done);
  });
  const counts = existsSync(summary) ? JSON.parse(readFileSync(summary, 'utf8')) : { passed: 0, failed: 0 };
  const crashed = code !== 0 && counts.failed === 0;
  const missing = reason !== undefined && process.env.CI !== undefined;
  return { passed: counts.passed, failed: counts.failed + Number(crashed) + Number(missing) };
}
