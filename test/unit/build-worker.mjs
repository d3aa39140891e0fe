// vitest's global setup: the analysis tests start real worker threads, which run the bundled dist/worker.js.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildWorker } from '../../scripts/build.mjs';
import { ROOT } from '../../scripts/node.mjs';

export async function setup() {
  try {
    await buildWorker();
  } catch (error) {
    // Tests that need no worker can still run; those that do must not pass on an old one.
    rmSync(join(ROOT, 'dist/worker.js'), { force: true });
    console.error(`dist/worker.js could not be built: ${error instanceof Error ? error.message : String(error)}`);
  }
}
