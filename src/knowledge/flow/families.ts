/**
 * The weaknesses that data flow decides, one bit each: a mark on a value carries the set of sink families the value is
 * still dangerous for, a sanitiser or guard takes bits away.
 */
const FLOW_FAMILIES = [
  'code-injection',
  'command-injection',
  'sql-injection',
  'nosql-injection',
  'path-traversal',
  'ssrf',
  'open-redirect',
  'cross-site-scripting',
  'template-injection',
  'insecure-deserialization',
  'xml-external-entities',
  'ldap-injection',
  'xpath-injection',
  'prototype-pollution',
  'regex-injection',
  'redos',
  'log-injection',
  'header-injection',
  'mass-assignment',
  'unrestricted-upload',
  'trust-boundary-violation',
  'error-details-exposed',
  'resource-exhaustion',
  'sensitive-data-in-logs',
  'insecure-random',
  'unsafe-reflection',
  // Not weaknesses of their own: what text must still be able to hold for some of the above.
  'parent-folder',
  'absolute-path',
  'quote',
  'unquoted',
  'leading-dash',
] as const;
export type FlowFamily = (typeof FLOW_FAMILIES)[number];

/** The bits of the families; with no argument none. */
export function bits(...families: FlowFamily[]): number {
  return families.reduce((mask, family) => mask | (1 << FLOW_FAMILIES.indexOf(family)), 0);
}

/** Bits that only data about the process or its secrets carries, never data from outside. */
const INTERNAL = bits('error-details-exposed', 'sensitive-data-in-logs', 'insecure-random');

/** Everything an attacker's text can do. */
export const ALL = ((1 << FLOW_FAMILIES.length) - 1) & ~INTERNAL;

/** What needs a structured value (object, array): gone once the value is known to be text. */
export const STRUCTURED = bits('nosql-injection', 'mass-assignment');

/** The families of a set of bits, in their order. */
export const familiesIn = (mask: number): FlowFamily[] => FLOW_FAMILIES.filter((family) => hasFamily(mask, family));

export function hasFamily(mask: number, family: FlowFamily): boolean {
  return (mask & bits(family)) !== 0;
}
