import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tokensOf } from '../safety/text/hostile';

// Real processes on a machine that may be busy: a net against hanging, nothing more.
vi.setConfig({ testTimeout: 120_000 });

const CLI = join(import.meta.dirname, '../../../dist/cli.js');
const onUnix = describe.skipIf(process.platform === 'win32');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'threatline-process-'));
  app('app.js', '/x');
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function app(name: string, route: string): void {
  mkdirSync(join(folder, 'app'), { recursive: true });
  const code = `const app = require('express')();\nconst { exec } = require('child_process');\napp.get('${route}', (req, res) => { exec('ls ' + req.query.d); res.end(); });\napp.listen(1);\n`;
  writeFileSync(join(folder, 'app', name), code);
}

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

function started(
  args: readonly string[],
  shell?: string,
): { child: ChildProcessWithoutNullStreams; ended: Promise<Ended>; says: (text: string) => Promise<void> } {
  const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state'), RESULT: join(folder, 'code') };
  const child =
    shell === undefined
      ? spawn(process.execPath, [CLI, ...args], { env })
      : spawn('/bin/sh', ['-c', shell, 'sh', process.execPath, CLI, ...args], { env });
  let [out, err] = ['', ''];
  const waiting: { text: string; done: () => void }[] = [];
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => {
    err += data.toString();
    for (const one of waiting) if (err.includes(one.text)) one.done();
  });
  const ended = new Promise<Ended>((done) => child.once('close', (code, signal) => done({ code, signal, out, err })));
  const says = (text: string): Promise<void> =>
    new Promise((done) => (err.includes(text) ? done() : waiting.push({ text, done })));
  return { child, ended, says };
}

const threatline = (...args: string[]): Promise<Ended> => started(args).ended;
const oneLine = (text: string): boolean => text.trim().split('\n').length === 1;
const filesUnder = (dir: string): string[] =>
  existsSync(dir) ? readdirSync(dir, { recursive: true, encoding: 'utf8' }) : [];

onUnix('a signal ends the program', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s: with 130, the lock released, the session fit to go on',
    async (signal) => {
      const target = join(folder, 'app');
      const { child, ended, says } = started(['run', target, '--yes']);
      await says('Phase 3/6');
      child.kill(signal);
      expect(await ended).toMatchObject({ code: 130 });
      expect(filesUnder(join(target, '.threat-model')).filter((file) => file.endsWith('lock'))).toEqual([]);
      const [session = ''] = readdirSync(join(target, '.threat-model/sessions')).filter((name) => /^\d{8}-/.test(name));
      expect(await threatline('resume', join(target, '.threat-model/sessions', session), '--yes')).toMatchObject({
        code: 0,
      });
    },
  );

  it('that comes twice at once, before anything could end', async () => {
    const { child, ended, says } = started(['run', join(folder, 'app'), '--yes']);
    await says('Phase 1/6');
    child.kill('SIGTERM');
    child.kill('SIGINT');
    const { code, signal } = await ended;
    expect([130, 'SIGINT', 'SIGTERM']).toContain(code ?? signal);
    expect(filesUnder(join(folder, 'app/.threat-model')).filter((file) => file.endsWith('lock'))).toEqual([]);
  });
});

onUnix('a place that cannot be written', () => {
  it.each([
    ['a folder named as the file', ['--sarif', '.'], 'it is a folder'],
    ['a file in the way', ['--facts', 'app/app.js/x.json'], 'a part of its path is a file'],
    ['no such place', ['--sarif', '/proc/threatline/x.sarif'], 'cannot be written'],
  ])('is said in one line before the work starts: %s', async (_, [option = '', path = ''], reason) => {
    const result = await threatline(
      'analyze',
      join(folder, 'app'),
      option,
      path.startsWith('/') ? path : join(folder, path),
    );
    expect(result.code).toBe(2);
    expect(result.err).toContain(reason);
    expect(oneLine(result.err), result.err).toBe(true);
    expect(result.out).toBe('');
  });

  it('for the report ends before the run, and makes no session', async () => {
    const result = await threatline('run', join(folder, 'app'), '--yes', '--out', join(folder, 'app/app.js'));
    expect(result).toMatchObject({ code: 2, out: '' });
    expect(existsSync(join(folder, 'app/.threat-model'))).toBe(false);
  });

  it('for sessions is said with what to do, without a stack trace', async () => {
    const result = await threatline('run', join(folder, 'app'), '--yes', '--session-root', '/proc/threatline');
    expect(result.code).toBe(3);
    expect(result.err).toContain('--session-root');
    expect(result.err).not.toContain('    at ');
  });
});

onUnix('standard output', () => {
  it('whose reader goes away ends nothing: the code is that of the work', async () => {
    const run = started(
      ['run', join(folder, 'app'), '--yes', '--json'],
      '{ "$@" 2>&1; echo $? > "$RESULT"; } | head -1',
    );
    expect(await run.ended).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(folder, 'code'), 'utf8')).toBe('0\n');
    const [session = ''] = readdirSync(join(folder, 'app/.threat-model/sessions')).filter((name) =>
      /^\d{8}-/.test(name),
    );
    expect(
      JSON.parse(readFileSync(join(folder, 'app/.threat-model/sessions', session, 'metadata.json'), 'utf8')),
    ).toMatchObject({ status: 'completed' });
  });

  it('on a full disk is a failure that is said', async () => {
    if (!existsSync('/dev/full')) return;
    const result = await started(['sessions', join(folder, 'app'), '--json'], '"$@" > /dev/full').ended;
    expect(result.code).toBe(3);
    expect(result.err).toContain('could not be written');
  });

  it('holds JSON alone with --json', async () => {
    const { out, code } = await threatline('run', join(folder, 'app'), '--yes', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ status: 'completed' });
  });

  it('and few open files leave a run complete', async () => {
    expect(await started(['run', join(folder, 'app'), '--yes'], 'ulimit -n 64; exec "$@"').ended).toMatchObject({
      code: 0,
    });
  });
});

onUnix('names that hold markup and controls', () => {
  const NAMES = [
    '<img src=x onerror=alert(1)>.js',
    'd\u001b[31m.js',
    'rtl\u202egnp.js',
    '![x](https:evil.example).js',
    'www.evil.example.js',
    'a|b`c.js',
    'tag\u{e0041}.js',
    'line\nbreak.js',
  ];

  it('are text in every file and on the terminal, and their findings are reported', async () => {
    NAMES.forEach((name, index) => app(name, `/y${index}`));
    writeFileSync(
      join(folder, 'app/README.md'),
      '# App <img src=x>\n\nSells [things](https://evil.example) at www.evil.example\u202e.\n',
    );
    const result = await threatline('run', join(folder, 'app'), '--yes', '--out', join(folder, 'out'));
    expect(result.code, result.err).toBe(0);
    expect(result.out + result.err).not.toMatch(/[\u001b\u202e\u{e0041}]/u);
    const pages = [join(folder, 'out'), join(folder, 'app/.threat-model')].flatMap((dir) =>
      filesUnder(dir)
        .filter((file) => file.endsWith('.md'))
        .map((file) => join(dir, file)),
    );
    expect(pages.length).toBeGreaterThan(10);
    for (const page of pages) {
      const text = readFileSync(page, 'utf8');
      expect(
        tokensOf(text)
          .filter(({ type }) => ['html', 'image', 'link'].includes(type))
          .map(({ raw }) => `${page}: ${raw}`),
      ).toEqual([]);
      expect(text).not.toMatch(/[\u001b\u202e\u{e0041}]/u);
    }
    const { runs } = JSON.parse(readFileSync(join(folder, 'out/threat-model.sarif'), 'utf8')) as {
      runs: [
        { results: { ruleId: string; locations: [{ physicalLocation?: { artifactLocation: { uri: string } } }] }[] },
      ];
    };
    const found = runs[0].results
      .filter(({ ruleId }) => ruleId === 'command-injection')
      .map(({ locations }) => decodeURIComponent(locations[0].physicalLocation?.artifactLocation.uri ?? ''));
    expect([...new Set(found)].sort()).toEqual(['app.js', ...NAMES].sort());
  });
});
