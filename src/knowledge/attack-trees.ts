import type { WeaknessId } from './weaknesses';

/** Ways to the three goals every model draws a tree for. Each way succeeds if one of its flaws is there. */
export interface AttackPath {
  title: string;
  /** What the attacker does first; holds if an entry point of the flaw can be reached. */
  first: string;
  by: readonly WeaknessId[];
  /** Counts only for entry points that sign users in, unless the flaw has no entry point. */
  atSignIn?: true;
  /** What follows when a flaw is found. */
  then: string;
}

export interface AttackTreeDefinition {
  title: string;
  goal: string;
  paths: readonly AttackPath[];
}

export const ATTACK_TREES = {
  'credential-theft': {
    title: 'Credential theft',
    goal: 'Obtain credentials, tokens or sessions of other users, or secrets of the application',
    paths: [
      {
        title: 'Guess or replay credentials',
        first: 'Send many sign-in attempts by machine',
        atSignIn: true,
        by: ['missing-rate-limiting'],
        then: 'Sign in with a guessed or reused password',
      },
      {
        title: 'Bypass or forge the sign-in',
        first: 'Send a prepared sign-in request or token',
        atSignIn: true,
        by: [
          'jwt-verification-disabled',
          'guessable-token',
          'nosql-injection',
          'sql-injection',
          'ldap-injection',
          'xpath-injection',
          'insecure-random',
          'session-fixation',
          'missing-authentication',
        ],
        then: 'Act as another user without knowing the password',
      },
      {
        title: 'Take the session in the browser',
        first: 'Get a signed-in victim to open a page',
        by: [
          'cross-site-scripting',
          'unsafe-html-rendering',
          'insecure-cookie',
          'cors-misconfiguration',
          'open-redirect',
          'header-injection',
          'missing-security-headers',
        ],
        then: 'Send session or credentials to the attacker',
      },
      {
        title: 'Read secrets where they are kept',
        first: 'Obtain code, configuration, logs or a copy of the store',
        by: [
          'hardcoded-secret',
          'weak-password-storage',
          'sensitive-data-in-logs',
          'sensitive-file-exposure',
          'path-traversal',
          'debug-enabled',
          'code-injection',
          'command-injection',
          'ssrf',
          'insecure-file-permissions',
          'weak-hash',
        ],
        then: 'Use the secrets, or recover passwords from them',
      },
      {
        title: 'Listen on the network',
        first: 'Take a position on the network path',
        by: ['cleartext-transmission', 'tls-verification-disabled', 'weak-cipher'],
        then: 'Read credentials from the traffic',
      },
    ],
  },
  'data-exfiltration': {
    title: 'Data exfiltration',
    goal: 'Read data of other people or of the business and take it out',
    paths: [
      {
        title: 'Ask for records of others',
        first: 'Call operations with ids of others, or without the right to',
        by: [
          'insecure-direct-object-reference',
          'missing-authorization',
          'missing-authentication',
          'cors-misconfiguration',
        ],
        then: 'Collect record after record by machine',
      },
      {
        title: 'Make the store answer more than it should',
        first: 'Send a value that changes the query',
        by: ['sql-injection', 'nosql-injection', 'ldap-injection', 'xpath-injection'],
        then: 'Read whole tables or collections',
      },
      {
        title: 'Read files of the server',
        first: 'Name a file that is not meant for users',
        by: [
          'path-traversal',
          'sensitive-file-exposure',
          'xml-external-entities',
          'unrestricted-upload',
          'insecure-file-permissions',
          'insecure-temp-file',
        ],
        then: 'Download configuration, source and data',
      },
      {
        title: 'Run code on the server',
        first: 'Send input that is executed',
        by: ['code-injection', 'command-injection', 'template-injection', 'insecure-deserialization'],
        then: 'Connect to the stores with the credentials of the application',
      },
      {
        title: 'Reach internal systems through the server',
        first: 'Name an internal address',
        by: ['ssrf'],
        then: 'Read answers of internal services and cloud credentials',
      },
      {
        title: 'Read data where it is unprotected',
        first: 'Obtain a copy, a log or an error page',
        by: [
          'missing-encryption-at-rest',
          'sensitive-data-in-logs',
          'error-details-exposed',
          'cleartext-transmission',
          'debug-enabled',
          'weak-cipher',
          'tls-verification-disabled',
        ],
        then: 'Read the data without any further attack',
      },
    ],
  },
  'privilege-escalation': {
    title: 'Privilege escalation',
    goal: 'Gain rights beyond those of the own account, up to control of the server',
    paths: [
      {
        title: 'Use privileged operations directly',
        first: 'Call an operation meant for others',
        by: [
          'missing-authorization',
          'missing-authentication',
          'insecure-direct-object-reference',
          'missing-csrf-protection',
          'unsafe-reflection',
        ],
        then: 'Carry out what only administrators may',
      },
      {
        title: 'Change the own rights',
        first: 'Add privileged fields or names to a request',
        by: ['mass-assignment', 'prototype-pollution', 'trust-boundary-violation'],
        then: 'Continue with the rights gained',
      },
      {
        title: 'Run code in the server process',
        first: 'Send input that is executed',
        by: [
          'code-injection',
          'command-injection',
          'template-injection',
          'insecure-deserialization',
          'unrestricted-upload',
          'debug-enabled',
        ],
        then: 'Act with all rights of the application',
      },
      {
        title: 'Take over a privileged session',
        first: 'Get an administrator to open a page, or forge a session',
        by: [
          'cross-site-scripting',
          'unsafe-html-rendering',
          'jwt-verification-disabled',
          'hardcoded-secret',
          'session-fixation',
          'insecure-cookie',
        ],
        then: 'Continue the session of the administrator',
      },
      {
        title: 'Enter through the supply chain',
        first: 'Take over a package that is built in',
        by: ['unpinned-dependency', 'missing-lockfile', 'missing-dependency-scanning'],
        then: 'Run code in build and production',
      },
    ],
  },
} as const satisfies Record<string, AttackTreeDefinition>;
