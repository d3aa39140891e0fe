import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Ended, filesUnder, onlySession, start, writeApp } from './support/program';
import { tokensOf } from '../../unit/safety/text/hostile';

// Real processes on a machine that may be busy: a net against hanging, nothing more.
vi.setConfig({ testTimeout: 120_000 });

const onUnix = describe.skipIf(process.platform === 'win32');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'threatline-process-'));
  writeApp(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const threatline = (...args: string[]): Promise<Ended> => start(folder, args).ended;
const inShell = (args: readonly string[], shell: string): Promise<Ended> => start(folder, args, { shell }).ended;
const oneLine = (text: string): boolean => text.trim().split('\n').length === 1;

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
    const ended = await inShell(
      ['run', join(folder, 'app'), '--yes', '--json'],
      '{ "$@" 2>&1; echo $? > "$RESULT"; } | head -1',
    );
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(folder, 'code'), 'utf8')).toBe('0\n');
    const metadata = readFileSync(join(onlySession(join(folder, 'app')), 'metadata.json'), 'utf8');
    expect(JSON.parse(metadata)).toMatchObject({ status: 'completed' });
  });

  it('on a full disk is a failure that is said', async () => {
    if (!existsSync('/dev/full')) return;
    const result = await inShell(['sessions', join(folder, 'app'), '--json'], '"$@" > /dev/full');
    expect(result.code).toBe(3);
    expect(result.err).toContain('could not be written');
  });

  it('holds JSON alone with --json', async () => {
    const { out, code } = await threatline('run', join(folder, 'app'), '--yes', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ status: 'completed' });
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
    NAMES.forEach((name, index) => writeApp(folder, name, `/y${index}`));
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
