import { describe, it, expect } from 'vitest';
import { growth, LINEAR } from '../../support/growth';
import type { FileFact } from '../../../../src/artifacts/inventory';
import { findDependencies } from '../../../../src/analysis/documents/dependencies/find-dependencies';
import { findPackages } from '../../../../src/analysis/documents/dependencies/find-packages';
import { findScanners } from '../../../../src/analysis/documents/dependencies/find-scanners';
import { lowerText } from '../../../../src/analysis/languages/lower/lower-text';
import { CachedTextSource } from '../../../../src/analysis/read/text-source';
import { roleOf } from '../../../../src/analysis/read/inventory/classify';

const facts = (files: Record<string, string>): FileFact[] =>
  Object.keys(files).map((path) => ({
    path,
    size: 1,
    sha256: 'x',
    lines: 1,
    analyzed: false,
    role: roleOf(path, /\.(py|js)$/.test(path), ''),
  }));

async function dependencies(files: Record<string, string>) {
  const trees = new Map(
    await Promise.all(
      Object.entries(files)
        .filter(([path]) => path.endsWith('.py'))
        .map(async ([path, text]) => [path, await lowerText(path, text)] as const),
    ),
  );
  return findDependencies(facts(files), new CachedTextSource((path) => files[path]), trees);
}
const short = async (files: Record<string, string>) =>
  (await dependencies(files)).dependencies.map(
    (d) =>
      `${d.manifest}:${d.line ?? '-'} ${d.name} ${d.version} ${d.pin}${d.dev ? ' dev' : ''}${d.direct ? '' : ' transitive'}${d.resolved ? ` => ${d.resolved}` : ''}`,
  );

describe('npm', () => {
  it('reads package.json with lines, kinds and pins', async () => {
    const text =
      '{\n  "name": "x",\n  "dependencies": {\n    "express": "4.18.2",\n    "@a/b": "^1.0.0", "c": "*",\n    "d": "git+https://x/d.git", "e": "user/repo", "f": "latest", "own": "workspace:*", "g": "npm:h@2.0.0"\n  },\n  "devDependencies": { "mocha": ">=1 <3", "express": "5.0.0" },\n  "peerDependencies": { "react": "18.x" },\n}';
    expect(await short({ 'package.json': text })).toEqual([
      'package.json:5 @a/b ^1.0.0 range',
      'package.json:5 c * any',
      'package.json:6 d git+https://x/d.git url',
      'package.json:6 e user/repo url',
      'package.json:4 express 4.18.2 exact',
      'package.json:6 f latest any',
      'package.json:6 g npm:h@2.0.0 exact',
      'package.json:8 mocha >=1 <3 range dev',
      'package.json:9 react 18.x range',
    ]);
  });

  it('says when a manifest cannot be understood', async () => {
    const { dependencies: found, limits } = await dependencies({
      'package.json': '',
      'pyproject.toml': '[project\n',
      'package-lock.json': '{"packages":',
    });
    expect(found).toEqual([]);
    expect(limits.map((limit) => limit.path)).toEqual(['package.json', 'pyproject.toml', 'package-lock.json']);
  });

  const manifest = '{"dependencies":{"a":"^1.0.0"}}';
  it.each([
    [
      'package-lock.json',
      '{"lockfileVersion":1,"dependencies":{"a":{"version":"1.2.0","dependencies":{"b":{"version":"2.0.0","dev":true}}}}}',
    ],
    [
      'package-lock.json',
      '{"lockfileVersion":3,"packages":{"":{"name":"x"},"node_modules/a":{"version":"1.2.0"},"node_modules/a/node_modules/b":{"version":"2.0.0","dev":true},"node_modules/w":{"link":true},"packages/w":{"version":"1.0.0"}}}',
    ],
  ])('%s resolves direct dependencies and lists the others', async (name, lock) => {
    const { lockfiles } = await dependencies({ 'package.json': manifest, [name]: lock });
    expect(lockfiles).toEqual([name]);
    expect(await short({ 'package.json': manifest, [name]: lock })).toEqual([
      `${name}:- b 2.0.0 exact dev transitive`,
      'package.json:1 a ^1.0.0 range => 1.2.0',
    ]);
  });

  it.each([
    [
      'yarn.lock',
      '# yarn lockfile v1\n\na@^1.0.0, a@^1.1.0:\n  version "1.2.0"\n  dependencies:\n    b "2"\n\n"@s/b@^2.0.0":\n  version "2.0.0"\n',
      8,
    ],
    [
      'yarn.lock',
      '__metadata:\n  version: 8\n\n"a@npm:^1.0.0":\n  version: 1.2.0\n\n"@s/b@npm:^2.0.0":\n  version: 2.0.0\n\n"x@workspace:.":\n  version: 0.0.0-use.local\n',
      7,
    ],
    [
      'pnpm-lock.yaml',
      "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies: {}\npackages:\n\n  a@1.2.0:\n    resolution: {}\n\n  '@s/b@2.0.0':\n    resolution: {}\n\nsnapshots:\n  c@1.0.0: {}\n",
      10,
    ],
    [
      'pnpm-lock.yaml',
      "lockfileVersion: '6.0'\npackages:\n\n  /a@1.2.0(react@18.0.0):\n    resolution: {}\n\n  /@s/b@2.0.0:\n    resolution: {}\n",
      7,
    ],
    [
      'pnpm-lock.yaml',
      'lockfileVersion: 5.4\npackages:\n\n  /a/1.2.0:\n    resolution: {}\n\n  /@s/b/2.0.0:\n    resolution: {}\n',
      7,
    ],
    ['bun.lock', '{ "packages": { "a": ["a@1.2.0", ""], "@s/b": ["@s/b@2.0.0", ""], } }', '-'],
  ])('reads %s', async (name, lock, line) => {
    const files = { 'package.json': manifest, [name]: lock };
    expect((await short(files)).sort()).toEqual(
      ['package.json:1 a ^1.0.0 range => 1.2.0', `${name}:${line} @s/b 2.0.0 exact transitive`].sort(),
    );
  });

  it('lists at most 5,000 transitive dependencies and says so', async () => {
    const packages = Object.fromEntries(
      Array.from({ length: 5_100 }, (_, i) => [`node_modules/p${i}`, { version: '1.0.0' }]),
    );
    const { dependencies: found, limits } = await dependencies({ 'package-lock.json': JSON.stringify({ packages }) });
    expect(found).toHaveLength(5_000);
    expect(limits[0]?.why).toEqual({ is: 'dependencies-cut', all: 5_100, most: 5_000, of: 'others' });
  });
});

describe('Python', () => {
  it('reads requirements files: extras, markers, hashes, continuations, URLs, includes', async () => {
    const files = {
      'requirements.txt':
        '# web\nFlask[async]==2.0.1 ; python_version < "4"  # why\n-r more.in\n-c constraints.txt\nrequests>=2,<3 \\\n    --hash=sha256:abc \\\n    --hash=sha256:def\nDjango\n--index-url https://x\ngit+https://x/y.git@v1#egg=yy\npkg @ https://x/p.whl\nnum~=1.0\nstar==1.*\n./local\nnot a requirement\n',
      'more.in': 'six==1.0\n-r requirements.txt\n',
      'requirements/dev.txt': 'pytest\n',
    };
    // `more.in` is no requirements file by its name; the include makes it one.
    expect(await short(files)).toEqual([
      'more.in:1 six 1.0 exact',
      'requirements.txt:8 Django  any',
      'requirements.txt:2 Flask 2.0.1 exact',
      'requirements.txt:12 num ~=1.0 range',
      'requirements.txt:11 pkg https://x/p.whl url',
      'requirements.txt:5 requests >=2,<3 range',
      'requirements.txt:13 star ==1.* range',
      'requirements.txt:10 yy git+https://x/y.git@v1#egg=yy url',
      'requirements/dev.txt:1 pytest  any dev',
    ]);
  });

  it('reads pyproject.toml in every dialect', async () => {
    const text =
      '[project]\nname = "x"\ndependencies = [\n  "fastapi>=0.100",\n  \'uvicorn[standard]==0.20.0\',\n]\n[project.optional-dependencies]\npg = ["psycopg2"]\n[dependency-groups]\ntest = ["pytest>=7", {include-group = "x"}]\n[tool.poetry.dependencies]\npython = "^3.11"\ndjango = "^4.2"\ncelery = { version = "5.0", extras = ["redis"] }\nown = { git = "https://x/o.git" }\n[tool.poetry.group.lint.dependencies]\nruff = "*"\n[tool.uv]\ndev-dependencies = ["mypy==1.0"]\n';
    expect(await short({ 'pyproject.toml': text })).toEqual([
      'pyproject.toml:14 celery 5.0 exact',
      'pyproject.toml:13 django ^4.2 range',
      'pyproject.toml:4 fastapi >=0.100 range',
      'pyproject.toml:19 mypy 1.0 exact dev',
      'pyproject.toml:15 own https://x/o.git url',
      'pyproject.toml:8 psycopg2  any',
      'pyproject.toml:10 pytest >=7 range dev',
      'pyproject.toml:17 ruff * any dev',
      'pyproject.toml:5 uvicorn 0.20.0 exact',
    ]);
  });

  it('reads Pipfile, setup.cfg and setup.py without running it', async () => {
    expect(
      await short({
        Pipfile:
          '[packages]\nflask = "==1.0"\n"b-c" = "*"\n[dev-packages]\nblack = {version = ">=22", extras = ["d"]}\n',
      }),
    ).toEqual(['Pipfile:3 b-c * any', 'Pipfile:5 black >=22 range dev', 'Pipfile:2 flask 1.0 exact']);
    expect(
      await short({
        'setup.cfg':
          '[metadata]\nname = x\n[options]\ninstall_requires =\n  a>=1\n  # no\n  b==2\npackages = find:\n[options.extras_require]\nc = d\n',
      }),
    ).toEqual(['setup.cfg:5 a >=1 range', 'setup.cfg:7 b 2 exact', 'setup.cfg:10 d  any']);
    expect(
      await short({
        'setup.py':
          'from setuptools import setup\nREQ = ["a==1.0", "b"] + ["c"]\nif True:\n    setup(name="x", install_requires=REQ, extras_require={"t": ["d>1"]}, tests_require=["e"], data_files=["f"])\n',
      }),
    ).toEqual([
      'setup.py:2 a 1.0 exact',
      'setup.py:2 b  any',
      'setup.py:2 c  any',
      'setup.py:4 d >1 range',
      'setup.py:4 e  any dev',
    ]);
  });

  it.each([
    [
      'poetry.lock',
      '[[package]]\nname = "six"\nversion = "1.16.0"\n\n[package.dependencies]\nname = "no"\n\n[[package]]\nname = "Flask"\nversion = "2.0"\n',
    ],
    [
      'uv.lock',
      '[[package]]\nname = "six"\nversion = "1.16.0"\nsource = { registry = "x" }\n[[package]]\nname = "me"\nversion = "0.1"\nsource = { editable = "." }\n[[package]]\nname = "flask"\nversion = "2.0"\n',
    ],
    ['Pipfile.lock', '{"_meta":{},"default":{"six":{"version":"==1.16.0"},"flask":{"version":"==2.0"}},"develop":{}}'],
  ])('reads %s', async (name, lock) => {
    const found = await short({ 'requirements.txt': 'FLASK>1\n', [name]: lock });
    expect(found.map((one) => one.replace(/:(\d+|-) /, ' '))).toEqual(
      [...[`${name} six 1.16.0 exact transitive`, 'requirements.txt FLASK >1 range => 2.0']].sort(),
    );
  });

  it('leaves out what tests and documents bring', async () => {
    expect(await short({ 'tests/requirements.txt': 'a', 'docs/package.json': '{"dependencies":{"b":"1"}}' })).toEqual(
      [],
    );
  });
});

describe('manifests made to take time', () => {
  const times = (count: number, make: (at: number) => string): string[] =>
    Array.from({ length: count }, (_, at) => make(at));
  const MANIFESTS: [string, (size: number) => string][] = [
    ['requirements.txt', (size) => ' '.repeat(size * 20) + '\n' + 'a'.repeat(size * 20)],
    ['package.json', (size) => `{"dependencies":{${times(size, (at) => `"p${at}":"1"`).join(',\n')}}}`],
    ['pyproject.toml', (size) => `[tool.poetry.dependencies]\n${times(size, (at) => `p${at} = "1"`).join('\n')}`],
    ['pnpm-lock.yaml', (size) => `packages:\n  ${'a/1'.repeat(size * 10)}\n`],
    ['yarn.lock', (size) => `${'"a@'.repeat(size * 10)}\n`],
    ['setup.cfg', (size) => `[options]\ninstall_requires =\n${' '.repeat(size * 40)}`],
  ];
  it.each(MANIFESTS)('%s costs what it is long', async (name, make) => {
    const work = async (size: number): Promise<void> => {
      const text = make(size);
      await dependencies({ [name]: text });
      findPackages(facts({ [name]: text }), new CachedTextSource(() => '\n'.repeat(size * 40)));
    };
    expect(await growth(work, 1_000)).toBeLessThan(LINEAR);
  });
});

describe('scanners and packages', () => {
  const scan = (files: Record<string, string>) =>
    findScanners(facts(files), new CachedTextSource((path) => files[path])).map(
      (one) => `${one.at.file}:${one.at.line} ${one.tool}${one.ci ? ' ci' : ''}`,
    );
  it('finds scanners in CI, in configuration and in scripts, not in comments or dependency lists', () => {
    expect(
      scan({
        '.github/dependabot.yml': 'version: 2\n',
        '.github/workflows/ci.yml':
          'steps:\n  - run: npm audit --production\n  - uses: github/codeql-action/init@v3\n  # - run: trivy\n',
        'package.json':
          '{\n "scripts": { "sec": "npm audit && snyk test" },\n "devDependencies": {\n  "bandit": "1.0.0"\n }\n}',
        'src/readme.yml': 'npm audit',
      }),
    ).toEqual([
      '.github/dependabot.yml:1 Dependabot ci',
      '.github/workflows/ci.yml:2 npm audit ci',
      '.github/workflows/ci.yml:3 CodeQL ci',
      'package.json:2 Snyk',
      'package.json:2 npm audit',
    ]);
  });

  it('takes what a workflow runs, and no text that names a tool', () => {
    const workflow = (steps: string): string[] => scan({ '.github/workflows/a.yml': `steps:\n${steps}` });
    expect(workflow('  - run: |\n      pip install x\n      pip-audit\n')).toEqual([
      '.github/workflows/a.yml:4 pip-audit ci',
    ]);
    for (const steps of [
      '  - uses: actions/github-script@v7\n    with:\n      script: |\n        if (/trivy|snyk test/.test(title)) fail();\n',
      '  - run: |\n      ls\n    name: after trivy\n',
      '  - run: |\n      grep trivy title.txt\n      echo "semgrep"\n',
      '  - name: bandit\n',
    ])
      expect(workflow(steps)).toEqual([]);
  });

  it('finds the packages of a repository', () => {
    const files = {
      'package.json': '{ "private": true }',
      'packages/a/package.json': '{\n  "name": "@x/a"\n}',
      'api/pyproject.toml': '[project]\nname = "api"',
      'api/setup.py': "from setuptools import setup\nsetup(version='1')\n",
      'shop/handlers/setup.py': 'def setup(request):\n    return first_run(request)\n',
      'go/go.mod': 'module example.com/go\n',
      'tests/package.json': '{}',
    };
    expect(findPackages(facts(files), new CachedTextSource((path) => files[path as keyof typeof files]))).toEqual([
      { path: '', manifest: 'package.json', name: '.' },
      { path: 'api', manifest: 'api/pyproject.toml', name: 'api' },
      { path: 'go', manifest: 'go/go.mod', name: 'example.com/go' },
      { path: 'packages/a', manifest: 'packages/a/package.json', name: '@x/a' },
    ]);
  });
});
