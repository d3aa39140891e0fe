import type { Weakness } from '../weakness';

/** Data that is not protected on its way or at rest. */
export const DATA_PROTECTION = {
  'tls-verification-disabled': {
    id: 'tls-verification-disabled',
    title: 'Certificate verification disabled',
    cwe: [295, 297, 319],
    owasp: 'A02:2021 Cryptographic Failures',
    category: 'cryptography',
    secondary: ['authentication'],
    stride: ['Spoofing', 'InfoDisclosure', 'Tampering'],
    severity: 'high',
    impact: {
      confidentiality: 'H',
      integrity: 'H',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: true,
    },
    description: '{sink} at {where} opens a TLS connection without verifying the certificate of the other side.',
    attack: 'The attacker on the network path presents any certificate and reads and changes the traffic.',
    consequence:
      'Credentials and data in transit are disclosed and answers are forged, although the connection looks encrypted.',
    remedy: {
      action: 'Verify certificates, also in test environments.',
      guidance:
        'Remove `rejectUnauthorized: false`, `NODE_TLS_REJECT_UNAUTHORIZED=0`, `verify=False` or ' +
        '`ssl._create_unverified_context`. For an internal authority pass its certificate (`ca`, ' +
        '`verify="/path/ca.pem"`).',
      effort: 'low',
    },
    testFamily: 'CRYPTO',
    payloads: [
      'connect through a proxy with a self-signed certificate',
      'an expired certificate',
      'a certificate for another host',
    ],
  },
  'cleartext-transmission': {
    id: 'cleartext-transmission',
    title: 'Unencrypted transmission',
    cwe: [319, 311, 523],
    owasp: 'A02:2021 Cryptographic Failures',
    category: 'cryptography',
    secondary: ['cors-csp'],
    stride: ['InfoDisclosure', 'Tampering'],
    severity: 'medium',
    impact: {
      confidentiality: 'H',
      integrity: 'L',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: true,
    },
    description: '{sink} at {where} transmits data over an unencrypted connection.',
    attack: 'The attacker on the network path records or changes what is sent.',
    consequence: 'Sessions, credentials and personal data are disclosed to everybody on the path.',
    remedy: {
      action: 'Use TLS for this connection.',
      guidance:
        'Change the address to `https`, `rediss`, `postgres` with `sslmode=verify-full` or the like; serve ' +
        'HTTP only behind a proxy that ends TLS, and send `Strict-Transport-Security`.',
      effort: 'low',
    },
    testFamily: 'CRYPTO',
    payloads: [
      'capture the traffic and look for credentials',
      'request over http and expect a redirect without content',
    ],
  },
  'missing-encryption-at-rest': {
    id: 'missing-encryption-at-rest',
    title: 'Sensitive data stored unencrypted',
    cwe: [311, 312, 313],
    owasp: 'A02:2021 Cryptographic Failures',
    category: 'cryptography',
    secondary: ['secrets-management'],
    stride: ['InfoDisclosure'],
    severity: 'medium',
    impact: {
      confidentiality: 'H',
      integrity: 'N',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: true,
    },
    description: 'Sensitive fields are stored at {where} ({sink}) and no encryption of them was found in the code.',
    attack:
      'The attacker obtains a copy of the store: a backup, a disk, a database account or the result of an injection.',
    consequence:
      'The sensitive data is readable at once, which makes the incident reportable under most privacy rules.',
    remedy: {
      action: 'Encrypt the sensitive fields or the whole store.',
      guidance:
        'Turn on encryption of the storage service, and encrypt highly sensitive fields in the application ' +
        'with AES-256-GCM under a key from a key management service. Separate the right to read the data ' +
        'from the right to use the key. If the platform already encrypts, record this as a control.',
      effort: 'high',
    },
    testFamily: 'CRYPTO',
    payloads: ['read the field of a test record directly in the store'],
  },
} as const satisfies Record<string, Weakness>;
