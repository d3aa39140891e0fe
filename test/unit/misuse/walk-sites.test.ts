import { describe, expect, it } from 'vitest';
import type { Expr } from '../../../src/analysis/read/ir';
import { walkSites } from '../../../src/analysis/engine/misuse/walk-sites';
import { link } from '../link/linked';

const CODE = `
const token = make({ key: [hash('a')] });
class A { field = call(() => inner(1)); }
`;

async function seen(kinds: readonly Expr['kind'][]): Promise<string[]> {
  const found: string[] = [];
  walkSites(
    await link({ 'a.js': CODE }),
    (_file, work) => work(),
    new Set(kinds),
    ({ expr, names }) => found.push(`${expr.kind} ${names.join(' ')}`),
  );
  return found;
}

describe('the sites of a program', () => {
  it('are those of the kinds that are asked for, wherever they stand, with the names on their way', async () => {
    expect(await seen(['call'])).toEqual(['call token', 'call key token', 'call field A', 'call <anonymous>']);
    expect(await seen(['array', 'literal'])).toEqual(['array key token', 'literal key token', 'literal <anonymous>']);
    expect(await seen([])).toEqual([]);
  });
});
