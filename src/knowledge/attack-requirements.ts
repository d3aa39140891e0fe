import type { WeaknessId } from './weaknesses';

/** From where a flaw is attacked, beyond what its entry points tell. */
export interface AttackRequirement {
  /**
   * `route`: through an entry point. `system`: against the running system as a whole. `copy`: with a copy of code,
   * data, logs or the host. `path`: from the network path. `supply`: through what is built in.
   */
  from: 'route' | 'system' | 'copy' | 'path' | 'supply';
  /** Why the attack does not work at any time for anybody, where that is so. */
  condition?: string;
  /** The absence of something, or one setting: places of one component have one root cause. */
  common?: true;
  /** Takes knowledge that scripts do not have. */
  skilled?: true;
  /** How far the victim has to go along: a link must be followed, or a page merely opened. */
  victim?: 'actively' | 'passively';
  /** Effect depends on what is behind the entry point: full only where crown jewels or sensitive data are. */
  byData?: true;
}

const ROUTE: AttackRequirement = { from: 'route' };

export const ATTACK_REQUIREMENTS: Readonly<Record<WeaknessId, AttackRequirement>> = {
  'code-injection': ROUTE,
  'unsafe-reflection': ROUTE,
  'command-injection': ROUTE,
  'sql-injection': ROUTE,
  'nosql-injection': ROUTE,
  'path-traversal': ROUTE,
  ssrf: ROUTE,
  'open-redirect': { from: 'route', victim: 'actively' },
  'cross-site-scripting': { from: 'route', victim: 'passively' },
  'template-injection': ROUTE,
  'insecure-deserialization': ROUTE,
  'xml-external-entities': ROUTE,
  'ldap-injection': ROUTE,
  'xpath-injection': ROUTE,
  'prototype-pollution': ROUTE,
  'regex-injection': ROUTE,
  redos: ROUTE,
  'log-injection': { from: 'route', condition: 'Somebody must rely on the forged entry.', victim: 'passively' },
  'header-injection': { from: 'route', victim: 'actively' },
  'mass-assignment': ROUTE,
  'unrestricted-upload': ROUTE,
  'trust-boundary-violation': { from: 'route', condition: 'Later code must rely on the stored value.' },
  'hardcoded-secret': {
    from: 'copy',
    condition: 'The attacker must have seen the code, a package, an image or its history.',
    common: true,
  },
  'weak-hash': { from: 'copy', condition: 'The attacker must hold hashes or supply hashed content.', skilled: true },
  'weak-cipher': { from: 'copy', condition: 'The attacker must hold ciphertexts.', skilled: true },
  'weak-password-storage': { from: 'copy', condition: 'The attacker must first obtain the stored values.' },
  'insecure-random': {
    from: 'system',
    condition: 'The attacker must observe generated values and compute the next ones.',
    skilled: true,
  },
  'guessable-token': {
    from: 'route',
    condition: 'The attacker must know the name or number of an account.',
    common: true,
  },
  'timing-unsafe-comparison': {
    from: 'route',
    condition: 'The attacker must measure very small differences over a network.',
    skilled: true,
  },
  'tls-verification-disabled': {
    from: 'path',
    condition: 'The attacker must be on the network path of the outgoing connection.',
    skilled: true,
    common: true,
  },
  'cleartext-transmission': { from: 'path', condition: 'The attacker must be on the network path.', common: true },
  'insecure-cookie': {
    from: 'system',
    condition: 'Another flaw, an unencrypted request or a foreign page must bring the cookie within reach.',
    victim: 'passively',
    common: true,
  },
  'cors-misconfiguration': { from: 'system', victim: 'actively', common: true, byData: true },
  'missing-csrf-protection': { from: 'route', victim: 'actively', common: true },
  'missing-authentication': { from: 'route', common: true, byData: true },
  'missing-authorization': { from: 'route', common: true, byData: true },
  'insecure-direct-object-reference': { from: 'route', byData: true },
  'missing-rate-limiting': { from: 'route', common: true },
  'missing-security-headers': {
    from: 'system',
    condition: 'Another flaw is needed that the headers would have contained.',
    victim: 'actively',
    common: true,
  },
  'debug-enabled': { from: 'system', condition: 'The service must run with this setting in production.', common: true },
  'error-details-exposed': { from: 'route', common: true },
  'sensitive-data-in-logs': { from: 'copy', condition: 'The attacker must reach the logs.', common: true },
  'jwt-verification-disabled': { from: 'system' },
  'session-fixation': {
    from: 'system',
    condition: 'The attacker must plant a session id in the browser of the victim.',
    victim: 'actively',
  },
  'missing-audit-log': {
    from: 'route',
    condition: 'Misuse comes first; the missing record only hides it.',
    common: true,
  },
  'unpinned-dependency': {
    from: 'supply',
    condition: 'A package in the dependency tree must be taken over.',
    common: true,
    skilled: true,
    victim: 'passively',
  },
  'missing-lockfile': {
    from: 'supply',
    condition: 'A package in the dependency tree must be taken over.',
    common: true,
    skilled: true,
    victim: 'passively',
  },
  'missing-dependency-scanning': {
    from: 'supply',
    condition: 'A dependency must have a vulnerability that the application reaches.',
    common: true,
    victim: 'passively',
  },
  'insecure-temp-file': {
    from: 'copy',
    condition: 'The attacker needs an account on the same host and the right moment.',
  },
  'insecure-file-permissions': { from: 'copy', condition: 'The attacker needs an account on the same host.' },
  'missing-input-validation': { from: 'route', common: true },
  'missing-encryption-at-rest': {
    from: 'copy',
    condition: 'The attacker must obtain a copy of the store.',
    common: true,
  },
  'unsafe-html-rendering': {
    from: 'route',
    condition: 'Foreign markup must find its way into the value.',
    victim: 'passively',
    common: true,
  },
  'sensitive-file-exposure': { from: 'system' },
  'resource-exhaustion': ROUTE,
};

/** The weakness that stands for a control category when a gap or a control names none. */
export const TYPICAL_WEAKNESS = {
  authentication: 'missing-authentication',
  authorization: 'missing-authorization',
  'input-validation': 'missing-input-validation',
  'output-encoding': 'cross-site-scripting',
  cryptography: 'missing-encryption-at-rest',
  'secrets-management': 'hardcoded-secret',
  'logging-audit': 'missing-audit-log',
  'rate-limiting': 'missing-rate-limiting',
  'cors-csp': 'missing-security-headers',
  'dependency-security': 'missing-dependency-scanning',
} as const satisfies Record<string, WeaknessId>;

/** Of a control that was looked for and not seen: nothing more is known. */
export const ABSENCE: AttackRequirement = {
  from: 'system',
  condition: 'Only the absence of evidence in the code is known.',
  common: true,
};

/** What follows if the control is missing indeed. */
export const ABSENCE_CONSEQUENCE: Readonly<Record<keyof typeof TYPICAL_WEAKNESS, string>> = {
  authentication: 'callers are not known, and anybody can pose as somebody else.',
  authorization: 'whoever is signed in can do and see everything.',
  'input-validation': 'values reach later code unchecked.',
  'output-encoding': 'values reach pages and other outputs unencoded.',
  cryptography: 'data can be read or changed where it is stored or transmitted.',
  'secrets-management': 'credentials for other systems are kept where too many can read them.',
  'logging-audit': 'misuse is neither noticed nor provable.',
  'rate-limiting': 'operations can be repeated without limit.',
  'cors-csp': 'browsers offer no second line of defence.',
  'dependency-security': 'known vulnerabilities of dependencies stay unnoticed.',
};
