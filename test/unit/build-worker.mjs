// vitest's global setup: tests start real worker threads and real processes, which run the bundled dist/worker.js and dist/cli.js.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPrograms } from '../../scripts/build.mjs';
import { ROOT } from '../../scripts/node.mjs';

export async function setup() {
  try {
    await buildPrograms();
  } catch (error) {
    // Tests that need no worker can still run; those that do must not pass on an old one.
    for (const name of ['worker.js', 'cli.js']) rmSync(join(ROOT, 'dist', name), { force: true });
    console.error(
      `dist/worker.js and dist/cli.js could not be built: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
