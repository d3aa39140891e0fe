import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests leave the key and the cache of whoever runs them alone; `own-home.mjs` takes it away. */
const OWN_HOME = join(tmpdir(), `threatline-unit-${process.pid}`);

const ofThePrograms = {
  environment: 'node',
  globalSetup: ['test/unit/build-worker.mjs', 'test/unit/own-home.mjs'],
  env: { THREATLINE_STATE_HOME: OWN_HOME, THREATLINE_CACHE_HOME: OWN_HOME },
};

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          ...ofThePrograms,
          // Plain logic, which keeps nothing: half of the time would go into loading the same modules for every file.
          isolate: false,
        },
      },
      {
        extends: true,
        // What starts processes and threads, runs the whole program or repeats much.
        test: { name: 'processes', include: ['test/processes/**/*.test.ts'], ...ofThePrograms },
      },
      {
        extends: true,
        test: { name: 'webview', include: ['test/webview/**/*.test.ts'], environment: 'jsdom' },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      },
    ],
    exclude: ['**/node_modules/**', 'test/fixtures/**', 'test/cases/*/**'],
    // A net against hanging, not a measure: a busy machine is ten times slower.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 300_000 } },
    // The analysis starts worker threads of its own; more test processes than cores only adds waiting.
    maxWorkers: 2,
  },
});
