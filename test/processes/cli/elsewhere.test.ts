import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { threatline } from './support/terminal';
import { openSession } from '../../../src/session/open';
import { readOrigin } from '../../../src/session/origin';
import { loadKey } from '../../../src/session/session-key';

const FIXTURE = join(__dirname, '../../fixtures/sessions/0.1.0');
const COMPLETE = '20261126-215607-full-app';
const STOPPED = '20261126-215613-full-app';

let top = '';
let folder = '';
let root = '';

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'elsewhere-')));
  folder = join(top, 'shop');
  root = join(folder, '.threat-model/sessions');
  cpSync(join(FIXTURE, 'app'), folder, { recursive: true });
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const plant = (): void => cpSync(join(FIXTURE, 'sessions'), root, { recursive: true });

/** All files below a folder with their content. */
function snapshot(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => [
      join(entry.parentPath, entry.name),
      readFileSync(join(entry.parentPath, entry.name), 'base64'),
    ]),
  );
}

/** A session of this user, stopped at its first checkpoint: nobody answers. */
async function stoppedSession(...more: string[]): Promise<string> {
  const { code } = await threatline('run', folder, ...more);
  expect(code).toBe(3);
  return readdirSync(root).find((name) => /^\d{8}-/.test(name)) ?? '';
}

describe('a session of the released 0.1.0', () => {
  beforeEach(plant);

  it('is listed, marked as made elsewhere', async () => {
    const { code, out } = await threatline('sessions', folder);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`${COMPLETE}  completed .*made elsewhere`));
    expect(out).toMatch(new RegExp(`${STOPPED}  in_progress .*made elsewhere`));
    const listed = JSON.parse((await threatline('sessions', folder, '--json')).out) as { madeElsewhere: boolean }[];
    expect(listed.map(({ madeElsewhere }) => madeElsewhere)).toEqual([true, true]);
  });

  it('still shows its report and what it found, says whose it is and is not changed by that', async () => {
    const before = snapshot(folder);
    const { code, out, err } = await threatline('report', join(root, COMPLETE));
    expect(code).toBe(0);
    expect(out).toMatch(/^# /);
    expect(out).toContain('src/app.js');
    expect(err).toContain('This session was made elsewhere');
    const verified = await threatline('verify', join(root, COMPLETE));
    expect(verified).toMatchObject({ code: 0, err: expect.stringContaining('made elsewhere') as string });
    expect(snapshot(folder)).toEqual(before);
  });

  it('does not go on by itself: nothing is written before the user agrees', async () => {
    const before = snapshot(folder);
    const { code, err } = await threatline('resume', join(root, STOPPED), '--yes');
    expect(code).toBe(2);
    expect(err).toContain('made elsewhere');
    expect(err).toContain('--trust-session');
    expect(err).toContain('takes over what the session says');
    expect(snapshot(folder)).toEqual(before);
  });

  it("goes on after the user agreed, and is this user's from then on", async () => {
    const { code } = await threatline('resume', join(root, STOPPED), '--yes', '--trust-session');
    expect(code).toBe(0);
    const dir = join(root, STOPPED);
    expect(await readOrigin(dir, await loadKey())).toEqual({ made: 'here' });
    const state = await openSession(dir, undefined, await loadKey());
    expect(state).toMatchObject({ status: 'completed', run: STOPPED, folder });
    expect(state.notes.map(({ text }) => text).join('\n')).toContain('goes on because the user said so');
    expect((await threatline('sessions', folder)).out).toMatch(new RegExp(`${STOPPED}  completed(?!.*made elsewhere)`));
    expect((await threatline('verify', dir)).code).toBe(0);
  });

  it('is analysed where it lies, wherever it says it was', async () => {
    const journal = readFileSync(join(root, STOPPED, 'journal.jsonl'), 'utf8');
    expect(journal).toContain('"folder":"/srv/shop"');
    const { err } = await threatline('resume', join(root, STOPPED), '--yes', '--trust-session');
    const state = await openSession(join(root, STOPPED), undefined, await loadKey());
    expect(state.folder).toBe(folder);
    expect(state.notes.map(({ text }) => text).join('\n')).toContain(
      `recorded for /srv/shop. The code that is analysed is in ${folder}`,
    );
    expect(err).toContain(folder);
  });

  it('outside of the usual place needs to be told the folder', async () => {
    renameSync(join(root, STOPPED), join(top, 'mine'));
    const refused = await threatline('resume', join(top, 'mine'), '--yes', '--trust-session');
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('--folder') as string });
    expect((await threatline('resume', join(top, 'mine'), '--yes', '--trust-session', '--folder', folder)).code).toBe(
      0,
    );
  });

  it('below the folder of another tool is read, never written', async () => {
    const other = join(folder, '.claude/.output/threat-modeling');
    cpSync(root, other, { recursive: true });
    rmSync(join(folder, '.threat-model'), { recursive: true });
    const before = snapshot(folder);
    expect((await threatline('report', join(other, COMPLETE))).code).toBe(0);
    const { code, err } = await threatline('resume', join(other, STOPPED), '--yes', '--trust-session');
    expect(code).toBe(2);
    expect(err).toContain('It can be read, not continued.');
    expect(snapshot(folder)).toEqual(before);
  });
});

describe('a session of this user', () => {
  it('goes on without a question, and is known again', async () => {
    const name = await stoppedSession();
    expect((await threatline('sessions', folder)).out).not.toContain('made elsewhere');
    expect((await threatline('resume', join(root, name), '--yes')).code).toBe(0);
    expect(await readOrigin(join(root, name), await loadKey())).toEqual({ made: 'here' });
  });

  it('that somebody edited is foreign', async () => {
    const name = await stoppedSession();
    const path = join(root, name, 'journal.jsonl');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"methodology":"hybrid"', '"methodology":"custom"'));
    expect((await threatline('sessions', folder)).out).toContain('made elsewhere');
    expect((await threatline('resume', join(root, name), '--yes')).code).toBe(2);
  });

  it('is foreign to another user', async () => {
    const name = await stoppedSession();
    const other = await loadKey(join(top, 'other-state'));
    expect(await readOrigin(join(root, name), other)).toMatchObject({ made: 'elsewhere', because: 'not-sealed' });
  });

  const moves: [string, (dir: string) => string][] = [
    ['copied', (dir) => (cpSync(dir, `${dir}-copy`, { recursive: true }), `${dir}-copy`)],
    ['renamed', (dir) => (renameSync(dir, `${dir}-renamed`), `${dir}-renamed`)],
    ['copied to another place', (dir) => (cpSync(dir, join(top, 'copy'), { recursive: true }), join(top, 'copy'))],
    ['linked by the user', (dir) => (symlinkSync(dir, join(top, 'link'), 'junction'), join(top, 'link'))],
  ];
  it.each(moves)('%s goes on under its recorded id, to its end', async (_what, move) => {
    const name = await stoppedSession();
    const dir = move(join(root, name));
    const { code } = await threatline('resume', dir, '--yes');
    expect(code).toBe(0);
    const state = await openSession(realpathSync(dir), undefined, await loadKey());
    expect(state).toMatchObject({ run: name, status: 'completed', folder });
    expect(state.seq).toBeLessThan(1000);
  });

  it('in a copied folder is analysed there', async () => {
    const name = await stoppedSession();
    cpSync(folder, join(top, 'other'), { recursive: true });
    const dir = join(top, 'other/.threat-model/sessions', name);
    expect((await threatline('resume', dir, '--yes')).code).toBe(0);
    expect((await openSession(dir, undefined, await loadKey())).folder).toBe(join(top, 'other'));
  });
});

describe('links', () => {
  let outside = '';
  beforeEach(() => {
    outside = join(top, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'mine.txt'), 'mine');
  });
  const untouched = (): void =>
    expect(snapshot(outside)).toEqual({ [join(outside, 'mine.txt')]: Buffer.from('mine').toString('base64') });

  it.each(['.threat-model', '.threat-model/sessions'])('of %s are refused with a sentence', async (path) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    symlinkSync(outside, join(folder, path), 'junction');
    for (const command of ['run', 'sessions']) {
      const { code, err } = await threatline(command, folder, ...(command === 'run' ? ['--yes'] : []));
      expect(code).toBe(2);
      expect(err).toMatch(/is a link, and no link is followed where sessions are kept.*--session-root/s);
    }
    untouched();
  });

  it('of a session below the sessions are not opened', async () => {
    plant();
    cpSync(join(FIXTURE, 'sessions', STOPPED), join(outside, 's'), { recursive: true });
    rmSync(join(root, STOPPED), { recursive: true });
    symlinkSync(join(outside, 's'), join(root, STOPPED), 'junction');
    const before = snapshot(outside);
    expect((await threatline('sessions', folder)).out).not.toContain(STOPPED);
    expect(await threatline('resume', join(root, STOPPED), '--yes', '--trust-session')).toMatchObject({
      code: 2,
      err: expect.stringContaining('is a link') as string,
    });
    expect(snapshot(outside)).toEqual(before);
  });

  it('of folders inside a session stop the run, and what they lead to stays', async () => {
    plant();
    for (const inner of ['phase-1', 'phase-2', 'checkpoints']) {
      rmSync(join(root, STOPPED, inner), { recursive: true, force: true });
      symlinkSync(outside, join(root, STOPPED, inner), 'junction');
    }
    const { code } = await threatline('resume', join(root, STOPPED), '--yes', '--trust-session');
    expect([2, 3]).toContain(code);
    untouched();
  });

  it('as the target of an output, or on the way to it in the folder, are refused before anything is read', async () => {
    symlinkSync(join(outside, 'mine.txt'), join(folder, 'out.sarif'));
    symlinkSync(outside, join(folder, 'reports'), 'junction');
    mkdirSync(join(folder, 'plain'));
    symlinkSync(join(outside, 'mine.txt'), join(folder, 'plain/threat-model.sarif'));
    const tries = [
      ['analyze', folder, '--sarif', join(folder, 'out.sarif')],
      ['analyze', folder, '--facts', join(folder, 'reports/facts.json')],
      ['run', folder, '--yes', '--out', join(folder, 'reports')],
      ['run', folder, '--yes', '--out', join(folder, 'plain')],
    ];
    for (const args of tries) {
      const { code, err } = await threatline(...args);
      expect(code, args.join(' ')).toBe(2);
      expect(err).toContain('is a link, and nothing is written through one');
    }
    untouched();
    expect(existsSync(root)).toBe(false);
  });
});

describe('a cache beside the sessions', () => {
  it('is neither read, written nor deleted', async () => {
    mkdirSync(join(root, '.cache/ab'), { recursive: true });
    writeFileSync(join(root, '.cache/ab/planted.json.gz'), 'planted');
    expect((await threatline('run', folder, '--yes')).code).toBe(0);
    expect(snapshot(join(root, '.cache'))).toEqual({
      [join(root, '.cache/ab/planted.json.gz')]: Buffer.from('planted').toString('base64'),
    });
  });

  it('in the folder is refused when somebody names it', async () => {
    const refused = { code: 2, err: expect.stringContaining('outside of it') as string };
    expect(await threatline('analyze', folder, '--cache', join(folder, 'cache'))).toMatchObject(refused);
    // Links are followed first: those of the folder, and those of the cache.
    symlinkSync(folder, join(top, 'link'));
    expect(await threatline('analyze', folder, '--cache', join(top, 'link/cache'))).toMatchObject(refused);
    expect(await threatline('analyze', join(top, 'link'), '--cache', join(folder, 'cache'))).toMatchObject(refused);
    expect(existsSync(join(folder, 'cache'))).toBe(false);
    expect(await threatline('analyze', folder, '--cache', join(top, 'cache'))).toMatchObject({ code: 0 });
  });
});
