import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ended, filesUnder, type Meddling, onlySession, start, type Started, writeApp } from './support/program';

const onUnix = describe.skipIf(process.platform === 'win32');
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let folder = '';
let app = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'threatline-signals-'));
  app = writeApp(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const threatline = (...args: string[]): Promise<Ended> => start(folder, args).ended;
const leftOver = (): string[] => filesUnder(folder).filter((file) => /lock$|threatline\.tmp$/.test(file));

/** As a shell sees it: ended by the signal itself where a normal exit would have hung. */
const isInterrupted = ({ code, signal }: Ended): boolean => code === 130 || (code === null && signal === 'SIGINT');

async function interrupted({ child, ended }: Started, signal: NodeJS.Signals): Promise<Ended> {
  child.kill(signal);
  const end = await ended;
  expect(isInterrupted(end), JSON.stringify(end)).toBe(true);
  expect(leftOver()).toEqual([]);
  return end;
}

/** What was written so far is whole, and the session goes on from there. */
async function goesOn(): Promise<void> {
  const session = onlySession(app);
  expect(await threatline('resume', session, '--yes')).toMatchObject({ code: 0 });
  expect(await threatline('verify', session)).toMatchObject({ code: 0 });
}

/** Runs until the file system is asked for something, which it never answers. */
async function held(args: readonly string[], hold: NonNullable<Meddling['hold']>): Promise<Started> {
  const started = start(folder, args, { meddling: { hold } });
  await started.says('HELD');
  return started;
}

function pipe(): string {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  return path;
}

onUnix('a signal ends a run', () => {
  it.each(SIGNALS)('%s: in a phase, with 130, and the session goes on', async (signal) => {
    const run = start(folder, ['run', app, '--yes']);
    await run.says('Phase 3/6');
    expect(await interrupted(run, signal)).toMatchObject({ code: 130 });
    await goesOn();
  });

  const PLACES = ['Phase 1/6', 'Phase 2/6', 'Phase 3/6', 'Phase 4/6', 'Phase 5/6', 'Phase 6/6', 'Final report'];

  it.each(PLACES.flatMap((place, at) => [[place, SIGNALS[at % SIGNALS.length] ?? 'SIGTERM'] as const]))(
    'as soon as it says "%s": %s, with all that it said in the journal',
    async (place, signal) => {
      const run = start(folder, ['run', app, '--yes']);
      await run.says(place);
      await interrupted(run, signal);
      expect(await threatline('verify', onlySession(app))).toMatchObject({ code: 0 });
      await goesOn();
    },
  );

  it('that comes twice at once, before anything could end', async () => {
    const { child, ended, says } = start(folder, ['run', app, '--yes']);
    await says('Phase 1/6');
    child.kill('SIGTERM');
    child.kill('SIGINT');
    expect(isInterrupted(await ended)).toBe(true);
    expect(leftOver()).toEqual([]);
  });

  it.each(SIGNALS)('%s: while it waits for an answer', async (signal) => {
    const run = start(folder, ['run', app], { meddling: { terminal: true } });
    await run.says('[a] approve');
    await interrupted(run, signal);
    expect(await threatline('verify', onlySession(app))).toMatchObject({ code: 0 });
  });

  it('at a prompt by the key, which is no signal there', async () => {
    const run = start(folder, ['run', app], { meddling: { terminal: true } });
    await run.says('[a] approve');
    run.child.stdin.write('\u0003');
    expect(await run.ended).toMatchObject({ code: 130 });
    await goesOn();
  });

  it('while the journal goes to the disk', async () => {
    await interrupted(await held(['run', app, '--yes'], { call: 'sync', path: 'journal.jsonl' }), 'SIGINT');
  });

  it.each([
    ['a file gets its name', { call: 'rename', path: 'phase-3' }],
    ['the report gets its name', { call: 'rename', path: 'threat-model-report.md' }],
    ['an artifact goes to the disk', { call: 'sync', path: 'phase-2' }],
  ])('while %s', async (_, hold) => {
    await interrupted(await held(['run', app, '--yes'], hold), 'SIGTERM');
    await goesOn();
  });

  it('while the report is copied', async () => {
    const out = join(folder, 'out');
    const hold = { call: 'rename', path: 'out/threat-model' };
    await interrupted(await held(['run', app, '--yes', '--out', out], hold), 'SIGHUP');
    expect(filesUnder(out)).toEqual([]);
  });

  it('that was taken up again', async () => {
    const first = start(folder, ['run', app, '--yes']);
    await first.says('Phase 2/6');
    await interrupted(first, 'SIGINT');
    const session = onlySession(app);
    await interrupted(await held(['resume', session, '--yes'], { call: 'open', path: 'journal.jsonl' }), 'SIGTERM');
    await interrupted(await held(['resume', session, '--yes'], { call: 'rename', path: 'phase-4' }), 'SIGTERM');
    await goesOn();
  });
});

onUnix('a signal ends the reading of code', () => {
  const COMMANDS = ['analyze', 'run'] as const;

  it.each(COMMANDS.flatMap((command) => SIGNALS.map((signal) => [command, signal] as const)))(
    '%s, %s: in a folder that never ends',
    async (command, signal) => {
      mkdirSync(join(app, 'deep'));
      await interrupted(await held([command, app], { call: 'opendirSync', path: 'deep' }), signal);
    },
  );

  it.each(COMMANDS.flatMap((command) => SIGNALS.map((signal) => [command, signal] as const)))(
    '%s, %s: in a file that never ends',
    async (command, signal) => {
      await interrupted(await held([command, app], { call: 'openSync', path: 'app.js' }), signal);
    },
  );

  it.each(COMMANDS)('%s: where a thread hangs in the system', async (command) => {
    const hold = { call: 'openSync', path: 'app.js', hard: pipe() };
    await interrupted(await held([command, app], hold), 'SIGINT');
  });

  it('while the result is written, and leaves nothing half-written beside it', async () => {
    mkdirSync(join(folder, 'results'));
    const sarif = join(folder, 'results/found.sarif');
    await interrupted(
      await held(['analyze', app, '--sarif', sarif], { call: 'rename', path: 'found.sarif' }),
      'SIGTERM',
    );
    expect(filesUnder(join(folder, 'results'))).toEqual([]);
  });
});

onUnix('progress is said while the program is busy', () => {
  it.each(['analyze', 'run'])('%s: with the folder that is listed, and nothing a name could add', async (command) => {
    mkdirSync(join(app, 'deep\nDone.'));
    const started = start(folder, [command, app], { meddling: { hold: { call: 'opendirSync', path: 'deep' } } });
    await started.says('    Listing files, deep\\u{a}Done./');
    await started.says('Done./ (1 s)');
    const { err } = await interrupted(started, 'SIGTERM');
    expect(err).not.toMatch(/^Done/m);
  });

  it('with the file that is read', async () => {
    const started = start(folder, ['analyze', app], { meddling: { hold: { call: 'openSync', path: 'app.js' } } });
    await started.says('app.js');
    await started.says('(1 s)');
    await interrupted(started, 'SIGINT');
  });
});

onUnix('a signal ends what only looks at sessions', () => {
  it('verify, report, sessions: at once, on a disk that hangs as well', async () => {
    expect(await threatline('run', app, '--yes')).toMatchObject({ code: 0 });
    const session = onlySession(app);
    const hold = { call: 'open', path: 'journal.jsonl' };
    const hard = pipe();
    for (const [index, signal] of SIGNALS.entries()) {
      const harder = index === 0 ? hold : { ...hold, hard };
      for (const command of ['verify', 'report']) await interrupted(await held([command, session], harder), signal);
      await interrupted(await held(['sessions', app], { call: 'readdir', path: 'sessions' }), signal);
    }
  });
});

onUnix('a program that has nothing left to wait for', () => {
  it('before it knows how its work ended does not end as if all were well', async () => {
    const hold = { call: 'open', path: 'journal.jsonl', forgotten: true };
    const { ended } = start(folder, ['run', app, '--yes'], { meddling: { hold } });
    expect(await ended).toMatchObject({ code: 3 });
  });
});

onUnix('a disk that hangs', () => {
  it('does not keep a run from ending, nor from being ended by a second signal', async () => {
    const hold = { call: 'rename', path: 'phase-3', hard: pipe() };
    const one = await held(['run', app, '--yes'], hold);
    await interrupted(one, 'SIGINT');
    const other = await held(['resume', onlySession(app), '--yes'], hold);
    other.child.kill('SIGTERM');
    await interrupted(other, 'SIGTERM');
    await goesOn();
  });
});

onUnix('few file handles', () => {
  it('leave a run complete', async () => {
    const limited = start(folder, ['run', app, '--yes'], { shell: 'ulimit -n 40; exec "$@"' });
    expect(await limited.ended).toMatchObject({ code: 0 });
  });

  const factsOf = async (code: string, every: number, name: string): Promise<Buffer> => {
    const file = join(folder, name);
    const meddling = { fail: { code, every } };
    expect(await start(folder, ['analyze', app, '--facts', file], { meddling }).ended).toMatchObject({ code: 0 });
    return readFileSync(file);
  };

  it('and other refusals that pass change no result', async () => {
    for (let index = 0; index < 5; index++) writeFileSync(join(app, `more-${index}.js`), `exports.x = ${index};\n`);
    const calm = await factsOf('EMFILE', 1e9, 'calm.json');
    for (const code of ['EMFILE', 'ENFILE', 'EAGAIN', 'EBUSY'])
      expect((await factsOf(code, 3, `${code}.json`)).equals(calm)).toBe(true);
  });

  it('that pass leave a session that is whole, and ours', async () => {
    const meddling = { fail: { code: 'EMFILE', every: 3 } };
    const out = join(folder, 'out');
    expect(await start(folder, ['run', app, '--yes', '--out', out], { meddling }).ended).toMatchObject({ code: 0 });
    expect(filesUnder(out)).toHaveLength(3);
    expect(await threatline('verify', onlySession(app))).toMatchObject({ code: 0, err: '' });
  });
});
