// Runs one of the project's scripts with everything it needs:
// `node scripts/with-node.mjs scripts/build.mjs [arguments]`. Works on a fresh clone with an older Node: installs the
// dependencies and runs the script on a Node that is new enough.
import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { ensureNode, ROOT } from './node.mjs';

function run(node, args) {
  const env = { ...process.env, PATH: dirname(node) + delimiter + (process.env.PATH ?? '') };
  const child = spawn(node, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...env, THREATLINE_CWD: process.env.INIT_CWD ?? process.cwd() },
  });
  // The terminal sends Ctrl+C to the whole group; the child decides what to do with it
  // and this process only reports the outcome.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

try {
  ensureDependencies();
  run(ensureNode(), process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
