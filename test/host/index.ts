// Entry of the tests that run inside VS Code's extension host: run() resolves when all passed and rejects otherwise.
// @vscode/test-electron and the browser build call it alike. The folder it is bundled into names the workspace it is for.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

interface Result {
  title: string;
  state: 'passed' | 'failed' | 'skipped';
  ms?: number;
  error?: string;
}

function runAll(mocha: Mocha, results: Result[]): Promise<number> {
  return new Promise((done, fail) => {
    try {
      const runner = mocha.run(done);
      runner.on('pass', (test) => results.push({ title: test.fullTitle(), state: 'passed', ms: test.duration ?? 0 }));
      runner.on('pending', (test) => results.push({ title: test.fullTitle(), state: 'skipped' }));
      runner.on('fail', (test, error: Error) =>
        results.push({ title: test.fullTitle(), state: 'failed', error: error.stack ?? error.message }),
      );
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 180_000,
    color: false,
    reporter: 'spec',
    ...(process.env.HOST_GREP ? { grep: process.env.HOST_GREP } : {}),
  });
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.test.js'));
  for (const file of files.sort()) mocha.addFile(join(__dirname, file));
  const results: Result[] = [];
  const failures = await runAll(mocha, results);
  // An exit code of 0 does not prove that the tests ran: a host that dies in the middle also ends with 0. This file does.
  writeFileSync(join(__dirname, 'results.json'), JSON.stringify(results, null, 1));
  if (failures > 0) throw new Error(`${String(failures)} tests failed`);
}
