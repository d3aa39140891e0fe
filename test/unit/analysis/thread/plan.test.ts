import { describe, expect, it } from 'vitest';
import {
  isLeftOut,
  limitsOfPlan,
  planAfter,
  type ThreadDeath,
  WHOLE_FOLDER,
} from '../../../../src/analysis/thread/plan';
import { withinBudget } from '../../../../src/analysis/read/parse/budget';
import type { FileFact } from '../../../../src/artifacts/inventory';

const at = (what?: string): ThreadDeath['at'] => ({
  stage: 'flows',
  done: 1,
  total: 9,
  ...(what !== undefined && { what }),
});
const inFlows = (what?: string): ThreadDeath => ({ code: 'memory', at: at(what) });
const crashed = (what: string): ThreadDeath => ({ code: 'crashed', at: at(what) });

function plansAfter(...deaths: ThreadDeath[]) {
  return deaths.reduce<ReturnType<typeof planAfter>>((plan, death) => plan && planAfter(plan, death), WHOLE_FOLDER);
}

describe('what is left out after the analysis died', () => {
  it('is the file it was at, then its folder, then all code, then there is nothing more', () => {
    const deaths = ['a/x.js', 'a/y.js', 'b.js', 'c/d/z.js', 'e/w.js'].map(crashed);
    const paths = deaths.map((_, index) => plansAfter(...deaths.slice(0, index + 1))?.leftOut.at(-1)?.path);
    expect(paths).toEqual(['a/x.js', 'a/y.js', 'b.js', 'c/d', '']);
    expect(plansAfter(...deaths, crashed('f.js'))).toBeUndefined();
  });

  it('is all code when the file that was left out is met again', () => {
    expect(plansAfter(inFlows('a.js'), inFlows('a.js'))?.leftOut.at(-1)?.path).toBe('');
  });

  it('is half of the code when no file is to blame for the memory', () => {
    const reading: ThreadDeath = { code: 'memory', at: { stage: 'reading', done: 5, total: 9, what: 'innocent.js' } };
    expect(plansAfter(reading)).toEqual({ leftOut: [], share: 1 / 2 });
    expect(plansAfter(reading, inFlows())).toEqual({ leftOut: [], share: 1 / 4 });
    expect(plansAfter(reading, reading, reading, reading)?.leftOut).toMatchObject([{ path: '' }]);
  });

  it('is half of the code when the memory runs out whatever file is left out', () => {
    const deaths = ['a/x.js', 'a/y.js', 'b.js', 'c/d/z.js', 'e/w.js', 'f.js'].map(inFlows);
    expect(plansAfter(...deaths.slice(0, 3))).toMatchObject({ share: 1, leftOut: { length: 3 } });
    expect(plansAfter(...deaths)).toMatchObject({ share: 1 / 8, leftOut: { length: 3 } });
    expect(plansAfter(...deaths, inFlows('g.js'))?.leftOut.at(-1)?.path).toBe('');
  });

  it('is no file while names are bound when the memory runs out: all trees are there then', () => {
    const linking = { stage: 'linking', done: 0, total: 0, what: 'a.js' } as const;
    expect(planAfter(WHOLE_FOLDER, { code: 'memory', at: linking })).toEqual({ leftOut: [], share: 1 / 2 });
    expect(planAfter(WHOLE_FOLDER, { code: 'crashed', at: linking })?.leftOut).toMatchObject([{ path: 'a.js' }]);
  });

  it('is nothing when the thread refused its work, or never began', () => {
    expect(planAfter(WHOLE_FOLDER, { at: { stage: 'listing', done: 0, total: 0 } })).toBeUndefined();
    expect(planAfter(WHOLE_FOLDER, { code: 'crashed' })).toBeUndefined();
  });

  it('covers whole folders, by name and not by prefix', () => {
    const plan = { leftOut: [{ path: 'src/a', code: 'memory' as const }], share: 1 };
    expect(['src/a', 'src/a/b.js', 'src/ab.js', 'a'].map((path) => isLeftOut(plan, path))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(limitsOfPlan(plan)).toEqual([
      { path: 'src/a', code: 'memory', why: expect.objectContaining({ is: 'died', of: 'memory', whole: false }) },
    ]);
  });
});

describe('the budget of code that is read', () => {
  const file = (path: string, size: number): FileFact => ({
    path,
    size,
    sha256: 'x',
    lines: 1,
    analyzed: true,
    role: 'source',
  });
  const files = [file('big/a.js', 60), file('big/b.js', 60), file('big/c.js', 10), file('small/d.js', 30)];

  it('takes everything that fits', () => {
    expect(withinBudget(files, { bytes: 160, share: 1 })).toEqual({ code: files, limits: [] });
  });

  it('gives every root its share; what a small one leaves goes to the others', () => {
    const { code, limits } = withinBudget(files, { bytes: 110, share: 1 });
    expect(code.map((one) => one.path)).toEqual(['big/a.js', 'big/c.js', 'small/d.js']);
    expect(limits).toMatchObject([{ path: 'big/b.js', code: 'budget' }]);
  });

  it('says that the memory did not suffice when only a share is read', () => {
    expect(withinBudget(files, { bytes: 1_000, share: 1 / 2 }).limits).toMatchObject([
      { path: 'big/a.js', code: 'memory' },
      { path: 'big/b.js', code: 'memory' },
    ]);
  });
});
