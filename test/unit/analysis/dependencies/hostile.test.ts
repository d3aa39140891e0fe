import { describe, expect, it } from 'vitest';
import type { FileFact } from '../../../../src/artifacts/inventory';
import { findDependencies } from '../../../../src/analysis/documents/dependencies/find-dependencies';
import { readPnpmLock, readYarnLock } from '../../../../src/analysis/documents/dependencies/npm-locks';
import { readPyproject } from '../../../../src/analysis/documents/dependencies/pyproject';
import { CachedTextSource } from '../../../../src/analysis/read/text-source';

const DEEP = 100_000;
const nested = (open: string, close: string) => `${open.repeat(DEEP)}1${close.repeat(DEEP)}`;
const fact = (path: string): FileFact => ({ path, size: 1, sha256: 'x', lines: 1, analyzed: false, role: 'config' });

/** Beside a healthy application. */
function read(bad: string, text: string) {
  const files: Record<string, string> = {
    'good/package.json': '{"dependencies":{"express":"4.0.0"}}',
    'good/yarn.lock': '"express@4.0.0":\n  version "4.0.0"\n"x@1":\n  version "1.0.0"\n',
    [bad]: text,
  };
  return findDependencies(Object.keys(files).map(fact), new CachedTextSource((path) => files[path]), new Map());
}

const HOSTILE: [string, string][] = [
  ['package.json', nested('{"a":', '}')],
  ['package.json', `{"dependencies":${nested('[', ']')}}`],
  ['package-lock.json', nested('{"dependencies":', '}')],
  ['npm-shrinkwrap.json', '[}'.repeat(DEEP)],
  ['bun.lock', `{ // comment\n${'"a":{'.repeat(DEEP)}`],
  ['Pipfile.lock', nested('{"default":', '}')],
  ['Pipfile.lock', '{"default":null,"develop":[1,null,"x"]} x'],
  ['pyproject.toml', `a = ${nested('[', ']')}`],
  ['Pipfile', `a = ${'{b='.repeat(DEEP)}`],
];

describe('a manifest that is made to do harm', () => {
  it.each(HOSTILE)('costs itself and is named: %s', (path, text) => {
    const { dependencies, limits } = read(path, text);
    expect(dependencies.map((one) => `${one.name} ${one.resolved ?? one.version}`)).toEqual([
      'express 4.0.0',
      'x 1.0.0',
    ]);
    expect(limits).toMatchObject([{ path, code: expect.stringMatching(/^(too-complex|parse-failed)$/) }]);
  });

  it('has keys that are data: __proto__ is a package like any other', () => {
    const { dependencies } = read(
      'package-lock.json',
      '{"__proto__":{"packages":{"node_modules/evil":{"version":"6.6.6"}}},"packages":{"node_modules/__proto__":{"version":"1.0.0"}}}',
    );
    expect(dependencies.map((one) => one.name)).toEqual(['express', 'x', '__proto__']);
    expect(({} as Record<string, unknown>)['packages']).toBeUndefined();
  });

  it('is read up to a number of entries, and the rest is said', () => {
    const { dependencies, limits } = read(
      'requirements.txt',
      Array.from({ length: 12_000 }, (_, at) => `p${at}==1.0`).join('\n'),
    );
    expect(dependencies.filter((one) => one.manifest === 'requirements.txt')).toHaveLength(10_000);
    expect(limits).toMatchObject([
      {
        path: 'requirements.txt',
        code: 'too-large',
        why: expect.objectContaining({ is: 'dependencies-cut', all: 12_000, of: 'file' }),
      },
    ]);
  });

  it('may include itself', () => {
    expect(
      read('requirements.txt', '-r requirements.txt\n-r ./requirements.txt\nflask\n').dependencies.map(
        (one) => one.name,
      ),
    ).toContain('flask');
  });

  it('is read line by line where it is YAML: aliases mean nothing', () => {
    const laughs = Array.from(
      { length: 30 },
      (_, at) => `  a${at}: &a${at} [*a${at - 1}, *a${at - 1}, *a${at - 1}]`,
    ).join('\n');
    expect(readPnpmLock(`packages:\n${laughs}\n  b@1.0.0:\n`)).toEqual([
      { name: 'b', version: '1.0.0', dev: false, line: 32 },
    ]);
  });

  it('has lines whose parts are tried once', () => {
    const slashes = `  a${'/1'.repeat(900)}:x:`;
    expect(readPnpmLock(`packages:\n${`${slashes}\n`.repeat(2_000)}`)).toEqual([]);
    expect(readYarnLock(`${'a@b: '.repeat(390)}\n`.repeat(2_000))).toEqual([]);
    const pyproject = `[tool.poetry.dependencies]\n${Array.from({ length: 9_000 }, (_, at) => `p${at} = "1.0"`).join('\n')}\n`;
    expect(readPyproject(pyproject).at(-1)).toMatchObject({ name: 'p8999', line: 9_001 });
  });
});
