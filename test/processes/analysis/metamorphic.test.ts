import { describe, expect, it } from 'vitest';
import { changed, type Kind, Metamorphosis } from '../../metamorphic/measure';
import { programOf, textsOf } from '../../metamorphic/program';
import { Random } from '../../metamorphic/random';
import { PROGRAMS } from '../../unit/analysis/twins/programs';
import { filesBelow, SAMPLE } from '../../unit/analysis/twins/fixtures';

async function after(kind: Kind, files: Record<string, string>): Promise<Record<string, string>> {
  return Object.fromEntries(textsOf(await changed(programOf(new Map(Object.entries(files))), kind, new Random(3))));
}

describe('changes that change nothing', () => {
  it('rename what functions declare, everywhere it is mentioned, and nothing else', async () => {
    const { 'a.js': text = '' } = await after('rename', {
      'a.js':
        'const top = 1;\nfunction f({ inner, other: second = top }, ...rest) {\n  const key = { inner, key: second };\n  return rest.map((key2) => key2.inner + key.inner + top);\n}\nexports.f = f;\n',
    });
    const [, head = '', body = '', last = ''] = text.split('\n');
    const inner = /\{ inner: (\w+),/.exec(head)?.[1] ?? 'none';
    expect(head).toMatch(/^function f\(\{ inner: \w+, other: \w+ = top \}, \.\.\.\w+\) \{$/);
    expect(body).toContain(`{ inner: ${inner}, key: `);
    expect(last).toMatch(/^ {2}return \w+\.map\(\((\w+)\) => \1\.inner \+ \w+\.inner \+ top\);$/);
    expect(text).toContain('const top = 1;');
  });

  it('leave the parameters of Python alone, which may be given by name', async () => {
    const { 'a.py': text = '' } = await after('rename', {
      'a.py': 'def f(given):\n    made = given + 1\n    return g(made=made)\n',
    });
    expect(text).toMatch(/^def f\(given\):\n {4}(\w+) = given \+ 1\n {4}return g\(made=\1\)\n$/);
    expect(text).not.toContain('    made');
  });

  it('leave a file alone whose names are looked up as text', async () => {
    const text = 'def f():\n    a = 1\n    return locals()\n';
    expect(await after('rename', { 'a.py': text })).toEqual({ 'a.py': text });
  });

  it('move a function that needs nothing but imports to a file beside it', async () => {
    const files = await after('split', {
      'a.js':
        "const fs = require('fs');\nlet state = 0;\nfunction free(path) {\n  return fs.readFileSync(path);\n}\nfunction tied() {\n  return state;\n}\nexports.free = free;\n",
    });
    expect(files['a.js']).toBe(
      "const { free } = require('./a-part');\nconst fs = require('fs');\nlet state = 0;\nfunction tied() {\n  return state;\n}\nexports.free = free;\n",
    );
    expect(files['a-part.js']).toBe(
      "const fs = require('fs');\n\nfunction free(path) {\n  return fs.readFileSync(path);\n}\nmodule.exports = { free };\n",
    );
  });

  it('add lines between statements only', async () => {
    const text = "'use strict';\nconst a = `\n  x\n`;\nf(a,\n  b);\nif (a) {\n  const c = 1;\n  g(c);\n}\n";
    const { 'a.js': changedText = '' } = await after('comments', { 'a.js': text });
    expect(
      changedText
        .split('\n')
        .filter((line) => line.trim() !== '' && !line.trim().startsWith('//'))
        .join('\n'),
    ).toBe(text.trimEnd());
  });
});

describe('what was found is found again', () => {
  const programs = Object.entries(PROGRAMS);
  const kinds: Kind[] = ['reorder', 'comments', 'split', 'rename', 'all'];
  it.each(programs.flatMap(([name, files]) => kinds.map((kind) => ({ name, kind, files }))))(
    'in $name after $kind',
    async ({ kind, files }) => {
      const metamorphosis = await Metamorphosis.of(new Map(Object.entries(files)));
      for (const seed of [1, 2]) {
        const comparison = await metamorphosis.compare(kind, seed);
        expect(comparison.expected).toBeGreaterThan(0);
        expect({ lost: comparison.lost, added: comparison.added }).toEqual({ lost: [], added: [] });
      }
    },
  );

  it.each(['rename', 'all'] as const)('in the sample after %s', async (kind) => {
    const metamorphosis = await Metamorphosis.of(new Map(Object.entries(filesBelow(SAMPLE))));
    for (const seed of [1, 2]) {
      const { expected, lost, added } = await metamorphosis.compare(kind, seed);
      expect(expected).toBeGreaterThan(15);
      expect({ lost, added }).toEqual({ lost: [], added: [] });
    }
  });
});
