import { describe, expect, it } from 'vitest';
import { LowerError } from '../../../../src/analysis/languages/lower/lower-error';
import { lowerText } from '../../../../src/analysis/languages/lower/lower-text';
import { Lowerer } from '../../../../src/analysis/languages/lower/lowerer';
import { PYTHON } from '../../../../src/analysis/languages/python/lower/rules';
import { SourceText } from '../../../../src/analysis/read/source-text';
import { parserFor } from '../../../../src/analysis/read/parse/grammar';
import { PARSE_LIMITS, parseText } from '../../../../src/analysis/read/parse/syntax-tree';

/** How many levels objects nest in each other: what later passes recurse over. */
function nestingOf(root: unknown): number {
  let deepest = 0;
  const open: [unknown, number][] = [[root, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, level] = next;
    if (typeof value !== 'object' || value === null) continue;
    deepest = Math.max(deepest, level);
    for (const inner of Object.values(value) as unknown[]) open.push([inner, level + 1]);
  }
  return deepest;
}

const numbers = (length: number): number[] => Array.from({ length }, (_, at) => at);

describe('the limits of parsing', () => {
  it('count steps and nodes: the same text ends at the same place every time', async () => {
    const parser = await parserFor('tree-sitter-javascript');
    const text = 'f(a, [b]);\n'.repeat(2_000);
    const tight = { ...PARSE_LIMITS, operations: 500, operationsPerUnit: 0 };
    expect([parseText(parser, text, tight), parseText(parser, text, tight)]).toEqual(['operations', 'operations']);
    expect(parseText(parser, text, { ...PARSE_LIMITS, nodes: 1_000 })).toBe('nodes');
    // The parser is as good as new afterwards.
    expect(parseText(parser, 'f()')).toMatchObject({ errors: [], root: { type: 'program' } });
  });

  it('leave out a file with too many nodes, and say so', async () => {
    await expect(lowerText('a.js', 'a;'.repeat(300_000))).rejects.toMatchObject({
      reason: 'too-complex',
      why: { is: 'parse-nodes' },
    });
  });

  it('end rules that run away', async () => {
    const rules = PYTHON;
    const tree = parseText(await parserFor('tree-sitter-python'), 'f(1, 2, 3)\n'.repeat(100));
    if (typeof tree === 'string') return expect.fail(tree);
    const lowerer = new Lowerer(new SourceText('f(1, 2, 3)\n'.repeat(100)), rules, 50);
    expect(() => lowerer.stmt(tree.root)).toThrow(LowerError);
  });
});

/** Each nests, or repeats, one construct of a language far beyond what is written by hand. */
const ADVERSARIES: Record<string, [string, string]> = {
  'mixed operators': [
    'a.js',
    `x = 1${numbers(20_000)
      .map((at) => (at % 2 ? ' - 1' : ' * 2'))
      .join('')}`,
  ],
  'a long comparison': ['a.py', `x = a${' < b'.repeat(20_000)}\n`],
  'a long elif ladder': ['a.py', `if a: b\n${'elif c: d\n'.repeat(5_000)}else: e\n`],
  'a long else-if ladder': ['a.js', `if (a) b;${' else if (c) d;'.repeat(5_000)}`],
  'a long dotted import': ['a.py', `import a${'.b'.repeat(20_000)}\n`],
  'a long member chain': ['a.js', `x = a${'.b'.repeat(20_000)}`],
  'a long chain of calls': ['a.js', `x = a${'.b(() => c)'.repeat(5_000)}`],
  'nested format specifications': ['a.py', `x = f"${'{a:'.repeat(3_000)}${'}'.repeat(3_000)}"\n`],
  'nested types': ['a.ts', `let x: ${'A<'.repeat(5_000)}B${'>'.repeat(5_000)};`],
  'nested elements': ['a.tsx', `const x = ${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)};`],
  'nested classes': [
    'a.py',
    numbers(300)
      .map((at) => `${' '.repeat(at)}class A:\n`)
      .join('') +
      ' '.repeat(300) +
      'pass\n',
  ],
  'nested patterns': ['a.js', `const ${'[{ a: '.repeat(3_000)}b${' }]'.repeat(3_000)} = c;`],
  'many decorators': [
    'a.py',
    `${numbers(20_000)
      .map((at) => `@app.route('/${at}')\n`)
      .join('')}def f(): pass\n`,
  ],
  'many arguments': ['a.js', `f(${numbers(50_000).join(',')})`],
  'many parameters': [
    'a.py',
    `def f(${numbers(30_000)
      .map((at) => `a${at}`)
      .join(',')}): pass\n`,
  ],
  'many keys': [
    'a.js',
    `x = {${numbers(30_000)
      .map((at) => `a${at}:1`)
      .join(',')}}`,
  ],
  'many cases': [
    'a.js',
    `switch (a) {${numbers(20_000)
      .map((at) => `case ${at}: f();`)
      .join('')}}`,
  ],
  'a yield in a huge function': ['a.py', `def f():\n  x = [${numbers(100_000).join(',')}]\n  yield x\n`],
  'open brackets': ['a.ts', '[{(<'.repeat(20_000)],
  'a template in a template': ['a.js', `x = ${'`a${'.repeat(3_000)}b${'}`'.repeat(3_000)}`],
};

describe('code that is made to be hard to read', () => {
  it.each(Object.entries(ADVERSARIES))('%s', async (_name, [path, text]) => {
    const ir = await lowerText(path, text).catch((error: unknown) => error);
    if (ir instanceof Error) {
      expect(ir).toBeInstanceOf(LowerError);
      return;
    }
    // Every level of nesting in code is a few levels of objects.
    expect(nestingOf(ir)).toBeLessThan(2_500);
    expect(JSON.stringify(ir).length).toBeLessThan(400 * text.length + 10_000);
  });
});
