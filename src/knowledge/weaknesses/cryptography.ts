import type { Weakness } from '../weakness';

/** Secrets, ciphers, randomness, transport. */
export const CRYPTOGRAPHY = {
  'hardcoded-secret': {
    id: 'hardcoded-secret',
    title: 'Hardcoded secret',
    cwe: [798, 259, 321, 540],
    owasp: 'A07:2021 Identification and Authentication Failures',
    category: 'secrets-management',
    secondary: ['cryptography', 'authentication'],
    stride: ['InfoDisclosure', 'Spoofing', 'ElevationOfPrivilege'],
    severity: 'high',
    impact: {
      confidentiality: 'H',
      integrity: 'H',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: true,
    },
    description: 'A secret is written into the source code at {where} ({sink}).',
    attack:
      'The attacker reads it from the repository, a package, a build image or its history and uses it from anywhere.',
    consequence: 'Whoever has read the code, now or later, can use the value wherever it is still accepted.',
    remedy: {
      action: 'Replace the secret and load the new one at run time.',
      guidance:
        'Consider the value known and rotate it first. Then read it from the environment or a secret ' +
        'manager and refuse to start without it; do not keep the old value as a default. Add a secret ' +
        'scanner (gitleaks) to the build.',
      effort: 'low',
    },
    testFamily: 'SECRET',
    payloads: ['sign a token or cookie with the value from the repository', 'search the history for the value'],
  },
  'weak-hash': {
    id: 'weak-hash',
    title: 'Weak hash function',
    cwe: [328, 327, 326],
    owasp: 'A02:2021 Cryptographic Failures',
    category: 'cryptography',
    secondary: ['authentication'],
    stride: ['Tampering', 'InfoDisclosure'],
    severity: 'medium',
    impact: {
      confidentiality: 'L',
      integrity: 'L',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: true,
    },
    description: '{sink} at {where} uses a hash function for which collisions can be computed.',
    attack: 'The attacker prepares two inputs with the same hash, or tries out inputs quickly until one matches.',
    consequence:
      'Signatures, integrity checks or lookups that rest on the hash accept what they should not, and ' +
      'hashed values can be recovered by trying.',
    remedy: {
      action: 'Use SHA-256 or a stronger function fit for the purpose.',
      guidance:
        'Use SHA-256 or SHA-3 for integrity, HMAC-SHA-256 for authenticity with a key, and a password hash ' +
        '(argon2id, scrypt, bcrypt) for passwords. Keep the old function only to read existing values until ' +
        'they are replaced.',
      effort: 'low',
    },
    testFamily: 'CRYPTO',
    payloads: ['two files with equal MD5 hash', 'a hash looked up in a public table'],
  },
  'weak-cipher': {
    id: 'weak-cipher',
    title: 'Weak encryption',
    cwe: [327, 326, 329, 780],
    owasp: 'A02:2021 Cryptographic Failures',
    category: 'cryptography',
    secondary: ['secrets-management'],
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
    description:
      '{sink} at {where} encrypts with an outdated algorithm, mode, key size or a fixed initialisation vector.',
    attack:
      'The attacker who holds ciphertexts recovers content from repetitions or by computation, or changes ' +
      'it unnoticed.',
    consequence: 'Data that is believed to be encrypted can be read or altered.',
    remedy: {
      action: 'Use authenticated encryption with fresh nonces.',
      guidance:
        'Use AES-256-GCM or XChaCha20-Poly1305 through a high-level library (libsodium, `cryptography` ' +
        'AESGCM, Node `aes-256-gcm`) with a random nonce per message, RSA of at least 2048 bits with OAEP, ' +
        'and TLS 1.2 or later.',
      effort: 'medium',
    },
    testFamily: 'CRYPTO',
    payloads: ['encrypt the same text twice and compare', 'flip one bit of the ciphertext and decrypt'],
  },
  'weak-password-storage': {
    id: 'weak-password-storage',
    title: 'Weak password storage',
    cwe: [916, 256, 257, 759],
    owasp: 'A02:2021 Cryptographic Failures',
    category: 'cryptography',
    secondary: ['authentication'],
    stride: ['InfoDisclosure', 'Spoofing'],
    severity: 'high',
    impact: {
      confidentiality: 'H',
      integrity: 'N',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: true,
    },
    description:
      'Passwords are stored or compared at {where} ({sink}) in clear text or with a function that is too fast.',
    attack: 'The attacker who obtains the table, by injection or from a backup, reads or computes the passwords.',
    consequence: 'All accounts are taken over after one leak, here and wherever users chose the same password.',
    remedy: {
      action: 'Hash passwords with a slow, salted password hash.',
      guidance:
        'Use argon2id (19 MiB, 2 iterations or more), scrypt or bcrypt (cost 12 or more) through a ' +
        'maintained library and compare with its verify function. Rehash existing values at the next login.',
      effort: 'medium',
    },
    testFamily: 'CRYPTO',
    payloads: [
      'inspect the stored value of a test account',
      'two accounts with equal password must have different stored values',
    ],
  },
  'insecure-random': {
    id: 'insecure-random',
    title: 'Predictable random values',
    cwe: [338, 330, 335, 331],
    owasp: 'A02:2021 Cryptographic Failures',
    category: 'cryptography',
    secondary: ['authentication'],
    stride: ['Spoofing', 'InfoDisclosure'],
    severity: 'medium',
    impact: {
      confidentiality: 'L',
      integrity: 'L',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: true,
    },
    description: '{sink} at {where} produces a security-relevant value from a generator that can be predicted.',
    attack: 'The attacker observes some values and computes the next ones, for example reset tokens or session ids.',
    consequence: 'Tokens of other users are guessed and used.',
    remedy: {
      action: 'Use the cryptographic random generator.',
      guidance:
        "Use `crypto.randomBytes(32)`, `crypto.randomUUID()` or Python's `secrets.token_urlsafe(32)`. " +
        '`Math.random` and `random` are for simulations only.',
      effort: 'low',
    },
    testFamily: 'CRYPTO',
    payloads: [
      'collect 1,000 tokens and check length and distribution',
      'predict the next value from the previous ones',
    ],
  },
  'guessable-token': {
    id: 'guessable-token',
    title: 'Token anybody can compute',
    cwe: [640, 341, 330, 345],
    owasp: 'A07:2021 Identification and Authentication Failures',
    category: 'authentication',
    secondary: ['cryptography'],
    stride: ['Spoofing', 'ElevationOfPrivilege'],
    severity: 'high',
    impact: {
      confidentiality: 'H',
      integrity: 'H',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: 'The token that is checked at {where} is a hash of values that others know.',
    attack: 'The attacker computes the hash of a name or number of the victim and sends it as the token.',
    consequence: 'Whoever knows the name of an account passes the check and acts for its owner.',
    remedy: {
      action: 'Use random tokens that expire.',
      guidance:
        'Draw at least 128 bits from the cryptographic random generator, store only their hash beside the ' +
        'account with an end time, and accept each token once. Where nothing can be stored, sign the claim ' +
        'with a key of the server (HMAC) and put the end time into it.',
      effort: 'medium',
    },
    testFamily: 'AUTH',
    payloads: ['the hash of the name of another account, as the token', 'a token that was used before'],
  },
  'timing-unsafe-comparison': {
    id: 'timing-unsafe-comparison',
    title: 'Signature compared in varying time',
    cwe: [208, 203],
    owasp: 'A02:2021 Cryptographic Failures',
    category: 'cryptography',
    secondary: ['authentication'],
    stride: ['Spoofing'],
    severity: 'low',
    impact: {
      confidentiality: 'N',
      integrity: 'L',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: true,
    },
    description: 'The comparison at {where} ends at the first character that differs.',
    attack: 'The attacker measures many answers and finds the signature of a message of their own piece by piece.',
    consequence: 'A forged message may be accepted after very many tries.',
    remedy: {
      action: 'Compare signatures in constant time.',
      guidance: 'Use `crypto.timingSafeEqual` on buffers of equal length in Node and `hmac.compare_digest` in Python.',
      effort: 'low',
    },
    testFamily: 'CRYPTO',
    payloads: ['signatures that differ in the first or only in the last character, answers timed'],
  },
} as const satisfies Record<string, Weakness>;
