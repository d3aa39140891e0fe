import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reportFailure } from '../../../src/cli/failure';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'threatline-failure-'));
  for (const name of ['XDG_STATE_HOME', 'LOCALAPPDATA', 'HOME']) vi.stubEnv(name, home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

describe('the log of an unexpected failure', () => {
  it('holds no secret', async () => {
    await reportFailure(new Error('cannot reach postgres://shop:Tr0ub4dor-9x@db/shop'), {
      out: () => undefined,
      json: () => undefined,
      err: () => undefined,
      onInterrupt: () => () => undefined,
      interrupt: () => undefined,
    });
    const log =
      readdirSync(home, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('last-failure.log')) ?? '';
    expect(readFileSync(join(home, log), 'utf8')).toContain('postgres://shop:[redacted]@db/shop');
  });
});
