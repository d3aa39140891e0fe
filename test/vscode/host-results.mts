// Reads what the suite wrote inside VS Code. No file or no passing test is a failure, whatever the exit code said.
import { existsSync, readFileSync } from 'node:fs';
import type { HostSuite } from './host-build.mts';

interface TestResult {
  title: string;
  state: 'passed' | 'failed' | 'skipped';
  error?: string;
}

export interface Counts {
  passed: number;
  failed: number;
}

/** Prints the results of a suite and counts them; `exit` is what VS Code reported, `timeout` when it did not. */
export function reportSuite(suite: HostSuite, exit: number | 'timeout'): Counts {
  const tests = existsSync(suite.resultsFile)
    ? (JSON.parse(readFileSync(suite.resultsFile, 'utf8')) as TestResult[])
    : [];
  for (const { state, title, error } of tests) {
    console.log(
      `  ${state === 'passed' ? 'ok' : state} - ${suite.name}: ${title}${error === undefined ? '' : `\n${error}`}`,
    );
  }
  const counts = {
    passed: tests.filter(({ state }) => state === 'passed').length,
    failed: tests.filter(({ state }) => state === 'failed').length,
  };
  if (counts.passed + counts.failed > 0 && (exit === 0 || counts.failed > 0)) return counts;
  console.log(`  failed - ${suite.name}: the suite did not run to its end (VS Code: ${String(exit)})`);
  return { ...counts, failed: counts.failed + 1 };
}
