import { describe, expect, it } from 'vitest';
import { CONTROL_CATEGORIES, SEVERITIES, STRIDE } from '../../../src/artifacts/enums';
import { WEAKNESS_READINGS } from '../../../src/knowledge/weakness-readings';
import { WEAKNESSES, fillText, findWeakness, weaknessOf } from '../../../src/knowledge/weaknesses';
import type { Weakness } from '../../../src/knowledge/weakness';

const EXPECTED =
  `code-injection command-injection sql-injection nosql-injection path-traversal ssrf open-redirect cross-site-scripting
template-injection insecure-deserialization xml-external-entities ldap-injection xpath-injection prototype-pollution regex-injection redos
log-injection header-injection mass-assignment unrestricted-upload trust-boundary-violation hardcoded-secret weak-hash weak-cipher
weak-password-storage insecure-random tls-verification-disabled cleartext-transmission insecure-cookie cors-misconfiguration
missing-csrf-protection missing-authentication missing-authorization insecure-direct-object-reference missing-rate-limiting
missing-security-headers debug-enabled error-details-exposed sensitive-data-in-logs jwt-verification-disabled session-fixation
missing-audit-log unpinned-dependency missing-lockfile missing-dependency-scanning insecure-temp-file insecure-file-permissions
missing-input-validation missing-encryption-at-rest unsafe-html-rendering unsafe-reflection sensitive-file-exposure resource-exhaustion`.split(
    /\s+/,
  );

const FAMILIES = 'IDOR INJ AUTH PRIVESC XSS CSRF SSRF FILE RATE CRYPTO LOG SECRET DEP COMP'.split(' ');
const all: [string, Weakness][] = Object.entries(WEAKNESSES);

describe('the weakness catalogue', () => {
  it('holds every id the analysis uses', () => {
    expect(Object.keys(WEAKNESSES)).toEqual(expect.arrayContaining(EXPECTED));
  });

  it('has a concern for every weakness: one that becomes none is found and never investigated', () => {
    expect(Object.keys(WEAKNESS_READINGS)).toEqual(expect.arrayContaining(Object.keys(WEAKNESSES)));
  });

  it.each(all)('%s is complete and consistent', (id, weakness) => {
    expect(weakness.id).toBe(id);
    expect(new Set(weakness.cwe).size).toBe(weakness.cwe.length);
    for (const number of weakness.cwe) {
      expect(Number.isInteger(number)).toBe(true);
      expect(number).toBeGreaterThan(0);
      expect(number).toBeLessThan(1500);
    }
    expect(weakness.owasp).toMatch(/^A(0\d|10):2021 [A-Z]/);
    expect(CONTROL_CATEGORIES).toContain(weakness.category);
    expect(weakness.secondary).not.toContain(weakness.category);
    expect(SEVERITIES).toContain(weakness.severity);
    expect(new Set(weakness.stride).size).toBe(weakness.stride.length);
    for (const stride of weakness.stride) expect(STRIDE).toContain(stride);
    expect(FAMILIES).toContain(weakness.testFamily);
    expect(weakness.payloads.length).toBeGreaterThan(0);
    expect(
      Object.values(weakness.impact)
        .slice(0, 3)
        .some((impact) => impact !== 'N'),
    ).toBe(true);
  });

  it.each(all)('%s is described in whole sentences', (_, weakness) => {
    const sentences = [
      weakness.description,
      weakness.attack,
      weakness.consequence,
      weakness.remedy.action,
      weakness.remedy.guidance,
    ];
    for (const sentence of sentences) {
      expect(sentence).toMatch(/\.$/);
      expect(sentence).not.toMatch(/ {2}|\bTODO\b/);
      expect(sentence.replace(/\{(sink|source|where)\}/g, '')).not.toMatch(/\{(?!\{|%)[a-z]+\}/);
    }
    expect(weakness.description).toContain('{where}');
    expect(weakness.remedy.guidance.length).toBeGreaterThan(80);
  });
});

describe('access to the catalogue', () => {
  it('finds by id', () => {
    expect(weaknessOf('ssrf').cwe[0]).toBe(918);
    expect(findWeakness('no-such')).toBeUndefined();
  });
  it('refuses ids that are not there, prototype names included', () => {
    expect(() => weaknessOf('no-such')).toThrow(RangeError);
    expect(() => weaknessOf('constructor')).toThrow(RangeError);
  });
  it('fills placeholders and leaves none behind', () => {
    const text = fillText(weaknessOf('ssrf').description, {
      source: 'the query',
      sink: '`needle.get`',
      where: 'a.js:3',
    });
    expect(text).toBe('Data from the query decides which address the server requests through `needle.get` at a.js:3.');
    for (const [, weakness] of all) expect(fillText(weakness.description, {})).not.toMatch(/\{(sink|source|where)\}/);
  });
  it('does not expand replacement patterns or nested placeholders from code', () => {
    expect(fillText('{sink} here.', { sink: '$& {where}' })).toBe('$& {where} here.');
  });
});
