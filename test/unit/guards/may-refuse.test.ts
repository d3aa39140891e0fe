import { describe, expect, it } from 'vitest';
import { mayRefuse } from '../../../src/analysis/engine/guards/may-refuse';
import type { Expr } from '../../../src/analysis/read/ir';
import { link } from '../link/linked';

const NAME: Expr = {
  kind: 'name',
  name: 'before',
  span: { start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 },
} as unknown as Expr;

async function asked(code: string): Promise<boolean> {
  const program = await link({ 'a.js': code });
  const scope = program.moduleOf('a.js')?.scope;
  if (!scope) throw new Error('no module');
  return mayRefuse(program, { expr: NAME, scope } as Parameters<typeof mayRefuse>[1]);
}

describe('what stands before a handler', () => {
  it('may turn away in the function that it gives instead', async () => {
    expect(await asked('const before = (f) => (q, s) => { if (odd(q)) s.sendStatus(401); else f(q, s); };')).toBe(true);
    expect(await asked('const before = (f) => (q, s) => { note(q); f(q, s); };')).toBe(false);
  });

  it('is read once for each function, however deep they stand in each other', async () => {
    expect(await asked(`const before = ${'(a) => '.repeat(60)}a;`)).toBe(false);
  });
});
