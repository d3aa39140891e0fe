import { describe, expect, it } from 'vitest';
import type { FileFact, Inventory } from '../../../src/artifacts/inventory';
import { analyzeInProcess } from '../../../src/analysis/in-process';
import { MOST_IMPORTED, readImported } from '../../../src/analysis/imported';
import { lowerText } from '../../../src/analysis/languages/lower/lower-text';
import { NO_LAYOUT } from '../../../src/analysis/engine/link/layout';
import type { Parsed } from '../../../src/analysis/read/parse/pool';
import { CachedTextSource } from '../../../src/analysis/read/text-source';
import { unreadSentence } from '../../../src/wording/unread';

async function readBecause(files: Record<string, string>): Promise<Record<string, string>> {
  const { inventory } = await analyzeInProcess(new Map(Object.entries(files)));
  return Object.fromEntries(
    inventory.files.flatMap((file) =>
      file.readBecause ? [[file.path, `${file.readBecause} ${file.role} ${String(file.analyzed)}`]] : [],
    ),
  );
}

const READ = 'imported source true';

describe('code that its place leaves out', () => {
  it('is read when production code imports it, and what that imports in turn', async () => {
    expect(
      await readBecause({
        'app.js': "const api = require('./testing/api');\nrequire('./demo');\n",
        'testing/api.js': "require('./store');",
        'testing/store.js': 'f();',
        'testing/other.js': 'f();',
        'demo/index.js': 'f();',
        'examples/x.js': 'f();',
      }),
    ).toEqual({ 'demo/index.js': READ, 'testing/api.js': READ, 'testing/store.js': READ });
  });

  it('is read when a package offers it to those who import it', async () => {
    const manifest = (offered: unknown): string => JSON.stringify({ name: 'x', exports: offered });
    const files = { 'app.js': 'f();', 'docs/core.js': 'f();', 'docs/parts/a.js': 'f();', 'docs/other.js': 'f();' };
    const started = 'started source true';
    const both = { '.': { types: './core.d.ts', default: './docs/core.js' }, './parts/*': './docs/parts/*.js' };
    expect(await readBecause({ ...files, 'package.json': manifest(both) })).toEqual({
      'docs/core.js': started,
      'docs/parts/a.js': started,
    });
    expect(await readBecause({ ...files, 'package.json': manifest('./app.js') })).toEqual({});
  });

  it('is read in Python: modules, names that are modules, relative imports, imports inside functions', async () => {
    expect(
      await readBecause({
        'app/main.py': 'from app.tests import helper\n\ndef f():\n    from .specs.rules import RULE\n',
        'app/__init__.py': '',
        'app/tests/__init__.py': '',
        'app/tests/helper.py': 'x = 1',
        'app/tests/unused.py': 'x = 1',
        'app/specs/rules.py': 'RULE = 1',
      }),
    ).toEqual({ 'app/tests/__init__.py': READ, 'app/tests/helper.py': READ, 'app/specs/rules.py': READ });
  });

  it('is read when it is a copy of a library that is imported, and stays a copy', async () => {
    const files = {
      'app.js': "require('./public/used');",
      'public/used.js': '/*!\n * Used v1.0.0\n */\nf();',
      'public/unused.js': '/*!\n * Unused v1.0.0\n */\nf();',
      'public/page.js': '/* our page */\nf();',
    };
    expect(await readBecause(files)).toEqual({ 'public/used.js': 'imported generated true' });
    const { inventory } = await analyzeInProcess(new Map(Object.entries(files)));
    const unread = inventory.files.filter((file) => !file.analyzed).map((file) => file.path);
    expect(unread, 'what pages load from a folder of copies').toEqual(['public/unused.js']);
  });

  it('is read when a manifest starts it', async () => {
    expect(
      await readBecause({
        'package.json': '{\n "scripts": {\n  "start": "node demo/server.js",\n  "test": "node tests/run.js"\n }\n}',
        'demo/server.js': 'f();',
        'tests/run.js': 'f();',
        'lib.js': 'f();',
      }),
    ).toEqual({ 'demo/server.js': 'started source true' });
    expect(
      await readBecause({
        Procfile: 'web: gunicorn samples.wsgi:app\n',
        'samples/wsgi.py': 'app = 1',
        'lib.py': 'x = 1',
      }),
    ).toEqual({ 'samples/wsgi.py': 'started source true' });
    expect(
      await readBecause({
        Dockerfile: 'FROM python\nCMD ["python", "/app/demo/app.py"]\n',
        'demo/app.py': 'x = 1',
        'lib.py': 'x = 1',
      }),
    ).toEqual({ 'demo/app.py': 'started source true' });
  });

  it('is not read for a test, a build setting, a type or a name that leads elsewhere', async () => {
    expect(
      await readBecause({
        'a.test.js': "require('./tests/helper');",
        'vite.config.js': "import './tests/setup';",
        'types.ts': "import type { X } from './tests/types';",
        'main.js': "require('./tests');\nrequire('demo');",
        'tests.js': 'f();',
        'tests/helper.js': 'f();',
        'tests/setup.js': 'f();',
        'tests/types.ts': 'export type X = 1;',
        'demo/index.js': 'f();',
      }),
    ).toEqual({});
  });
});

describe('code that a rule leaves out', () => {
  const fact = (path: string, role: FileFact['role'] = 'source'): FileFact => ({
    path,
    size: 1,
    sha256: 'x',
    lines: 1,
    language: 'javascript',
    analyzed: true,
    role,
  });

  async function reading(code: string, leftOut: NonNullable<Inventory['leftOut']>) {
    const parse = async (files: readonly FileFact[]): Promise<Parsed> => ({
      files: new Map(
        await Promise.all(
          files.map(async ({ path }) => [path, await lowerText(path, path === 'app.js' ? code : 'f();')] as const),
        ),
      ),
      failures: [],
    });
    const inventory: Inventory = { files: [fact('app.js')], directories: 1, unreadable: [], truncated: [], leftOut };
    return readImported(
      { inventory, parsed: await parse(inventory.files), limits: [] },
      { describe: (path) => fact(path), parse, texts: new CachedTextSource(() => ''), layout: NO_LAYOUT },
    );
  }

  it('is read when it is imported, and no longer listed as left out', async () => {
    const ignored = { path: 'private/keys.js', cause: 'ignored' as const, rule: '.gitignore: private/' };
    const other = { path: 'private/other.js', cause: 'ignored' as const, rule: '.gitignore: private/' };
    const { inventory, parsed } = await reading("require('./private/keys');", [ignored, other]);
    expect(inventory.files.map(({ path, readBecause: why }) => [path, why])).toEqual([
      ['app.js', undefined],
      ['private/keys.js', 'imported'],
    ]);
    expect(inventory.leftOut).toEqual([other]);
    expect([...parsed.files.keys()]).toEqual(['app.js', 'private/keys.js']);
  });

  it('is not read when it is the output of a source that is read', async () => {
    const { inventory } = await reading("require('./dist/app');\nrequire('./dist/extra');", [
      { path: 'dist/app.js', cause: 'build-output' },
      { path: 'dist/extra.js', cause: 'build-output' },
    ]);
    expect(inventory.files.map(({ path }) => path)).toEqual(['app.js', 'dist/extra.js']);
  });

  it('is named where there is too much of it', async () => {
    const names = Array.from({ length: MOST_IMPORTED + 2 }, (_, at) => `gen/f${String(at).padStart(4, '0')}.js`);
    const { inventory, limits } = await reading(
      names.map((name) => `require('./${name}');`).join('\n'),
      names.map((path) => ({ path, cause: 'ignored' as const })),
    );
    expect(inventory.files).toHaveLength(1 + MOST_IMPORTED);
    expect(limits.map(({ path }) => path)).toEqual(names.slice(MOST_IMPORTED));
  });
});

describe('code that is imported by its path and not read', () => {
  const limitsOf = async (files: Record<string, string>): Promise<string[]> =>
    (await analyzeInProcess(new Map(Object.entries(files)))).limits.map(
      ({ path, why }) => `${path}: ${unreadSentence(why)}`,
    );

  it('is named: in folders of dependencies, and under names that are not those of code', async () => {
    const found = await limitsOf({
      'src/app.js': "require('../node_modules/x/i'); require('./.yarn/y'); require('./c.mjs.txt'); require('./m.gen');",
      'src/b.js': "import '../bower_components/b.js';",
      'src/c.mjs.txt': 'f();',
      'src/m.gen': 'f();',
    });
    expect(found).toEqual([
      expect.stringMatching(/^src\/app\.js: .* node_modules\/x\/i from a folder of installed/),
      expect.stringMatching(/^src\/app\.js: .* src\/\.yarn\/y from a folder of installed/),
      expect.stringMatching(/^src\/b\.js: .* bower_components\/b\.js/),
      expect.stringMatching(/^src\/c\.mjs\.txt: .*not that of code/),
      expect.stringMatching(/^src\/m\.gen: .*not that of code/),
    ]);
  });

  it('is no picture, style or data, and nothing that is not there', async () => {
    expect(
      await limitsOf({
        'a.js':
          "import './a.css'; import './b.svg'; require('./c.json'); require('./d.gone'); require('x/node_modules/y');",
        'a.css': '',
        'b.svg': '<svg/>',
        'c.json': '{}',
        'b.js': "import '../../outside/node_modules/x'; import './node_modules/x/style.css';",
      }),
    ).toEqual([]);
  });
});
