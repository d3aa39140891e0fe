// Runs the extension-host tests in the browser build of VS Code: `run-host.mts [workspace ...]`. VERBOSE=1 shows the host's log.
import { rmSync } from 'node:fs';
import type { BrowserContext } from 'playwright-core';
import { ROOT } from '../../scripts/node.mjs';
import { openBrowser } from './browser.mts';
import { buildHostSuites, type HostSuite } from './host-build.mts';
import { type Counts, reportSuite } from './host-results.mts';
import { ensureRig } from './install.mts';
import { startServer, type Server, workbenchUrl } from './server.mts';

/** A net against hanging, for a suite. */
const LIMIT_MS = Number(process.env.HOST_LIMIT_MS ?? 900_000);
const VERBOSE = process.env.VERBOSE !== undefined;

/** Opens the workbench with the suite as its tests and waits for the exit code that VS Code hands to the page. */
async function runSuite(server: Server, context: BrowserContext, suite: HostSuite): Promise<number | 'timeout'> {
  const page = await context.newPage();
  try {
    const exit = Promise.withResolvers<number>();
    await page.exposeFunction('codeAutomationExit', (code: number) => exit.resolve(code));
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
      if (VERBOSE) console.log('   ', ...args);
    });
    const timer = setTimeout(() => exit.reject(new Error('timeout')), LIMIT_MS);
    await page.goto(
      workbenchUrl(server, {
        extensions: [ROOT],
        tests: suite.tests,
        ...(suite.folder === undefined ? {} : { folder: suite.folder }),
      }),
    );
    const code = await exit.promise.catch(() => 'timeout' as const);
    clearTimeout(timer);
    if (code === 'timeout') console.log(server.log());
    return code;
  } finally {
    await page.close();
  }
}

/** All suites, each on a server of its own, so that no state of one reaches the next. */
export async function runHost(only: string[] = []): Promise<Counts> {
  ensureRig();
  const total = { passed: 0, failed: 0 };
  const { browser, context } = await openBrowser();
  try {
    for (const suite of await buildHostSuites(only)) {
      const server = await startServer({ testMode: true });
      const counts = reportSuite(suite, await runSuite(server, context, suite).finally(() => server.stop()));
      rmSync(suite.temporary, { recursive: true, force: true });
      total.passed += counts.passed;
      total.failed += counts.failed;
    }
  } finally {
    await browser.close();
  }
  return total;
}

if (import.meta.main) {
  const { passed, failed } = await runHost(process.argv.slice(2));
  console.log(`${String(passed)} passed, ${String(failed)} failed`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
}
