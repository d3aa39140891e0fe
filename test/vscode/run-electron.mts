// Runs the same extension-host tests in the desktop build, which @vscode/test-electron downloads: `run-electron.mts [workspace ...]`.
// For machines that can download it; VSCODE_VERSION names a release, default stable.
import { rmSync } from 'node:fs';
import { runTests } from '@vscode/test-electron';
import { buildAll } from '../../scripts/build.mjs';
import { ROOT } from '../../scripts/node.mjs';
import { buildHostSuites, type HostSuite } from './host-build.mts';
import { reportSuite } from './host-results.mts';

async function runSuite(suite: HostSuite): Promise<number> {
  const launchArgs = [
    ...(suite.folder === undefined ? [] : [suite.folder]),
    '--disable-workspace-trust',
    '--disable-extensions',
    '--skip-welcome',
  ];
  try {
    return await runTests({
      version: process.env.VSCODE_VERSION ?? 'stable',
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: suite.tests,
      launchArgs,
    });
  } catch (error) {
    console.log(`  ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

await buildAll();
let passed = 0;
let failed = 0;
for (const suite of await buildHostSuites(process.argv.slice(2))) {
  const counts = reportSuite(suite, await runSuite(suite));
  rmSync(suite.temporary, { recursive: true, force: true });
  passed += counts.passed;
  failed += counts.failed;
}
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
