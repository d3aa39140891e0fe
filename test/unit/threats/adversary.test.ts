import { describe, expect, it } from 'vitest';
import { ATTACK_REQUIREMENTS } from '../../../src/knowledge/attack-requirements';
import type { WeaknessId } from '../../../src/knowledge/weaknesses';
import { weaknessOf } from '../../../src/knowledge/weaknesses';
import { buildBusinessContext } from '../../../src/reasoning/business/business-context';
import { actorFor, likelihoodOf } from '../../../src/reasoning/threats/adversary';
import { answers } from './answers';
import { render } from '../../../src/wording/render';

const actors = (...ids: string[]) =>
  render(buildBusinessContext(answers({ threat_actors: ids }), [], [])).threat_actors.threat_actors;
const everyone = actors('opportunistic-attackers', 'cybercriminals', 'malicious-insider', 'supply-chain-attackers');
const chosen = (id: WeaknessId, list = everyone) =>
  actorFor(list, { stride: weaknessOf(id).stride, requirement: ATTACK_REQUIREMENTS[id] })?.name;

describe('actors (P-152)', () => {
  it.each<[WeaknessId, string]>([
    ['code-injection', 'Opportunistic attackers'],
    ['sql-injection', 'Financially motivated cybercriminals'],
    ['hardcoded-secret', 'Malicious insider'],
    ['missing-audit-log', 'Malicious insider'],
    ['missing-lockfile', 'Supply-chain attackers'],
  ])('%s is for %s', (id, name) => expect(chosen(id)).toBe(name));
  it('of the supply chain do not attack routes while somebody else can', () => {
    for (const id of ['cross-site-scripting', 'missing-csrf-protection', 'mass-assignment'] as const)
      expect(chosen(id)).not.toBe('Supply-chain attackers');
  });
  it('without skill leave what takes skill', () => {
    expect(chosen('weak-hash', actors('opportunistic-attackers'))).toBeUndefined();
    expect(chosen('sql-injection', actors('opportunistic-attackers'))).toBe('Opportunistic attackers');
  });
  it('without interest are left out', () => expect(chosen('redos', actors('negligent-insider'))).toBeUndefined());
  it('named by the user may want anything', () => expect(chosen('redos', actors('Angry gnomes'))).toBe('Angry gnomes'));
});

describe('likelihood', () => {
  const [low, high] = [actors('hacktivists')[0]!, actors('cybercriminals')[0]!];
  it.each([
    ['none', 'High'],
    ['partial', 'Medium'],
    ['strong', 'Low'],
  ] as const)('with %s protection is %s', (protection, rating) =>
    expect(render(likelihoodOf(protection, high)).rating).toBe(rating),
  );
  it('drops a step for an unlikely actor and rises for a very likely one', () => {
    expect(render(likelihoodOf('none', low))).toMatchObject({
      rating: 'Medium',
      rationale: expect.stringContaining('which lowers it'),
    });
    expect(render(likelihoodOf('partial', { ...high, likelihood: 'very_high' }))).toMatchObject({
      rating: 'High',
      rationale: expect.stringContaining('which raises it'),
    });
    expect(render(likelihoodOf('strong', low)).rating).toBe('Low');
  });
});
