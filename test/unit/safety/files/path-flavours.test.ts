import { mkdirSync, writeFileSync } from 'node:fs';
import { join, posix, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSourceReader } from '../../../../src/agents/runner/source-reader';
import { chosenPath } from '../../../../src/analysis/read/inventory/inventory';
import { askedPath } from '../../../../src/pipeline/scope';
import { readFile, ReadFailure } from '../../../../src/safety/files/guarded-read';
import { readPlain } from '../../../../src/safety/files/read-plain';
import { isInside, problemOfAbsolutePath, wayInside } from '../../../../src/safety/files/relative-path';
import { relativeUri } from '../../../../src/safety/text/sarif';
import { ignoreLine, sessionRootOf, sessionRootsOf } from '../../../../src/session/layout';
import { tempFolder } from '../../analysis/temp-folder';

/** The same place on either platform. */
const PLACES = [
  { flavour: posix, root: '/work/app', inside: '/work/app/src/a.js', beside: '/work/application/a.js', top: '/' },
  {
    flavour: win32,
    root: 'C:\\work\\app',
    inside: 'C:\\work\\app\\src\\a.js',
    beside: 'C:\\work\\application\\a.js',
    top: 'C:\\',
  },
  {
    flavour: win32,
    root: '\\\\host\\share\\app',
    inside: '\\\\host\\share\\app\\src\\a.js',
    beside: '\\\\host\\share2\\app\\src\\a.js',
    top: '\\\\host\\share\\',
  },
];

/** What Windows opens instead of a file of that name. */
const NOT_ITS_NAME = ['nul.js', 'CON', 'com1.txt', 'COM¹', 'a.js:stream', 'a.js::$DATA', 'a.', 'a.js ', 'dir./a.js'];

describe('the way to a path', () => {
  it.each(PLACES)('has forward slashes, below $root', ({ flavour, root, inside, beside, top }) => {
    expect(wayInside(root, inside, flavour)).toBe('src/a.js');
    expect(wayInside(root, root, flavour)).toBe('');
    expect(wayInside(root, beside, flavour)).toBeUndefined();
    expect(wayInside(root, top, flavour)).toBeUndefined();
    expect(wayInside(top, inside, flavour), 'a root that ends in a separator').toMatch(/src\/a\.js$/);
    expect(isInside(root, flavour.join(root, '..hidden', 'a.js'), flavour)).toBe(true);
  });

  it('keeps a backslash that is part of a name, and no other', () => {
    expect(wayInside('/work/app', '/work/app/odd\\name.js', posix)).toBe('odd\\name.js');
    expect(wayInside('C:\\work\\app', 'C:\\work\\app\\odd\\name.js', win32)).toBe('odd/name.js');
  });

  it('tells names that differ in case only apart where the platform does', () => {
    expect(wayInside('/work/app', '/work/APP/a.js', posix)).toBeUndefined();
    expect(wayInside('C:\\work\\app', 'c:\\Work\\APP\\A.js', win32)).toBe('A.js');
  });

  it.each(['D:\\work\\app\\a.js', '\\\\host\\share\\a.js', '\\\\?\\C:\\work\\other', '\\\\.\\pipe\\x'])(
    'leads to no other drive, share or device: %s',
    (path) => {
      expect(isInside('C:\\work\\app', path, win32)).toBe(false);
    },
  );
});

describe('names that Windows takes for something else', () => {
  it.each(NOT_ITS_NAME)('are seen in %j', (name) => {
    expect(problemOfAbsolutePath(`C:\\work\\${name}`, win32)).toBeDefined();
    expect(problemOfAbsolutePath(`\\\\?\\C:\\work\\${name.replaceAll('/', '\\')}`, win32)).toBeDefined();
    expect(problemOfAbsolutePath(`/work/${name}`, posix)).toBeUndefined();
  });

  it.each(['C:\\work\\a.js', '\\\\host\\share\\con-fig\\a.js', '\\\\?\\C:\\work\\.hidden', 'C:\\', 'C:\\a\\..\\b'])(
    'are not seen in %s',
    (path) => expect(problemOfAbsolutePath(path, win32)).toBeUndefined(),
  );

  it.each(NOT_ITS_NAME)('are opened here and refused there: %j', async (name) => {
    const root = tempFolder();
    const path = join(root, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, 'text');
    expect(readFile(path, 100, undefined, posix).bytes.toString()).toBe('text');
    expect(() => readFile(path, 100, undefined, win32)).toThrow(new ReadFailure('not its name'));
    expect((await readPlain(path, 100, undefined, posix)).toString()).toBe('text');
    await expect(readPlain(path, 100, undefined, win32)).rejects.toThrow(new ReadFailure('not its name'));
    expect((await createSourceReader(root, posix).read(name)).ok).toBe(true);
    expect(await createSourceReader(root, win32).read(name)).toEqual({ ok: false, reason: 'outside' });
  });
});

describe('paths that users give', () => {
  it.each(PLACES)('name a component, below $root', ({ flavour, root, inside }) => {
    expect(askedPath(root, 'src/a.js', flavour)).toBe(inside);
    expect(askedPath(root, inside, flavour)).toBe(inside);
    expect(chosenPath(root, 'src/a.js', flavour)).toBe('src/a.js');
    expect(chosenPath(root, inside, flavour)).toBe('src/a.js');
    expect(chosenPath(root, `src${flavour.sep}`, flavour)).toBe('src');
    for (const whole of ['.', root]) expect(chosenPath(root, whole, flavour)).toBe('');
  });

  it.each(['C:src', 'nul', 'src\\aux.js', 'a.js:stream'])('name no component on Windows: %s', (path) => {
    expect(askedPath('C:\\work\\app', path, win32)).toBeUndefined();
    expect(() => chosenPath('C:\\work\\app', path, win32)).toThrow('is not inside');
  });

  it.each(['../other', '..', '/etc'])('choose nothing outside: %s', (path) => {
    for (const { flavour, root } of PLACES) expect(() => chosenPath(root, path, flavour)).toThrow('is not inside');
  });

  it('say where sessions lie', () => {
    expect(sessionRootOf('/work/app', 'out', posix)).toBe('/work/app/out');
    expect(sessionRootOf('C:\\work\\app', 'out\\deep', win32)).toBe('C:\\work\\app\\out\\deep');
    expect(sessionRootOf('C:\\work\\app', '\\\\host\\share\\out', win32)).toBe('\\\\host\\share\\out');
    expect(sessionRootsOf('C:\\work\\app', undefined, win32)).toEqual([
      'C:\\work\\app\\.threat-model\\sessions',
      'C:\\work\\app\\.claude\\.output\\threat-modeling',
    ]);
  });

  it('become a line of ignore rules only where it means this folder', () => {
    expect(ignoreLine('.\\out\\deep\\', win32)).toBe('/out/deep/');
    for (const elsewhere of ['C:out', 'C:\\out', '\\\\host\\share', '..\\out', 'nul', 'out\n!*', '*', '[a]'])
      expect(ignoreLine(elsewhere, win32), elsewhere).toBeUndefined();
    expect(ignoreLine('odd\\name', posix)).toBeUndefined();
  });
});

describe('the URI of a path', () => {
  it.each([
    ['src/a b.js', 'src/a%20b.js'],
    ['C:odd.js', 'C%3Aodd.js'],
    ['odd\\name.js', 'odd%5Cname.js'],
    ['a.js:stream', 'a.js%3Astream'],
    ['#x?.js', '%23x%3F.js'],
  ])('is relative, whatever %j is called', (path, uri) => {
    expect(relativeUri(path)).toBe(uri);
    expect(new URL(relativeUri(path), 'file:///root/').pathname).toBe(`/root/${uri}`);
  });
});
