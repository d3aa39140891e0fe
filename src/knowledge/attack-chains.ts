import type { Stride } from '../artifacts/enums';
import type { WeaknessId } from './weaknesses';
import type { Weakness } from './weakness';

/** Two flaws that together allow what neither allows alone. */
export interface AttackChain {
  id: string;
  title: string;
  first: readonly WeaknessId[];
  then: readonly WeaknessId[];
  /** Both flaws must be reached through one entry point: the second is about the very operation. */
  sameEntry?: true;
  /** What the second gap must say for the chain to hold, where its weakness has several forms. */
  thenSays?: RegExp;
  stride: readonly [Stride, ...Stride[]];
  consequence: string;
  impact: Weakness['impact'];
}

const ALL_DATA: Weakness['impact'] = { confidentiality: 'H', integrity: 'H', availability: 'N', beyondSystem: false, victimActs: false, needsLuck: false };

export const ATTACK_CHAINS: readonly AttackChain[] = [
  {
    id: 'stolen-session',
    title: 'Account takeover by a stolen session cookie',
    first: ['cross-site-scripting', 'unsafe-html-rendering'],
    then: ['insecure-cookie'],
    thenSays: /http.?only|by script|from script|javascript/i,
    stride: ['Spoofing', 'ElevationOfPrivilege', 'InfoDisclosure'],
    consequence: 'Script in the page reads the session cookie and sends it away; the attacker continues the session of the victim from anywhere, an administrator\'s included.',
    impact: { ...ALL_DATA, victimActs: true },
  },
  {
    id: 'disclosed-passwords',
    title: 'Disclosure of all passwords',
    first: ['sql-injection', 'nosql-injection', 'code-injection', 'command-injection', 'path-traversal'],
    then: ['weak-password-storage'],
    stride: ['InfoDisclosure', 'Spoofing'],
    consequence: 'The first flaw yields the stored passwords, the second makes them readable: every account is taken over, here and wherever users chose the same password.',
    impact: ALL_DATA,
  },
  {
    id: 'forged-session',
    title: 'Forged sessions with a leaked secret',
    first: ['path-traversal', 'sensitive-file-exposure', 'debug-enabled'],
    then: ['hardcoded-secret'],
    // A key of a payment service signs no session.
    thenSays: /`(?:secret|[^`]*(?:secret_?key|session|cookie|jwt|sign|app_?secret|token)[^`]*)`/i,
    stride: ['Spoofing', 'ElevationOfPrivilege'],
    consequence: 'The first flaw lets an outsider read the code, and with it the secret: sessions or tokens of any user can be forged.',
    impact: ALL_DATA,
  },
  {
    id: 'unnoticed-access',
    title: 'Unnoticed access to records of others',
    first: ['insecure-direct-object-reference', 'missing-authorization', 'missing-authentication'],
    then: ['missing-audit-log'],
    sameEntry: true,
    stride: ['Repudiation', 'InfoDisclosure'],
    consequence: 'Records of other people are read or changed one by one, and because nothing is recorded nobody can tell afterwards which ones and by whom.',
    impact: { ...ALL_DATA, integrity: 'L' },
  },
];
