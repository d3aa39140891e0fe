import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it, expect, vi } from 'vitest';
import { growth, LINEAR } from '../../support/growth';
import { buildsToRead } from '../../../../src/analysis/read/inventory/builds';
import { entriesOf } from '../../../../src/analysis/read/inventory/entries';
import { factOf } from '../../../../src/analysis/read/inventory/file-fact';
import { takeInventory, type InventoryOptions } from '../../../../src/analysis/read/inventory/inventory';
import { limitsOf } from '../../../../src/analysis/read/inventory/limits';
import { Survey } from '../../../../src/analysis/read/inventory/survey';
import { tempFolder } from '../temp-folder';

const inventory = (root: string, options: Partial<InventoryOptions> = {}) =>
  takeInventory({ root, exclude: [], ...options });
const paths = (root: string, options: Partial<InventoryOptions> = {}) =>
  inventory(root, options).inventory.files.map((file) => file.path);
const fact = (root: string, path: string) => inventory(root).inventory.files.find((file) => file.path === path);

describe('documents', () => {
  it('tells documents from a package of the application that is called docs', () => {
    const files = {
      'docs/__init__.py': '',
      'docs/views.py': 'def index(request): ...\n',
      'docs/readme.md': '',
      'site/doc/conf.py': 'x = 1\n',
      'site/doc/a/__init__.py': '',
      'examples/__init__.py': '',
      'examples/app.py': 'x = 1\n',
    };
    const root = tempFolder(files);
    const role = (path: string) => fact(root, path)?.role;
    expect([role('docs/views.py'), role('docs/readme.md')]).toEqual(['source', 'docs']);
    expect([role('site/doc/conf.py'), role('site/doc/a/__init__.py')], 'no package of that name').toEqual([
      'docs',
      'docs',
    ]);
    expect(role('examples/app.py'), 'examples are examples, importable or not').toBe('docs');
  });
});

describe('what is listed', () => {
  it('P-031 leaves out what is not the project: dependencies, repositories, build output', () => {
    const root = tempFolder({
      'a.js': '1',
      'node_modules/x/i.js': '1',
      'vendor/autoload.php': '',
      'vendor/v.js': '1',
      '.git/h.js': '1',
      'dist/b.js': '1',
      'p/build/a.js': '1',
      '.next/n.js': '1',
      'env/pyvenv.cfg': '',
      'env/lib/e.py': '1',
      'src/b.ts': '1',
    });
    expect(paths(root)).toEqual(['a.js', 'src/b.ts']);
    expect(inventory(root).inventory.leftOut).toEqual([
      { path: '.next/n.js', cause: 'tool-output' },
      { path: 'dist/b.js', cause: 'build-output' },
      { path: 'p/build/a.js', cause: 'build-output' },
    ]);
  });

  it('obeys nested .gitignore files, negations, and info/exclude', () => {
    const root = tempFolder({
      '.gitignore': '*.log\n/only-here.js\nsub/gen/*\n',
      'a.log': '',
      'only-here.js': '',
      'sub/only-here.js': '',
      'sub/.gitignore': '!keep.log\ntmp/\n',
      'sub/keep.log': '',
      'sub/b.log': '',
      'sub/tmp/x.js': '',
      'sub/gen/y.js': '',
      'secret.js': '',
      '.git/info/exclude': 'secret.js\n',
    });
    expect(paths(root)).toEqual(['.gitignore', 'sub/.gitignore', 'sub/keep.log', 'sub/only-here.js']);
  });

  it('obeys the repository around the folder, unless that ignores the folder itself', () => {
    const root = tempFolder({
      '.git/HEAD': '',
      '.gitignore': '*.tmp\nunpacked/\n',
      'app/a.js': '',
      'app/b.tmp': '',
      'unpacked/c.js': '',
      'unpacked/d.tmp': '',
    });
    expect(paths(join(root, 'app'))).toEqual(['a.js']);
    expect(paths(join(root, 'unpacked'))).toEqual(['c.js', 'd.tmp']);
  });

  it("leaves out the session folder and the user's globs, and keeps to the chosen paths", () => {
    const root = tempFolder({ 'a/x.js': '', 'a/y.gen.js': '', 'b/z.js': '', '.threatline/s.json': '', 'c.js': '' });
    expect(paths(root, { sessionRoot: '.threatline', exclude: ['**/*.gen.js', 'b/**'] })).toEqual(['a/x.js', 'c.js']);
    expect(paths(root, { sessionRoot: join(root, '.threatline'), paths: ['a', 'c.js'] })).toEqual([
      'a/x.js',
      'a/y.gen.js',
      'c.js',
    ]);
    expect(() => inventory(root, { paths: ['../elsewhere'] })).toThrow(
      expect.objectContaining({ reason: 'path-outside' }),
    );
  });

  it('P-032 lists directories more than ten levels down without entering them', () => {
    const deep = (levels: number) => Array.from({ length: levels }, (_, i) => `d${i}`).join('/');
    const root = tempFolder({ [`${deep(10)}/in.js`]: '', [`${deep(11)}/out.js`]: '' });
    const { inventory: found, limits } = inventory(root);
    expect(found.files.map((file) => file.path)).toEqual([`${deep(10)}/in.js`]);
    expect(found.truncated).toEqual([deep(11)]);
    expect(limits).toContainEqual({ path: deep(11), why: { is: 'folder-too-deep' } });
  });

  it('P-033 samples far down and says so when there are too many files', () => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`a/b/c/d/e${i}/f.js`, '']));
    const { inventory: found, limits } = inventory(tempFolder({ ...files, '1.js': '', '2.js': '' }), { maxFiles: 1 });
    expect(found.estimatedFiles).toBe(62);
    expect(limits.at(-1)?.why).toEqual({ is: 'folders-sampled', count: 62 });
  });

  it('P-039 gives the same for the same tree', () => {
    const root = tempFolder({ 'b.js': '1', 'a/c.py': '2', 'B.js': '3', 'ä.js': '4' });
    expect(inventory(root)).toEqual(inventory(root));
  });
});

describe('build output that is the code', () => {
  it('is read when there is nothing else', () => {
    const root = tempFolder({ 'package.json': '{}', 'dist/i.js': 'f()' });
    const { inventory: found, limits } = inventory(root);
    expect(found.files.map((file) => file.path)).toEqual(['dist/i.js', 'package.json']);
    expect(limits).toEqual([{ path: 'dist', why: { is: 'output-read-as-code' } }]);
  });

  it('is read when the manifest names it and no sources lie beside it', () => {
    const published = { 'package.json': '{"main":"./dist/i.js"}', 'index.js': '', 'dist/i.js': '' };
    expect(paths(tempFolder(published))).toContain('dist/i.js');
    expect(paths(tempFolder({ ...published, 'src/i.ts': '' }))).not.toContain('dist/i.js');
    expect(
      paths(tempFolder({ ...published, 'package.json': '{"main":' })),
      'a broken manifest says of no folder that a tool fills it',
    ).toContain('dist/i.js');
    expect(buildsToRead('/nowhere', [], [{ path: 'dist', code: [], cut: false }])).toEqual(new Set(['dist']));
  });
});

describe('folders that only have a name', () => {
  it('are read when nothing shows that a tool fills them', () => {
    const files = {
      'app.py': 'x = 1\n',
      'build/routes.py': 'y = 1\n',
      'target/views.js': 'f()',
      'coverage/claims.py': 'z = 1\n',
      'vendor/shops.ts': 'g()',
      'venv/tool.py': 'h()',
    };
    expect(paths(tempFolder(files))).toEqual(Object.keys(files).sort());
  });

  it.each([
    [
      'a settings file names it',
      {
        'tsconfig.json': '{ "compilerOptions": { "outDir": "./dist" } }',
        'src/main.ts': 'f()',
        'dist/bundle.js': 'f()',
      },
    ],
    ['a bundler left its marks', { 'src/main.ts': 'f()', 'dist/app-3f2a9c1b.js': 'f()' }],
    ['its sources are read', { 'src/one.ts': 'f()', 'src/two.ts': 'f()', 'dist/one.js': 'f()', 'dist/two.js': 'f()' }],
    ['it is ignored', { '.git/HEAD': '', '.gitignore': 'dist/\n', 'src/main.ts': 'f()', 'dist/other.js': 'f()' }],
  ])('are output when %s', (_why, files) => {
    const root = tempFolder(files);
    expect(paths(root).filter((path) => path.startsWith('dist/'))).toEqual([]);
    expect(inventory(root).inventory.leftOut?.filter(({ path }) => path.startsWith('dist/'))).not.toEqual([]);
  });

  it('is no output because a script is called like it', () => {
    expect(
      paths(
        tempFolder({
          'package.json': '{ "scripts": { "build": "tsc" } }',
          'src/a.ts': 'f()',
          'build/release.js': 'g()',
        }),
      ),
    ).toContain('build/release.js');
  });
});

describe('what rules and settings leave out', () => {
  it('is named by the rule, code only', () => {
    const root = tempFolder({
      '.git/HEAD': '',
      '.gitignore': '*.gen.js\nprivate/\n',
      'a.js': '',
      'b.gen.js': '',
      'private/x.py': '',
      'private/deep/y.rb': '',
      'private/logo.png': '',
      'private/node_modules/z.js': '',
      'lib/skip.ts': '',
    });
    expect(inventory(root, { exclude: ['lib/**'] }).inventory.leftOut).toEqual([
      { path: 'b.gen.js', cause: 'ignored', rule: '.gitignore: *.gen.js' },
      { path: 'lib/skip.ts', cause: 'excluded', rule: 'lib/**' },
      { path: 'private/deep/y.rb', cause: 'ignored', rule: '.gitignore: private/' },
      { path: 'private/x.py', cause: 'ignored', rule: '.gitignore: private/' },
    ]);
  });

  it('is a folder where there is too much to look through', () => {
    const root = tempFolder({ 'a/b.js': '', 'a/c.js': '', 'a/d/e.js': '' });
    expect(new Survey(root).folder('a')).toEqual({ code: ['a/b.js', 'a/c.js', 'a/d/e.js'], cut: false });
    expect(new Survey(root, 4).folder('a')).toEqual({ code: ['a/b.js', 'a/c.js'], cut: true });
  });

  it('does not wait for rules that are a link to a device or a pipe, and names them', () => {
    const root = tempFolder({ '.git/HEAD': '', 'a.js': '', 'sub/b.js': '' });
    symlinkSync('/dev/zero', join(root, '.gitignore'));
    execFileSync('mkfifo', [join(root, 'sub', '.gitignore')]);
    expect(paths(root).filter((path) => path.endsWith('.js'))).toEqual(['a.js', 'sub/b.js']);
    expect(inventory(root).inventory.unreadable).toEqual([
      { path: '.gitignore', why: { is: 'ignore-rules-unread', name: 'a link' } },
      { path: 'sub/.gitignore', why: { is: 'ignore-rules-unread', name: 'not a file' } },
    ]);
  });

  it('stops applying rules that take too many comparisons, and says so', () => {
    const rules = Array.from({ length: 5_001 }, (_, at) => `rule${at}`).join('\n');
    expect(inventory(tempFolder({ '.git/HEAD': '', '.gitignore': rules, rule7: '' })).inventory.unreadable).toEqual([
      { path: '.gitignore', why: { is: 'ignore-rules-unread', name: 'too many rules' } },
    ]);
  });
});

describe('what a file is', () => {
  const role = (path: string, text = '') => fact(tempFolder({ [path]: text }), path)?.role;
  it.each([
    ['src/a.test.ts', 'test'],
    ['tests/a.py', 'test'],
    ['app/tests_e2e/helpers.py', 'test'],
    ['app/contests/helpers.py', 'source'],
    ['test_a.py', 'test'],
    ['pkg/conftest.py', 'test'],
    ['README.md', 'docs'],
    ['docs/conf.py', 'docs'],
    ['webpack.config.js', 'config'],
    ['config.js', 'source'],
    ['src/app.config.ts', 'source'],
    ['app/settings.py', 'source'],
    ['.env', 'config'],
    ['Dockerfile', 'config'],
    ['a.yml', 'config'],
    ['requirements-dev.txt', 'config'],
    ['locales/de.json', 'data'],
    ['db/init.sql', 'data'],
    ['types/x.d.ts', 'generated'],
    ['a.rb', 'source'],
    ['spec/a_spec.rb', 'test'],
    ['src/FooTest.java', 'test'],
    ['src/Latest.java', 'source'],
    ['db/install.sh', 'other'],
  ])('%s is %s', (path, expected) => {
    // Beside ordinary code: alone, tests would be the code.
    expect(fact(tempFolder({ [path]: '', 'main/ordinary.js': 'f()' }), path)?.role).toBe(expected);
  });

  it('takes tests and examples for the code where there is nothing else', () => {
    expect(role('tests/a.test.js', 'f()')).toBe('source');
    expect(role('examples/app.py', 'f()')).toBe('source');
    expect(
      fact(tempFolder({ 'tests/a.test.js': 'f()', 'main.go': '' }), 'tests/a.test.js')?.role,
      'code that is not read is code',
    ).toBe('test');
  });

  it('knows what tools wrote and copies of libraries', () => {
    expect(role('a.py', '# Generated by Django 4.2\n')).toBe('generated');
    expect(role('public/js/jquery.js', '/*!\n * jQuery JavaScript Library v3.7.1\n */\nf()')).toBe('generated');
    expect(role('public/js/app.js', '/* our page */\nf()')).toBe('source');
  });

  it('reads the language of scripts from their first line', () => {
    expect(fact(tempFolder({ 'bin/run': '#!/usr/bin/env python3\nprint(1)\n' }), 'bin/run')).toMatchObject({
      language: 'python',
      analyzed: true,
      lines: 2,
    });
  });
});

describe('bad input', () => {
  it('refuses what is no folder', () => {
    const root = tempFolder({ file: '' });
    expect(() => inventory(join(root, 'none'))).toThrow(expect.objectContaining({ reason: 'no-folder' }));
    expect(() => inventory(join(root, 'file'))).toThrow(expect.objectContaining({ reason: 'not-a-folder' }));
  });

  it('accepts an empty folder', () => {
    expect(inventory(tempFolder())).toMatchObject({
      inventory: { files: [], directories: 1, truncated: [] },
      limits: [],
    });
  });

  it('skips binary, minified, too large and lock files, and hashes them', () => {
    const long = `var a=${'f(b,c);'.repeat(2_000)}`;
    const root = tempFolder({
      'a.js': Buffer.alloc(64, 1),
      'i.png': 'x',
      'm.js': long,
      'picture.js': `${long};i="${'a'.repeat(700)}"`,
      'l.js': 'x = 1;\n'.repeat(200_000),
      'line.js': `x="${'a'.repeat(5_000_000)}"`,
      'package-lock.json': '{}',
    });
    const found = Object.fromEntries(inventory(root).inventory.files.map((file) => [file.path, file]));
    expect(Object.fromEntries(Object.entries(found).map(([path, file]) => [path, file.skipped]))).toEqual({
      'a.js': 'binary',
      'i.png': 'binary',
      'm.js': 'minified',
      'picture.js': 'minified',
      'l.js': 'too-large',
      'line.js': 'too-large',
      'package-lock.json': 'lock-file',
    });
    expect(Object.values(found).every((file) => /^[0-9a-f]{64}$/.test(file.sha256) && !file.analyzed)).toBe(true);
    expect(inventory(root).limits.map((limit) => limit.path)).toEqual([
      'a.js',
      'l.js',
      'line.js',
      'm.js',
      'picture.js',
    ]);
  });

  it('reads code with a long data line or an inline source map', () => {
    const code = 'exports.f = (a) => eval(a);\n'.repeat(40);
    const root = tempFolder({
      'a.js': `${code}//# sourceMappingURL=data:application/json;base64,${'QUJD'.repeat(20_000)}\n`,
      'b.js': `${code}const logo = '${'QUJD'.repeat(20_000)}';\n`,
    });
    expect(fact(root, 'a.js')?.analyzed).toBe(true);
    expect(fact(root, 'b.js')?.analyzed).toBe(true);
  });

  it('decodes invalid UTF-8 and UTF-16', () => {
    const root = tempFolder({
      'a.py': Buffer.from([0x78, 0x3d, 0x22, 0xff, 0xfe, 0x22, 0x0a]),
      'b.py': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('x = 1\n', 'utf16le')]),
    });
    expect(fact(root, 'a.py')).toMatchObject({ analyzed: true, lines: 1 });
    expect(fact(root, 'b.py')).toMatchObject({ analyzed: true, lines: 1 });
  });

  it('does not follow links out of the folder or around in it', () => {
    const outside = tempFolder({ 'secret.js': '' });
    const root = tempFolder({ 'a/real.js': '' });
    symlinkSync(join(outside, 'secret.js'), join(root, 'out.js'));
    symlinkSync(outside, join(root, 'outdir'));
    symlinkSync(root, join(root, 'a/loop'));
    symlinkSync('self', join(root, 'self'));
    symlinkSync(join(root, 'a/real.js'), join(root, 'again.js'));
    symlinkSync('nothing', join(root, 'broken.js'));
    const { inventory: found } = inventory(root);
    expect(found.files.map((file) => [file.path, file.skipped])).toEqual([
      ['a/loop', 'link-loop'],
      ['a/real.js', undefined],
      ['out.js', 'outside-link'],
      ['outdir', 'outside-link'],
      ['self', 'link-loop'],
    ]);
    expect(found.unreadable).toEqual([]);
  });

  it('reports a file that vanished or became a link after it was listed', () => {
    const root = tempFolder({ 'a.js': 'f()', 'b.js': '' });
    rmSync(join(root, 'a.js'));
    expect(factOf(join(root, 'a.js'), 'a.js')).toEqual({
      unreadable: { is: 'vanished' },
      fact: expect.objectContaining({ skipped: 'unreadable', sha256: '', analyzed: false }),
    });
    symlinkSync(join(root, 'b.js'), join(root, 'a.js'));
    expect(factOf(join(root, 'a.js'), 'a.js').fact.skipped).toBe('unreadable');
  });

  it('does not wait for a pipe', () => {
    const root = tempFolder({ 'a.js': '' });
    execFileSync('mkfifo', [join(root, 'pipe.js')]);
    expect(inventory(root).inventory.files.map((file) => [file.path, file.skipped])).toEqual([
      ['a.js', undefined],
      ['pipe.js', 'special'],
    ]);
    expect(factOf(join(root, 'pipe.js'), 'pipe.js').fact.skipped).toBe('unreadable');
  });

  it.skipIf(process.getuid?.() === 0)('lists what it may not read', () => {
    const root = tempFolder({ 'a.js': '', 'no/b.js': '' });
    chmodSync(join(root, 'no'), 0);
    chmodSync(join(root, 'a.js'), 0);
    const { inventory: found, limits } = inventory(root);
    chmodSync(join(root, 'no'), 0o700);
    expect(found.unreadable).toEqual([
      { path: 'a.js', why: { is: 'no-access', name: 'EACCES' } },
      { path: 'no', why: { is: 'no-access', name: 'EACCES' } },
    ]);
    expect(limits.map((limit) => limit.path)).toEqual(['a.js', 'no']);
  });

  it('is not held up by patterns made to take time', async () => {
    const long = `${'a'.repeat(200)}.js`;
    const roots = new Map<number, string>();
    const rootOf = (stars: number): string => {
      const known = roots.get(stars);
      const root = known ?? tempFolder({ '.gitignore': `${'*a'.repeat(stars)}b\n*.log\n`, [long]: '', 'x.log': '' });
      roots.set(stars, root);
      return root;
    };
    expect(paths(rootOf(20))).toEqual(['.gitignore', long]);
    expect(await growth((stars) => paths(rootOf(stars)), 5)).toBeLessThan(LINEAR);
  });

  it('tells each folder before it is listed, while the number of files is not known', () => {
    const root = tempFolder({ 'a.js': '', 'd/e/b.js': '', 'd/c.js': '' });
    const told: [number, number, string | undefined][] = [];
    takeInventory({ root, exclude: [] }, (done, total, what) => told.push([done, total, what]));
    expect(told.slice(0, 3)).toEqual([
      [0, 0, './'],
      [1, 0, 'd/'],
      [2, 0, 'd/e/'],
    ]);
    expect(told.slice(3)).toContainEqual([2, 3, 'd/e/b.js']);
  });

  it('says where more code may lie than it looked for, also in a folder with the name of a build', () => {
    const root = tempFolder({
      'package.json': '{"scripts":{"build":"tsc --outDir \'dist/\'"}}',
      'a.js': '',
      'dist/a.js': '',
      'old/b.js': '',
      '.gitignore': 'old/\n',
    });
    const look = vi
      .spyOn(Survey.prototype, 'folder')
      .mockImplementation((path) => ({ code: [`${path}/x.js`], cut: true }));
    try {
      const { inventory: found } = takeInventory({ root, exclude: [] });
      expect(found.leftOut?.map(({ path, cause }) => [path, cause])).toEqual([
        ['dist/', 'build-output'],
        ['dist/x.js', 'build-output'],
        ['old/', 'ignored'],
        ['old/x.js', 'ignored'],
      ]);
    } finally {
      look.mockRestore();
    }
  });

  it('says which folders a limit of the listing keeps it from entering', () => {
    const { inventory: found } = inventory(tempFolder({ 'a.js': '' }));
    const leftOut = [
      { path: 'a/', cause: 'crowded' as const },
      { path: 'b/', cause: 'too-many' as const },
      { path: 'c.js', cause: 'ignored' as const, rule: 'c.js' },
    ];
    expect(limitsOf({ ...found, leftOut }, []).map(({ path, code }) => [path, code])).toEqual([
      ['a/', 'budget'],
      ['b/', 'budget'],
    ]);
  });

  it('names a folder with too many entries instead of listing some of them', () => {
    const root = tempFolder({ 'a.js': '', 'b.js': '', 'c.js': '' });
    expect(entriesOf(root, 2)).toEqual({ failed: 'crowded' });
    expect(entriesOf(root, 3)).toMatchObject({ entries: [{ name: 'a.js' }, { name: 'b.js' }, { name: 'c.js' }] });
    expect(entriesOf(join(root, 'none'))).toEqual({ failed: 'ENOENT' });
  });

  it.skipIf(process.platform !== 'linux')('names what has a name that is no UTF-8', () => {
    const root = tempFolder({ 'a.js': '' });
    writeFileSync(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xe9]), Buffer.from('.js')]), 'f()');
    const { inventory: found } = inventory(root);
    expect(found.files.map((file) => file.path)).toEqual(['a.js']);
    expect(found.unreadable).toEqual([{ path: 'bad\ufffd.js', why: { is: 'name-not-utf8' } }]);
  });

  it('does not read code in an encoding that hides code in comments', () => {
    const root = tempFolder({
      'a.py': '#!/usr/bin/python\n# -*- coding: utf-7 -*-\nx = 1\n',
      'b.py': '# coding: unicode_escape\n',
      'c.py': '# coding: latin-1\nx = 1\n',
      'd.py': 'x = 1\ny = 2\n# coding: utf-7\n',
      'e.py': '# coding: cp1026\n',
      'f.py': '# coding: shift_jis\n',
      'g.py': '# coding: euc-jp\n',
    });
    expect(inventory(root).inventory.files.map((file) => file.skipped)).toEqual([
      'encoding',
      'encoding',
      undefined,
      undefined,
      'encoding',
      'encoding',
      undefined,
    ]);
  });

  it('survives names with line breaks and odd characters', () => {
    const root = tempFolder();
    mkdirSync(join(root, '__proto__'));
    writeFileSync(join(root, '__proto__', 'constructor'), '');
    writeFileSync(join(root, 'a\nb.js'), 'f()');
    expect(paths(root)).toEqual(['__proto__/constructor', 'a\nb.js']);
    expect(dirname(root)).not.toBe('');
  });
});
