import { describe, expect, it } from 'vitest';
import { CONTROL_CATEGORIES, STRIDE } from '../../../src/artifacts/enums';
import { ThreatActor } from '../../../src/artifacts/phase1';
import { ACTORS_BY_INDUSTRY, ACTOR_ARCHETYPES, findActor } from '../../../src/knowledge/actors';
import { ATTACK_PATTERNS } from '../../../src/knowledge/attack-patterns';
import { REGULATIONS, findRegulation } from '../../../src/knowledge/compliance';
import { cweName, weaknessOfCwe } from '../../../src/knowledge/cwe';
import { classifyField, fieldWords } from '../../../src/knowledge/field-names';
import { defendingCategories, strideApplies, strideDefense } from '../../../src/knowledge/stride';
import { FAMILY_OF_CATEGORY, TEST_FAMILIES } from '../../../src/knowledge/tests';
import { WEAKNESSES } from '../../../src/knowledge/weaknesses';
import { growth, LINEAR } from '../support/growth';

describe('STRIDE (P-151)', () => {
  it('maps control categories to the categories they defend against, primary first', () => {
    expect(strideDefense('authentication')).toEqual(['Spoofing', 'Repudiation']);
    expect(strideDefense('authorization')).toEqual(['ElevationOfPrivilege', 'InfoDisclosure']);
    expect(strideDefense('input-validation')).toEqual(['Tampering', 'DoS', 'ElevationOfPrivilege']);
    expect(strideDefense('cors-csp')).toEqual(['Tampering', 'InfoDisclosure']);
    expect(strideDefense('logging-audit')).toEqual(['Repudiation']);
    expect(strideDefense('rate-limiting')).toEqual(['DoS']);
  });
  it('leaves no control category and no STRIDE category without a partner', () => {
    for (const category of CONTROL_CATEGORIES) expect(strideDefense(category).length).toBeGreaterThan(0);
    for (const stride of STRIDE) expect(defendingCategories(stride).length).toBeGreaterThan(0);
  });
  it('applies to DFD elements by the table', () => {
    expect(STRIDE.filter((s) => strideApplies('external-entity', s))).toEqual(['Spoofing', 'Repudiation']);
    expect(STRIDE.filter((s) => strideApplies('process', s))).toHaveLength(6);
    expect(STRIDE.filter((s) => strideApplies('data-store', s))).toEqual(['Tampering', 'InfoDisclosure', 'DoS']);
    expect(strideApplies('data-store', 'Repudiation', true)).toBe(true);
    expect(STRIDE.filter((s) => strideApplies('trust-boundary', s))).toEqual(['Spoofing', 'ElevationOfPrivilege']);
  });
});

describe('actors', () => {
  it('are valid phase 1 actors once numbered', () => {
    for (const [index, actor] of ACTOR_ARCHETYPES.entries()) {
      const parsed = ThreatActor.safeParse({
        id: `TA-00${index + 1}`,
        name: actor.name,
        motivation: actor.motivation,
        capability: actor.capability,
        likelihood: actor.likelihood,
        rationale: actor.description,
        likely_targets: actor.targets,
        attack_vectors: actor.vectors,
        mitre_attck_techniques: actor.techniques,
      });
      expect(parsed.success).toBe(true);
    }
  });
  it('are found by id or name, in any case', () => {
    expect(findActor('Cybercriminals')?.id).toBe('cybercriminals');
    expect(findActor(' malicious INSIDER ')?.id).toBe('malicious-insider');
    expect(findActor('martians')).toBeUndefined();
  });
  it('exist for every industry', () => {
    for (const ids of Object.values(ACTORS_BY_INDUSTRY)) for (const id of ids) expect(findActor(id)).toBeDefined();
  });
  it('together aim at every STRIDE category', () => {
    expect(new Set(ACTOR_ARCHETYPES.flatMap((actor) => actor.aims))).toEqual(new Set(STRIDE));
  });
});

describe('regulations', () => {
  it.each([
    ['pci dss', 'PCI-DSS'],
    ['PCI-DSS v4.0', 'PCI-DSS'],
    ['SOC2', 'SOC2 Type II'],
    ['gdpr', 'GDPR'],
    ['HIPAA', 'HIPAA'],
  ])('finds %s', (name, expected) => {
    expect(findRegulation(name)?.name).toBe(expected);
  });
  it('knows nothing of others', () => expect(findRegulation('Rules of the house')).toBeUndefined());
  it('have unique requirements with criteria', () => {
    const ids = REGULATIONS.flatMap((entry) => entry.requirements.map((item) => item.requirement_id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const entry of REGULATIONS)
      for (const item of entry.requirements) {
        expect(item.control_categories.length).toBeGreaterThan(0);
        expect(item.validation_criteria.length).toBeGreaterThan(0);
      }
  });
});

describe('CWE and attack patterns', () => {
  it('name every number of the catalogue', () => {
    for (const weakness of Object.values(WEAKNESSES))
      for (const number of weakness.cwe) expect(cweName(number), `CWE-${number}`).toBeDefined();
  });
  it('find back every weakness by its main number and category', () => {
    for (const weakness of Object.values(WEAKNESSES))
      expect(weaknessOfCwe(`CWE-${weakness.cwe[0]}`, weakness.category)?.id).toBe(weakness.id);
  });
  it('refuse what is no CWE', () => {
    expect(weaknessOfCwe('CWE-99999')).toBeUndefined();
    expect(weaknessOfCwe('94')).toBeUndefined();
  });
  it('exist for every weakness', () => {
    expect(Object.keys(ATTACK_PATTERNS).sort()).toEqual(Object.keys(WEAKNESSES).sort());
    for (const entry of Object.values(ATTACK_PATTERNS))
      for (const sentence of [...entry.steps, ...entry.prerequisites]) expect(sentence).toMatch(/\.$/);
  });
});

describe('data classes', () => {
  it.each([
    ['hashed_password', 'credentials'],
    ['apiKey', 'credentials'],
    ['cardNumber', 'payment-card'],
    ['CVV', 'payment-card'],
    ['ssn', 'government-id'],
    ['dateOfBirth', 'personal'],
    ['e_mail', 'personal'],
    ['bankAcc', 'financial'],
    ['diagnosis', 'health'],
    ['IPAddress', 'personal'],
  ])('%s is %s', (field, expected) =>
    expect(classifyField(field)).toMatchObject({ strength: 'strong', dataClass: { id: expected } }),
  );
  it.each([
    ['name', 'personal'],
    ['token', 'credentials'],
    ['amount', 'financial'],
  ])('%s is weakly %s', (field, expected) =>
    expect(classifyField(field)).toMatchObject({ strength: 'weak', dataClass: { id: expected } }),
  );
  it.each(['keyboard', 'nameless', 'passage', 'constructor', '__proto__', '', 'discard', 'company'])(
    '%s is nothing',
    (field) => expect(classifyField(field)).toBeUndefined(),
  );
  it('splits names of any length in linear time', async () => {
    expect(fieldWords('A'.repeat(500_000)).length).toBeLessThanOrEqual(100);
    expect(await growth((size) => fieldWords('A'.repeat(size)), 500_000)).toBeLessThan(LINEAR);
  });
});

describe('test families', () => {
  it('cover every control category', () => {
    for (const category of CONTROL_CATEGORIES) expect(TEST_FAMILIES).toContain(FAMILY_OF_CATEGORY[category]);
    for (const weakness of Object.values(WEAKNESSES)) expect(TEST_FAMILIES).toContain(weakness.testFamily);
  });
});
