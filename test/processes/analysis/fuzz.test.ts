import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';
import { ADVERSARIES } from '../../fuzz/adversaries';
import { fuzz, programOf } from '../../fuzz/fuzz';
import { PROGRAMS } from '../../unit/analysis/twins/programs';

const BASES = Object.values(PROGRAMS);

describe('damaged and adversarial programs', () => {
  it('are the same for the same seed', () => {
    expect([...programOf(7, BASES)]).toEqual([...programOf(7, BASES)]);
    expect([...programOf(7, BASES)]).not.toEqual([...programOf(8, BASES)]);
  });

  it.each(Object.entries(ADVERSARIES))('are read whole or bounded, however large they grow: %s', async (_, make) => {
    const { limits } = await analyzeInProcess(new Map(Object.entries(make(100))));
    expect(limits.filter(({ why }) => why.is === 'failed' || why.is === 'flow-failed')).toEqual([]);
  });

  it('neither stop the analysis nor any part of it', async () => {
    const problems: string[] = [];
    for (let seed = 1; seed <= 60; seed += 1)
      problems.push(...(await fuzz(seed, BASES)).problems.map((problem) => `seed ${seed}: ${problem}`));
    expect(problems).toEqual([]);
  }, 600_000);
});
