import type { Weakness } from '../weakness';

/** Input whose structure or pattern does the harm: objects, keys, expressions, lines. */
export const STRUCTURED_INPUT = {
  'insecure-deserialization': {
    id: 'insecure-deserialization',
    title: 'Insecure deserialization',
    cwe: [502, 915],
    owasp: 'A08:2021 Software and Data Integrity Failures',
    category: 'input-validation',
    secondary: ['cryptography', 'authorization'],
    stride: ['ElevationOfPrivilege', 'Tampering'],
    severity: 'critical',
    impact: {
      confidentiality: 'H',
      integrity: 'H',
      availability: 'H',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description:
      'Data from {source} is deserialized by {sink} at {where}, which can create arbitrary objects or call ' +
      'code while loading.',
    attack: 'The attacker sends a serialized object whose loading calls a function of their choice.',
    consequence:
      'The attacker runs code in the server process as soon as the data is loaded, before any check of its content.',
    remedy: {
      action: 'Use a format that only carries data.',
      guidance:
        'Exchange JSON and validate it with a schema; load YAML with `yaml.safe_load` or the JSON/core ' +
        'schema of `js-yaml`. If a native format must stay, sign it with an HMAC under a server-side key and ' +
        'verify the signature before loading.',
      effort: 'medium',
    },
    testFamily: 'INJ',
    payloads: [
      '!!python/object/apply:time.sleep [5]',
      '!!js/function "function(){ return 1 }"',
      'gASVFwAAAAAAAACMBHRpbWWUjAVzbGVlcJSTlEsFhZRSlC4=',
    ],
  },
  'prototype-pollution': {
    id: 'prototype-pollution',
    title: 'Prototype pollution',
    cwe: [1321, 915, 400, 471],
    owasp: 'A08:2021 Software and Data Integrity Failures',
    category: 'input-validation',
    secondary: ['authorization'],
    stride: ['Tampering', 'ElevationOfPrivilege', 'DoS'],
    severity: 'high',
    impact: {
      confidentiality: 'L',
      integrity: 'H',
      availability: 'L',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description:
      'A property name from {source} decides where {sink} writes at {where}, so that `__proto__` or ' +
      '`constructor.prototype` can be reached.',
    attack: 'The attacker sends a key such as `__proto__` and thereby sets a property on every object of the process.',
    consequence:
      'Checks that read missing properties as false turn true, options of libraries change, and the process ' +
      'can crash or, with a fitting library, run code.',
    remedy: {
      action: 'Reject dangerous keys before writing, or write to objects without a prototype.',
      guidance:
        'Refuse `__proto__`, `constructor` and `prototype` as keys, use `Map` or `Object.create(null)` for ' +
        'data with foreign keys, and merge with a current version of a library that guards against this. ' +
        'Validate bodies with a schema that forbids additional properties.',
      effort: 'low',
    },
    testFamily: 'INJ',
    payloads: [
      '{"__proto__": {"polluted": "yes"}}',
      '{"constructor": {"prototype": {"polluted": "yes"}}}',
      '__proto__[polluted]=yes',
    ],
  },
  'regex-injection': {
    id: 'regex-injection',
    title: 'Regular expression injection',
    cwe: [400, 730, 1333, 625],
    owasp: 'A03:2021 Injection',
    category: 'input-validation',
    secondary: ['rate-limiting'],
    stride: ['DoS', 'Tampering'],
    severity: 'medium',
    impact: {
      confidentiality: 'N',
      integrity: 'L',
      availability: 'H',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: 'Data from {source} is used as a regular expression by {sink} at {where}.',
    attack: 'The attacker sends a pattern that matches everything or that takes exponential time to match.',
    consequence:
      'One request keeps a worker busy for minutes, and filters that rest on the pattern match what they should not.',
    remedy: {
      action: 'Escape the value before it becomes part of a pattern.',
      guidance:
        'Escape metacharacters (`re.escape`, `escapeStringRegexp`) or search by plain text. If users may ' +
        'write patterns, use a linear-time engine such as RE2 and limit pattern and input length.',
      effort: 'low',
    },
    testFamily: 'INJ',
    payloads: ['.*', '(a+)+$', '(', '^(([a-z])+.)+[A-Z]([a-z])+$'],
  },
  redos: {
    id: 'redos',
    title: 'Regular expression denial of service',
    cwe: [1333, 730, 400],
    owasp: 'A04:2021 Insecure Design',
    category: 'input-validation',
    secondary: ['rate-limiting'],
    stride: ['DoS'],
    severity: 'medium',
    impact: {
      confidentiality: 'N',
      integrity: 'N',
      availability: 'H',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: 'The pattern in {sink} at {where} can take exponential or polynomial time on data from {source}.',
    attack: 'The attacker sends a long text that almost matches, so that the engine tries all ways to split it.',
    consequence:
      'One request occupies a worker, in Node the whole event loop, for seconds to minutes; a few requests ' +
      'stop the service.',
    remedy: {
      action: 'Rewrite the pattern so that no two repetitions can match the same text.',
      guidance:
        'Remove nested quantifiers and overlapping alternatives, anchor the pattern, and limit the length ' +
        'of the input before matching. Where patterns are complex use a linear-time engine (RE2).',
      effort: 'low',
    },
    testFamily: 'RATE',
    payloads: ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '<50,000 spaces followed by x>'],
  },
  'log-injection': {
    id: 'log-injection',
    title: 'Log injection',
    cwe: [117, 93],
    owasp: 'A09:2021 Security Logging and Monitoring Failures',
    category: 'logging-audit',
    secondary: ['input-validation'],
    stride: ['Repudiation', 'Tampering'],
    severity: 'low',
    impact: {
      confidentiality: 'N',
      integrity: 'L',
      availability: 'N',
      beyondSystem: false,
      victimActs: true,
      needsLuck: false,
    },
    description: 'Data from {source} is written to the log by {sink} at {where} without removing line breaks.',
    attack: 'The attacker sends a value with a line break and the text of a log entry that never happened.',
    consequence:
      'Log entries can be forged, which hides an attack or blames somebody else, and log viewers may render ' +
      'injected content.',
    remedy: {
      action: 'Log structured fields, or strip control characters from values.',
      guidance:
        'Pass values as fields of a JSON logger (pino, winston JSON format, structlog) which encodes line ' +
        'breaks, or replace `\\r`, `\\n` and other control characters before writing. Cap the length of ' +
        'logged values.',
      effort: 'low',
    },
    testFamily: 'LOG',
    payloads: ['test%0d%0aINFO login succeeded for admin', 'test\r\n2024-01-01 INFO forged entry'],
  },
  'header-injection': {
    id: 'header-injection',
    title: 'HTTP header injection',
    cwe: [113, 93, 644, 74],
    owasp: 'A03:2021 Injection',
    category: 'output-encoding',
    secondary: ['input-validation'],
    stride: ['Tampering', 'Spoofing'],
    severity: 'medium',
    impact: {
      confidentiality: 'L',
      integrity: 'L',
      availability: 'N',
      beyondSystem: true,
      victimActs: true,
      needsLuck: false,
    },
    description: 'Data from {source} becomes part of a header or header name written by {sink} at {where}.',
    attack:
      'The attacker sends a value with line breaks, or a value that steers a header such as `Host` or ' +
      '`Set-Cookie`, and gets a victim to open the link.',
    consequence:
      'Additional headers or a second response reach the victim, which allows cache poisoning, cookie ' +
      "injection or links to the attacker's host.",
    remedy: {
      action: 'Reject control characters and set headers only from known values.',
      guidance:
        'Choose the header value from an allow-list or encode it (`encodeURIComponent`). Reject `\\r` and ' +
        '`\\n`, and use a configured base address instead of the `Host` header when building links.',
      effort: 'low',
    },
    testFamily: 'INJ',
    payloads: ['x%0d%0aX-Injected:%20yes', 'x\r\nSet-Cookie: injected=1', 'Host: attacker.example'],
  },
} as const satisfies Record<string, Weakness>;
