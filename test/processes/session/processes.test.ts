import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWriter } from '../../soak/child';
import { RACES, runRace } from '../../soak/races';

// Stopping a process and letting it go on needs POSIX signals.
describe.skipIf(process.platform === 'win32')('several processes at one session', () => {
  let folder: string;
  let program: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'threatline-races-'));
    program = await buildWriter(folder);
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Object.entries(RACES))(
    '%s',
    async (name, race) => {
      expect(await runRace(race, program, join(folder, name.replaceAll(/\W/g, '-')))).toEqual([]);
    },
    300_000,
  );
});
