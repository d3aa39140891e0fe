import type { Weakness } from '../weakness';

/** What is written to logs and files, and who can read it. */
export const LOGS_AND_FILES = {
  'sensitive-data-in-logs': {
    id: 'sensitive-data-in-logs',
    title: 'Sensitive data in logs',
    cwe: [532, 312, 359],
    owasp: 'A09:2021 Security Logging and Monitoring Failures',
    category: 'logging-audit',
    secondary: ['secrets-management', 'cryptography'],
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
    description: '{sink} at {where} writes sensitive data ({source}) to the log.',
    attack: 'Somebody with access to logs, a log service or a backup reads credentials or personal data from them.',
    consequence: 'Secrets spread to places with weaker protection and longer storage than the database.',
    remedy: {
      action: 'Leave sensitive fields out of log entries.',
      guidance:
        'Configure redaction in the logger (pino `redact`, a winston format, a `logging.Filter`), log ids ' +
        'instead of values, and delete the entries that were already written.',
      effort: 'low',
    },
    testFamily: 'LOG',
    payloads: ['sign in with a marked password and search the logs for it'],
  },
  'missing-audit-log': {
    id: 'missing-audit-log',
    title: 'Missing audit log',
    cwe: [778, 223, 224],
    owasp: 'A09:2021 Security Logging and Monitoring Failures',
    category: 'logging-audit',
    secondary: ['authentication'],
    stride: ['Repudiation'],
    severity: 'low',
    impact: {
      confidentiality: 'N',
      integrity: 'L',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: 'The security-relevant operation at {where} leaves no record: no log entry was found in it.',
    attack: 'The attacker, or an employee, carries out the operation and later denies it; nobody notices in time.',
    consequence: 'Misuse is neither noticed nor provable, and its extent cannot be established afterwards.',
    remedy: {
      action: 'Record who did what, when and with which result.',
      guidance:
        'Write one structured event per operation (actor, action, object, result, address, time) to a store ' +
        'that the application can only append to, for failures too, and alert on unusual rates. Leave ' +
        'secrets out.',
      effort: 'medium',
    },
    testFamily: 'LOG',
    payloads: [
      'carry out the operation and look for the entry',
      'carry out a refused operation and look for the entry',
    ],
  },
  'insecure-temp-file': {
    id: 'insecure-temp-file',
    title: 'Insecure temporary file',
    cwe: [377, 378, 379],
    owasp: 'A01:2021 Broken Access Control',
    category: 'authorization',
    secondary: ['cryptography'],
    stride: ['Tampering', 'InfoDisclosure'],
    severity: 'low',
    impact: {
      confidentiality: 'L',
      integrity: 'L',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: true,
    },
    description: '{sink} at {where} creates a temporary file with a predictable name or open permissions.',
    attack: 'A local attacker creates the file or a link of that name first, or reads the content.',
    consequence: "The application writes over a file of the attacker's choice or uses content they prepared.",
    remedy: {
      action: 'Let the system create the temporary file.',
      guidance:
        'Use `tempfile.NamedTemporaryFile` or `mkstemp`, or `fs.mkdtemp` with mode 0700 and a file inside ' +
        'it. Never use `tempfile.mktemp` or fixed names in `/tmp`.',
      effort: 'low',
    },
    testFamily: 'FILE',
    payloads: ['create a symbolic link of the expected name before the operation'],
  },
  'insecure-file-permissions': {
    id: 'insecure-file-permissions',
    title: 'Too open file permissions',
    cwe: [732, 276, 281],
    owasp: 'A01:2021 Broken Access Control',
    category: 'authorization',
    secondary: ['secrets-management'],
    stride: ['InfoDisclosure', 'Tampering'],
    severity: 'medium',
    impact: {
      confidentiality: 'L',
      integrity: 'L',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: true,
    },
    description: '{sink} at {where} gives all users of the machine access to a file or folder.',
    attack: 'Another account or process on the host reads or changes the file.',
    consequence: 'Secrets in the file are disclosed, or the application works with altered content.',
    remedy: {
      action: 'Give access only to the account of the application.',
      guidance:
        'Create files with mode 0600 and folders with 0700, set a restrictive umask, and share through a ' +
        'group instead of with everybody.',
      effort: 'low',
    },
    testFamily: 'FILE',
    payloads: ['read and write the file from another account of the host'],
  },
  'sensitive-file-exposure': {
    id: 'sensitive-file-exposure',
    title: 'Internal files are served',
    cwe: [538, 552, 548, 219, 200],
    owasp: 'A01:2021 Broken Access Control',
    category: 'authorization',
    secondary: ['secrets-management'],
    stride: ['InfoDisclosure'],
    severity: 'high',
    impact: {
      confidentiality: 'H',
      integrity: 'N',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: '{sink} at {where} serves a folder that also holds files that are not meant for users.',
    attack: 'The attacker requests well-known names such as `.env`, `.git/config` or `package.json`.',
    consequence: 'Source code, configuration and credentials are downloaded by anybody.',
    remedy: {
      action: 'Serve only a folder made for it.',
      guidance:
        'Point the static handler at a dedicated `public` folder, deny dot files and directory listings, ' +
        'and keep configuration and data outside of it.',
      effort: 'low',
    },
    testFamily: 'FILE',
    payloads: ['/.env', '/.git/config', '/package.json', '/config.py', '/server.js'],
  },
} as const satisfies Record<string, Weakness>;
