import { describe, expect, it } from 'vitest';
import type { Expr, Stmt } from '../../../src/analysis/read/ir';
import { eachInBody, flatBody } from '../../../src/analysis/engine/link/flat-body';
import { walkStmts } from '../../../src/analysis/engine/link/walk';
import { link } from './linked';

const CODE = `
const a = b(c, { d: e }), f = (g) => h(g);
if (a) { i(\`\${j}\`); } else for (const k of l) { m.n = o; }
function p() { q(); }
class R { s = t; u() { v(); } }
try { w(); } catch (x) { y ? z : new A(); } finally { switch (a) { case b: break; } }
export default async () => { await f(); };
`;

async function bodyOf(text: string): Promise<readonly Stmt[]> {
  const program = await link({ 'a.js': text });
  return program.files.get('a.js')?.body ?? [];
}

describe('a flat body', () => {
  it('has the statements and expressions of a body in the order in which they are walked', async () => {
    const body = await bodyOf(CODE);
    const walked: (Stmt | Expr)[] = [];
    walkStmts(body, {
      stmt: (stmt) => {
        walked.push(stmt);
        return true;
      },
      expr: (expr) => {
        walked.push(expr);
        return true;
      },
    });
    const listed: (Stmt | Expr)[] = [];
    eachInBody(
      body,
      (stmt) => void listed.push(stmt),
      (expr) => void listed.push(expr),
    );
    expect(walked.length).toBeGreaterThan(30);
    expect(listed).toEqual(walked);
  });

  it('is made once, and leaves out what is written inside of functions and classes', async () => {
    const body = await bodyOf(CODE);
    expect(flatBody(body)).toBe(flatBody(body));
    const names = flatBody(body).exprs.flatMap((expr) => (expr.kind === 'name' ? [expr.name] : []));
    expect(names).toContain('b');
    for (const inner of ['h', 'q', 't', 'v']) expect(names).not.toContain(inner);
  });

  it('lists its calls and its assignments apart', async () => {
    const { exprs, calls, assignments } = flatBody(await bodyOf(CODE));
    expect(calls).toEqual(exprs.filter(({ kind }) => kind === 'call'));
    expect(assignments).toEqual(exprs.filter(({ kind }) => kind === 'assign'));
    expect([calls.length > 3, assignments.length]).toEqual([true, 1]);
  });
});
