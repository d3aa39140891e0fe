import { describe, expect, it } from 'vitest';
import type { Cvss } from '../../../src/artifacts/phase5';
import { rated } from '../../../src/reasoning/cvss/rating';

const scored = (score: number): Cvss =>
  ({
    overall: { score, severity: score >= 9 ? 'Critical' : 'Medium', vector: 'CVSS:4.0/…', priorityRank: 1 },
  }) as unknown as Cvss;

describe('the rating', () => {
  it.each([
    ['proved', 'production', 9.3, 'Critical', undefined],
    ['proved', 'client', 9.3, 'Critical', undefined],
    ['likely', 'production', 6.9, 'Medium', { from: 9.3, by: 'likely' }],
    ['slight', 'production', 3.9, 'Low', { from: 9.3, by: 'confidence' }],
    ['lead', 'production', 3.9, 'Low', { from: 9.3, by: 'lead' }],
    ['proved', 'tooling', 3.9, 'Low', { from: 9.3, by: 'zone' }],
    ['proved', 'test', 3.9, 'Low', { from: 9.3, by: 'zone' }],
  ] as const)('of a claim that is %s in %s code is at most what that allows', (proof, zone, score, severity, cut) => {
    const slight = proof === 'slight';
    const { overall } = rated(scored(9.3), slight ? 'likely' : proof, zone, slight ? 'low' : 'high');
    expect([overall.score, overall.severity, overall.cut, overall.vector]).toEqual([
      score,
      severity,
      cut,
      'CVSS:4.0/…',
    ]);
  });

  it('is never raised', () => expect(rated(scored(5), 'likely', 'production', 'high').overall.cut).toBeUndefined());
});
