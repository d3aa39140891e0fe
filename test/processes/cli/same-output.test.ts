import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main';
import type { Terminal } from '../../../src/cli/terminal';

const SAMPLE = join(import.meta.dirname, '../../fixtures/sample');
const REPORTS = ['threat-model-report.md', 'threat-model-data.json', 'threat-model.sarif'];
const roots: string[] = [];
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true, force: true })));

const quiet: Terminal = {
  out: () => undefined,
  err: () => undefined,
  json: () => undefined,
  onInterrupt: () => () => undefined,
  interrupt: () => undefined,
};

/** The report of a run, without its times. */
async function reportOf(pool: string): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'threatline-same-'));
  roots.push(root);
  expect(
    await main(['node', 'threatline', 'run', SAMPLE, '--yes', '--pool', pool, '--session-root', root], quiet),
  ).toBe(0);
  const [session = ''] = readdirSync(root).filter((name) => /^\d{8}-/.test(name));
  const timeless = (text: string): string =>
    text.replace(/\d{8}-\d{6}/g, 'SESSION').replace(/\d{4}-\d\d-\d\d(T[\d:]+Z)?/g, 'TIME');
  return REPORTS.map((file) => timeless(readFileSync(join(root, session, 'final-report', file), 'utf8')));
}

describe('the same folder', () => {
  it('gives the same report, byte for byte but for times, whatever the pool size', async () => {
    const [alone, four, again] = [await reportOf('1'), await reportOf('4'), await reportOf('4')];
    expect(four).toEqual(alone);
    expect(again).toEqual(alone);
    expect(alone.join()).toContain('THREAT-001');
    // Three whole runs.
  }, 300_000);
});
