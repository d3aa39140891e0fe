import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Limits, type Place, runGit } from '../../../../src/pipeline/git/run-git';
import { RunError } from '../../../../src/session/run-error';
import { makeWorkspace } from '../../../unit/pipeline/support/workspace';

const WIDE: Limits = { output: 1024 * 1024, time: 60_000 };
let workspace: ReturnType<typeof makeWorkspace>;
beforeEach(() => (workspace = makeWorkspace({ 'a.js': 'x' })));
afterEach(() => workspace.remove());

/** A program in the place of git. */
function standIn(script: string): Place {
  const binary = join(workspace.folder, 'tools', 'git');
  mkdirSync(join(workspace.folder, 'tools'));
  mkdirSync(join(workspace.folder, 'shadow'));
  writeFileSync(binary, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return {
    binary,
    folder: join(workspace.folder, 'analysed'),
    shadow: join(workspace.folder, 'shadow'),
    objects: '/objects',
  };
}

const messageOf = (work: Promise<string>): Promise<string> =>
  work.then(
    () => 'it ended',
    (error: unknown) => (error instanceof RunError && error.code === 'git-refused' ? error.message : String(error)),
  );

describe.skipIf(process.platform === 'win32')('git', { timeout: 600_000 }, () => {
  it('is stopped when it says more than anybody will read', async () => {
    expect(
      await messageOf(runGit(standIn('while :; do echo 0123456789012345678901234567890123456789; done'), ['x'], WIDE)),
    ).toContain('more than');
  });

  it('is stopped when it does not come to an end', async () => {
    expect(await messageOf(runGit(standIn('exec sleep 600'), ['x'], { ...WIDE, time: 50 }))).toContain(
      'did not come to an end',
    );
  });

  it('is not waited for when it does not listen, either', async () => {
    expect(await messageOf(runGit(standIn("trap '' INT; exec sleep 3"), ['x'], { ...WIDE, time: 50 }))).toContain(
      'did not come to an end',
    );
  });

  it('is refused when it fails', async () => {
    expect(await messageOf(runGit(standIn('echo broken >&2; exit 128'), ['x'], WIDE))).toContain('could not compare');
  });

  it('gets an environment made from nothing', async () => {
    const place = standIn('env; pwd');
    const lines = (await runGit(place, ['x'], WIDE)).trim().split('\n');
    const names = lines.filter((line) => line.includes('=')).map((line) => line.split('=')[0] ?? '');
    const usual = ['PWD', 'OLDPWD', 'SHLVL', '_', 'TEMP', 'TMP', 'TMPDIR', 'PATH', 'HOME', 'XDG_CONFIG_HOME', 'LC_ALL'];
    expect(names.filter((name) => !name.startsWith('GIT_') && !usual.includes(name))).toEqual([]);
    expect(lines).toContain(`HOME=${place.shadow}`);
    expect(lines).toContain('GIT_OBJECT_DIRECTORY=/objects');
    expect(lines.at(-1)).toBe(place.shadow);
  });
});
