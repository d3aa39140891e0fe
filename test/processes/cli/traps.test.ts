import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms } from '../../../scripts/build.mjs';
import { RECORD, runTrapped, type Trapped, type TrappedRun } from '../../traps/trapped';
import { type Box, templateBox } from '../pipeline/git/box';

const ROOT = join(import.meta.dirname, '../../..');
const CLI = join(ROOT, 'dist/cli.js');
const REPORTS = ['threat-model-report.md', 'threat-model-data.json', 'threat-model.sarif'];
const WITHOUT_NETWORK = ['unshare', '--user', '--map-root-user', '--net'];
const WATCHED_BY_THE_SYSTEM = ['strace', '--follow-forks', '--trace=execve,execveat,socket,connect,bind,listen,sendto'];

let box: Box;
let scratch: string;
let runs = 0;

/** The sample application in a repository whose every setting names a program that tells when it is run. */
function hostileSample(): Box {
  const made = templateBox();
  cpSync(join(ROOT, 'test/fixtures/sample'), made.repo, { recursive: true });
  made.git('add', '.');
  made.git('commit', '-q', '-m', 'sample');
  made.write('repo/.gitattributes', '* filter=evil diff=evil merge=evil\n');
  for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout'])
    made.program(`repo/.git/hooks/${hook}`);
  made.config('[core]', `fsmonitor = ${made.canary}`, `sshCommand = ${made.canary}`, `pager = ${made.canary}`);
  made.config(
    '[filter "evil"]',
    `clean = ${made.canary} cat`,
    '[diff "evil"]',
    `textconv = ${made.canary} cat`,
    `command = ${made.canary}`,
  );
  made.config(
    '[remote "origin"]',
    `url = ext::${made.canary}`,
    'promisor = true',
    '[protocol "ext"]',
    'allow = always',
  );
  return made;
}

beforeAll(async () => {
  await buildPrograms();
  box = hostileSample();
  scratch = mkdtempSync(join(tmpdir(), 'threatline-traps-'));
}, 300_000);
afterAll(() => {
  box.remove();
  rmSync(scratch, { recursive: true, force: true });
});

interface Made extends TrappedRun {
  sessions: string;
}

async function threatline(words: readonly string[], within: readonly string[] = []): Promise<Made> {
  runs += 1;
  const place = join(scratch, String(runs));
  const sessions = join(place, 'sessions');
  mkdirSync(sessions, { recursive: true });
  const home = { XDG_CACHE_HOME: join(place, 'cache'), XDG_STATE_HOME: join(place, 'state') };
  const made = await runTrapped([CLI, ...words, ...(words[0] === 'run' ? ['--session-root', sessions] : [])], {
    cwd: box.repo,
    env: { ...box.env, ...home },
    file: join(place, 'trapped.jsonl'),
    within,
  });
  return { ...made, sessions };
}

function expectNothing({ trapped, workers }: TrappedRun): void {
  expect(trapped).toEqual([]);
  expect(workers, 'the traps were set in the threads that read code').toBeGreaterThan(0);
  expect(box.whatFired()).toBe('');
}

const named = (trapped: readonly Trapped[], thread: string): Set<string> =>
  new Set(trapped.filter((one) => one.thread === thread).map(({ kind, name }) => `${kind}: ${name}`));

/** The report without its times. */
function reportOf(sessions: string): string[] {
  const [session = ''] = readdirSync(sessions).filter((name) => /^\d{8}-/.test(name));
  const timeless = (text: string): string =>
    text
      .replace(/\d{8}-\d{6}/g, 'SESSION')
      .replace(/\d{4}-\d\d-\d\d(T[\d:]+Z)?/g, 'TIME')
      .replaceAll(dirname(sessions), 'PLACE');
  return REPORTS.map((file) => timeless(readFileSync(join(sessions, session, 'final-report', file), 'utf8')));
}

/** Whether a program is there and may do its work on this machine. */
const works = ([program = '', ...words]: readonly string[]): boolean =>
  spawnSync(program, [...words, 'true'], { stdio: 'ignore' }).status === 0;

describe('the traps', { timeout: 300_000 }, () => {
  it('record sockets, name look-ups and starts of processes, in threads too', async () => {
    const { trapped } = await runTrapped([join(dirname(RECORD), 'everything.cjs')], {
      cwd: scratch,
      env: box.env,
      file: join(scratch, 'everything.jsonl'),
    });
    const wanted = ['spawn', 'exec', 'execFile', 'fork', 'spawnSync', 'execSync', 'execFileSync'].map(
      (name) => `process: ${name}`,
    );
    wanted.push(
      'socket: connect',
      'socket: get',
      'socket: createSocket',
      'socket: send',
      'socket: listen',
      'socket: fetch',
      'name look-up: lookup',
      'name look-up: resolve4',
    );
    for (const thread of ['main', 'worker'])
      for (const what of wanted) expect(named(trapped, thread), thread).toContain(what);
    for (const words of ['--imported', 'localhost.localdomain'])
      expect(trapped.filter(({ args }) => args.join(' ').includes(words)).length).toBeGreaterThanOrEqual(2);
  });
});

describe.skipIf(process.platform === 'win32')(
  'the whole pipeline, over a hostile repository',
  { timeout: 300_000 },
  () => {
    it('starts and reaches nothing when the folder is not trusted', async () => {
      const run = await threatline(['run', '.', '--yes', '--untrusted']);
      expect(run.code, run.err).toBe(0);
      expectNothing(run);
      expect(reportOf(run.sessions).join()).toContain('THREAT-001');
    });

    it('refuses an incremental scope there, with the reason and what to do', async () => {
      const run = await threatline(['run', '.', '--yes', '--untrusted', '--scope', 'incremental:HEAD~1']);
      expect(run.code).toBe(2);
      expect(run.trapped).toEqual([]);
      expect(run.err).toMatch(/not trusted.*full scope or a component/s);
      expect(readdirSync(run.sessions)).toEqual([]);
    });

    it('starts nothing for the full scope when it is trusted, either', async () => {
      const run = await threatline(['run', '.', '--yes']);
      expect(run.code, run.err).toBe(0);
      expectNothing(run);
    });

    it('starts git alone for an incremental scope', async () => {
      const run = await threatline(['run', '.', '--yes', '--scope', 'incremental:HEAD~1']);
      expect(run.code, run.err).toBe(0);
      expect(box.whatFired()).toBe('');
      expect(new Set(run.trapped.map(({ kind, name }) => `${kind}: ${name}`))).toEqual(new Set(['process: spawn']));
      const programs = run.trapped.flatMap(({ args }) => args.slice(0, 1));
      expect(programs.length).toBeGreaterThan(2);
      for (const program of programs) expect(isAbsolute(program) && /[/]git$/.test(program), program).toBe(true);
      expect(run.workers).toBeGreaterThan(0);
    });

    it('starts and reaches nothing when it only reads the code', async () => {
      const run = await threatline([
        'analyze',
        '.',
        '--sarif',
        join(scratch, 'a.sarif'),
        '--facts',
        join(scratch, 'a.json'),
      ]);
      expect(run.code, run.err).toBe(0);
      expectNothing(run);
    });

    it('gives the same report on a machine without any network interface', async ({ skip }) => {
      if (!works(WITHOUT_NETWORK)) skip('`unshare --user --net` is not there, or not allowed on this machine');
      const [alone, usual] = [
        await threatline(['run', '.', '--yes', '--untrusted'], WITHOUT_NETWORK),
        await threatline(['run', '.', '--yes', '--untrusted']),
      ];
      expect(alone.code, alone.err).toBe(0);
      expectNothing(alone);
      expect(reportOf(alone.sessions)).toEqual(reportOf(usual.sessions));
    });

    it('asks the system for no socket and no program, whatever part of Node would', async ({ skip }) => {
      if (!works([...WATCHED_BY_THE_SYSTEM, '--output=/dev/null']))
        skip('`strace` is not there, or not allowed on this machine');
      const calls = join(scratch, 'calls.txt');
      const run = await threatline(
        ['run', '.', '--yes', '--untrusted'],
        [...WATCHED_BY_THE_SYSTEM, `--output=${calls}`],
      );
      expect(run.code, run.err).toBe(0);
      const lines = readFileSync(calls, 'utf8')
        .split('\n')
        .filter((line) => /^\d+\s+\w+\(/.test(line));
      expect(lines, 'its own start').toHaveLength(1);
      expect(lines[0]).toContain('execve(');
    });
  },
);
