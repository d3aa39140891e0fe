import fc from 'fast-check';
import { describe, it, expect } from 'vitest';
import type { FileIr, Span } from '../../../../src/analysis/read/ir';
import { lowerText } from '../../../../src/analysis/languages/lower/lower-text';
import { normalLines } from '../../../../src/safety/text/normal-lines';

const SEEDS: Record<string, string> = {
  'a.ts':
    "import { a, type B } from 'b';\n@D({ x: [1] })\nexport class C<T> extends E implements F {\n  constructor(private s: S) { super() }\n  async *m(@P() { a = 1, ...r }: T): Promise<void> { for await (const x of y) yield `a${x}`; }\n}\nnamespace N { export const q = (a as B)!.c?.[d] }\n",
  'a.tsx': 'const P = ({ a }) => <A b={`x${a}`} {...c}>t {a ? <B/> : null}</A>;\n',
  'a.js':
    'module.exports = { get a() { return /x/g }, async b() { try { await c } catch { throw d } finally { e?.() } } };\nlabel: for (;;) { switch (a) { case 1: break label; default: a ||= b } }\n',
  'a.py':
    'from .a import (b as c, d)\n@e.f(g=1)\nasync def h(i, /, j: int = 1, *k, l, **m) -> "n":\n    async with o as (p, q), r:\n        yield [s async for s in t if u if not v]\n    match w:\n        case {"x": [y, *z], **aa} if bb: return f"{cc!r:>{dd}} {{}}"\n        case A(b=1) | None: pass\n',
};

function* spans(value: unknown): Generator<Span> {
  if (typeof value !== 'object' || value === null) return;
  if ('line' in value && 'endColumn' in value) yield value as Span;
  for (const inner of Object.values(value)) yield* spans(inner);
}

function expectInside(ir: FileIr, text: string) {
  const lines = normalLines(text).split('\n');
  for (const span of spans(ir)) {
    const ordered = span.line < span.endLine || (span.line === span.endLine && span.column <= span.endColumn);
    const inside =
      span.line >= 1 &&
      span.endLine <= lines.length &&
      span.column >= 0 &&
      span.endColumn <= (lines[span.endLine - 1] ?? '').length;
    if (!ordered || !inside) expect.fail(`${JSON.stringify(span)} in ${JSON.stringify(text)}`);
  }
}

const path = fc.constantFrom(...Object.keys(SEEDS));
const cut = fc.tuple(
  fc.nat(400),
  fc.nat(40),
  fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('(', '{', '}', '`', '"""', '<', '\n  ', '\0', '\uD800', 'async ', '=>', ':', '@'),
  ),
);

describe('lowering never fails on text', () => {
  it('keeps to the file for arbitrary text', async () => {
    await fc.assert(
      fc.asyncProperty(path, fc.string({ unit: 'binary', maxLength: 80 }), async (name, text) =>
        expectInside(await lowerText(name, text), text),
      ),
      { numRuns: 150 },
    );
  });

  it('keeps to the file for damaged code', async () => {
    await fc.assert(
      fc.asyncProperty(path, fc.array(cut, { minLength: 1, maxLength: 4 }), async (name, cuts) => {
        const text = cuts.reduce(
          (code, [at, length, put]) =>
            code.slice(0, at % code.length) + put + code.slice((at % code.length) + length) || ' ',
          SEEDS[name]!,
        );
        expectInside(await lowerText(name, text), text);
      }),
      // The example left a `case` without a name behind.
      { numRuns: 300, examples: [['a.py', [[261, 15, ':']]]] },
    );
  });

  it('reads what stands around broken syntax', async () => {
    const ir = await lowerText('a.js', 'const a = 1;\nfunction ( { ;;\nexports.b = function () { return eval(x) }\n');
    expect(ir.syntaxErrors.length).toBeGreaterThan(0);
    expect(JSON.stringify(ir.body)).toContain('"name":"eval"');
  });

  it('cuts off deep nesting and says so', async () => {
    const nested = await lowerText('a.js', `${'['.repeat(10_000)}1${']'.repeat(10_000)}`);
    expect(nested.tooDeep).toHaveLength(1);
    const parentheses = await lowerText('a.js', `x = ${'('.repeat(10_000)}y${')'.repeat(10_000)}`);
    expect(parentheses.tooDeep).toBeUndefined();
    const python = await lowerText('a.py', `x = ${'('.repeat(10_000)}y${')'.repeat(10_000)}`);
    expect(JSON.stringify(python.body)).toContain('"name":"y"');
  });

  it('keeps 5,000 concatenated strings in order without nesting 5,000 deep', async () => {
    const ir = await lowerText('a.js', `x = ${Array.from({ length: 5_000 }, (_, i) => `'${i}'`).join(' + ')}`);
    const text = JSON.stringify(ir.body);
    expect(ir.tooDeep).toBeUndefined();
    expect([...text.matchAll(/"value":"(\d+)"/g)].map((m) => Number(m[1]))).toEqual(
      Array.from({ length: 5_000 }, (_, i) => i),
    );
  });

  it('refuses a language it does not know', async () => {
    await expect(lowerText('a.rb', 'puts 1')).rejects.toMatchObject({ reason: 'unknown-language' });
    await expect(lowerText('run', '#!/usr/bin/env node\nf()')).resolves.toMatchObject({ language: 'javascript' });
  });
});
