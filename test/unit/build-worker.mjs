// vitest's global setup: the analysis tests start real worker threads, which run the bundled dist/worker.js.
import { buildWorker } from '../../scripts/build.mjs';

export async function setup() {
  await buildWorker();
}
