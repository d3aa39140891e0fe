// What `npm test` runs, in order. Each stage resolves to how many tests passed and failed.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './build.mjs';
import { cases } from './cases.mjs';
import { conformance } from './conformance-stage.mjs';
import { ROOT } from './node.mjs';
import { packageExtension } from './package.mjs';
import { checkSchemas } from './schemas.mjs';

const BIN = {
  eslint: 'node_modules/eslint/bin/eslint.js',
  knip: 'node_modules/knip/bin/knip.js',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  tsc: 'node_modules/typescript/bin/tsc',
  vitest: 'node_modules/vitest/vitest.mjs',
};

/** Runs one of the installed tools on this Node and resolves to its exit code. */
function tool(name, args) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(ROOT, BIN[name]), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', fail);
    child.on('exit', (code) => done(code ?? 1));
  });
}

const asOneTest = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

/** Runs the tests of one project: all of them, or those of the named files. */
async function vitest(project, files = []) {
  const report = join(ROOT, `test-results/${project}.json`);
  rmSync(report, { force: true });
  mkdirSync(join(ROOT, 'test-results'), { recursive: true });
  const code = await tool('vitest', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...files,
  ]);
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = counts;
  // A file that does not load or an error outside every test fails the run without failing a test.
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** The formatter decides on the form, one linter on what nobody uses and the other on the rest. */
async function lint() {
  const codes = [
    await tool('prettier', ['--check', '--log-level', 'warn', '.']),
    await tool('knip', ['--no-progress', '--treat-config-hints-as-errors']),
    await tool('eslint', ['.']),
  ];
  return asOneTest(codes.every((code) => code === 0));
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
async function e2e(files) {
  await packageExtension();
  const { ensureRig } = await import('../test/vscode/install.mts');
  const { ensureBrowser } = await import('./browser.mjs');
  ensureRig();
  ensureBrowser();
  return vitest('e2e', files);
}

/** A stage that takes files can be asked for the tests of some of them alone. */
export const STAGES = [
  { name: 'lint', run: lint },
  { name: 'types', run: types },
  { name: 'schemas', run: async () => asOneTest(await checkSchemas()) },
  { name: 'unit', takesFiles: true, run: (files) => vitest('unit', files) },
  { name: 'processes', takesFiles: true, run: (files) => vitest('processes', files) },
  { name: 'cases', run: () => cases() },
  { name: 'conformance', run: conformance },
  { name: 'webview', takesFiles: true, run: (files) => vitest('webview', files) },
  { name: 'host', run: host },
  { name: 'package', run: async () => asOneTest(await packageExtension()) },
  { name: 'e2e', takesFiles: true, run: e2e },
];
