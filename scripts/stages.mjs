// What `npm test` runs, in order. Each stage resolves to how many tests passed and failed.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './build.mjs';
import { ROOT } from './node.mjs';
import { packageExtension } from './package.mjs';
import { checkSchemas } from './schemas.mjs';

const BIN = {
  eslint: 'node_modules/eslint/bin/eslint.js',
  tsc: 'node_modules/typescript/bin/tsc',
  vitest: 'node_modules/vitest/vitest.mjs',
};

/** Runs one of the installed tools on this Node and resolves to its exit code. */
function tool(name, args) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(ROOT, BIN[name]), ...args], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', fail);
    child.on('exit', (code) => done(code ?? 1));
  });
}

const asOneTest = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

async function vitest(project) {
  const report = join(ROOT, `test-results/${project}.json`);
  rmSync(report, { force: true });
  mkdirSync(join(ROOT, 'test-results'), { recursive: true });
  const code = await tool('vitest', ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = counts;
  // A file that does not load or an error outside every test fails the run without failing a test.
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

async function types() {
  const codes = [await tool('tsc', ['-p', 'tsconfig.json']), await tool('tsc', ['-p', 'tsconfig.src.json'])];
  return asOneTest(codes.every((code) => code === 0));
}

async function host() {
  await buildAll();
  const { runHost } = await import('../test/vscode/run-host.mts');
  return runHost();
}

/** The tests install the package, so they make it first; the rig and the browser come with it on a new machine. */
async function e2e() {
  await packageExtension();
  const { ensureRig } = await import('../test/vscode/install.mts');
  const { ensureBrowser } = await import('./browser.mjs');
  ensureRig();
  ensureBrowser();
  return vitest('e2e');
}

export const STAGES = [
  { name: 'lint', run: async () => asOneTest((await tool('eslint', ['.'])) === 0) },
  { name: 'types', run: types },
  { name: 'schemas', run: async () => asOneTest(await checkSchemas()) },
  { name: 'unit', run: () => vitest('unit') },
  { name: 'webview', run: () => vitest('webview') },
  { name: 'host', run: host },
  { name: 'package', run: async () => asOneTest(await packageExtension()) },
  { name: 'e2e', run: e2e },
];
