import { describe, expect, it } from 'vitest';
import { proofOf, proofOfFlaw, surest } from '../../../src/reasoning/investigate/proof';
import { weakness, World } from './facts-builder';

const world = new World({ 'a.js': 'eval(x);\n' });
const flaw = (extra: Parameters<typeof weakness>[2] = {}) =>
  weakness('code-injection', world.span('a.js', 'eval(x)'), extra);

describe('how sure a claim is', () => {
  it('an absence is likely at most, whoever is sure of it', () => {
    expect(proofOf('missing-authentication', 'high')).toBe('likely');
    expect(proofOf('sql-injection', 'high')).toBe('proved');
    expect(proofOf('sql-injection', 'low')).toBe('lead');
  });

  it('a check that was seen and not understood is an obstacle', () => {
    expect(proofOfFlaw(flaw(), false, true)).toBe('proved');
    expect(proofOfFlaw(flaw(), true, true)).toBe('likely');
    expect(
      proofOfFlaw(
        flaw({ partialGuards: [{ at: world.span('a.js', 'eval(x)'), name: 'if', why: 'unclear' }] }),
        false,
        true,
      ),
    ).toBe('likely');
  });

  it('input that no request brings is a signal in an application, and what a library is for in a library', () => {
    const given = flaw({ source: { kind: 'library-input', at: world.span('a.js', 'eval(x)') } });
    expect([proofOfFlaw(given, false, true), proofOfFlaw(given, false, false)]).toEqual(['lead', 'proved']);
  });

  it('of several places the surest counts', () =>
    expect([surest(['lead', 'likely']), surest([])]).toEqual(['likely', 'lead']));
});
