import { posix, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Location } from '../../../src/artifacts/enums';
import { RunEventBody } from '../../../src/artifacts/run-events';
import { Scope } from '../../../src/artifacts/session-files';
import { isSafeRelativePath, isWorkspacePath, locate } from '../../../src/safety/files/relative-path';

const FLAVOURS = [
  ['posix', posix, '/work/app'],
  ['win32', win32, 'C:\\work\\app'],
] as const;

/** Pieces that mean something to some platform, put together at random but always the same way. */
const PIECES = [
  '..',
  '.',
  '/',
  '\\',
  'C:',
  'c:\\',
  '\\\\?\\',
  '//host/share',
  'CON',
  'nul.js',
  'com1',
  'a',
  'src',
  ' ',
  'x.',
  ':$DATA',
  '\0',
  '~',
  'ü',
  '%2e%2e',
  '...',
];

function* samples(count: number): Generator<string> {
  let seed = 20_260_101;
  const next = (most: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (seed >> 8) % most;
  };
  for (let sample = 0; sample < count; sample++) {
    let text = '';
    for (let piece = next(7) + 1; piece > 0; piece--) text += PIECES[next(PIECES.length)] ?? '';
    yield text;
  }
}

/** Whether a resolved path is the folder or below it, by the platform's own rules. */
function stays(flavour: typeof posix, folder: string, path: string): boolean {
  const way = flavour.relative(folder, flavour.resolve(folder, path));
  return way !== '..' && !way.startsWith(`..${flavour.sep}`) && !flavour.isAbsolute(way);
}

describe('paths inside a session', () => {
  it.each([
    'phase-3/components/web-api.json',
    'handoffs/phase-1-to-2.json',
    '.lock',
    'a b/c',
    '..a/b',
    'phase-4/.snapshots/ids.json',
    'x~2.json',
    'con-fig/aux-iliary.ts',
  ])('takes %s', (path) => {
    expect(isSafeRelativePath(path)).toBe(true);
  });

  it.each([
    '',
    '.',
    '..',
    '../x',
    'a/../b',
    'a//b',
    'a/',
    '/etc/passwd',
    'C:x',
    'C:/x',
    'a\\b',
    '\\\\host\\share',
    '//host/share',
    'file:stream',
    'nul',
    'a/CON',
    'a/aux.json',
    'com1.txt',
    'LPT9',
    'COM¹',
    'conin$',
    'a.',
    'a ',
    'a/b./c',
    'a\u0000b',
    'a\nb',
  ])('refuses %j', (path) => {
    expect(isSafeRelativePath(path)).toBe(false);
  });

  it.each(FLAVOURS)('never leads out, whatever it is made of (%s)', (_name, flavour, folder) => {
    let taken = 0;
    for (const path of samples(20_000)) {
      if (!isSafeRelativePath(path)) continue;
      taken++;
      expect(stays(flavour, folder, path), path).toBe(true);
      expect(flavour.join(folder, path).length, path).toBe(folder.length + 1 + path.length);
    }
    expect(taken).toBeGreaterThan(200);
  });
});

describe('paths of the analysed folder', () => {
  it.each([
    'src/app.js',
    'odd\\name.js',
    'C:odd.js',
    'dot.',
    'nul.js',
    'a:b',
    'new\nline.js',
    '.',
    '',
    '..hidden/x',
    'a//b',
  ])('keeps the file %j, which a file may be called', (path) => {
    expect(isWorkspacePath(path)).toBe(true);
    expect(locate('/work/app', path, posix)).toBe(posix.join('/work/app', path));
  });

  it.each(['..', '../x', 'a/../../b', 'a/..', '/etc/passwd', '//host/share', 'a\u0000b'])('refuses %j', (path) => {
    expect(isWorkspacePath(path)).toBe(false);
    for (const [, flavour, folder] of FLAVOURS) expect(locate(folder, path, flavour)).toBeUndefined();
  });

  it.each([
    '..\\x',
    'a\\..\\..\\x',
    'C:\\x',
    'C:x',
    'D:/x',
    '\\\\host\\share\\x',
    '\\x',
    'app.js:stream',
    'NUL.js',
    'src/con',
    'src\\aux.c',
    'x.',
  ])('does not open %j on Windows', (path) => {
    expect(locate('C:\\work\\app', path, win32)).toBeUndefined();
  });

  it('opens the same plain file everywhere', () => {
    expect(locate('C:\\work\\app', 'src/app.js', win32)).toBe('C:\\work\\app\\src\\app.js');
    expect(locate('/work/app', 'src/app.js', posix)).toBe('/work/app/src/app.js');
    expect(locate('C:\\work\\app', '.', win32)).toBe('C:\\work\\app');
  });

  it.each(FLAVOURS)('never locates anything outside (%s)', (_name, flavour, folder) => {
    let located = 0;
    for (const path of samples(20_000)) {
      const place = locate(folder, path, flavour);
      if (place === undefined) continue;
      located++;
      expect(stays(flavour, folder, path), path).toBe(true);
      expect(stays(flavour, folder, place), path).toBe(true);
    }
    expect(located).toBeGreaterThan(200);
  });
});

describe('schemas', () => {
  const written = { type: 'artifact.written', sha256: '', bytes: 1 };
  const moved = { type: 'artifact.removed', path: 'phase-4/a' };
  const finished = { type: 'agent.finished', agent: 'a', outcome: 'completed', seconds: 1 };

  it.each(['../../out', '/etc/cron.d/x', 'C:\\x', 'a\\..\\b', 'nul', 'x:stream'])('let no event name %j', (path) => {
    expect(RunEventBody.safeParse({ ...written, path }).success).toBe(false);
    expect(RunEventBody.safeParse({ ...moved, movedTo: path }).success).toBe(false);
    expect(RunEventBody.safeParse({ ...moved, path, movedTo: 'a' }).success).toBe(false);
    expect(RunEventBody.safeParse({ ...finished, output: path }).success).toBe(false);
    expect(
      RunEventBody.safeParse({
        type: 'step.finished',
        step: 's',
        reused: false,
        key: '',
        outputs: [{ path, sha256: '' }],
      }).success,
    ).toBe(false);
  });

  it('let a location stay in the folder, odd names included', () => {
    const range = { start: 1, end: 1 };
    expect(Location.safeParse({ file_path: '../secret', line_range: range }).success).toBe(false);
    expect(Location.safeParse({ file_path: 'odd\\name:1.', line_range: range }).success).toBe(true);
    expect(
      Scope.safeParse({ type: 'component', component: { paths: ['../other'], includeSharedDeps: false } }).success,
    ).toBe(false);
  });
});
