import type { Weakness } from '../weakness';

/** Settings of browser, server, files and build that are wrong or missing. */
export const CONFIGURATION = {
  'insecure-cookie': {
    id: 'insecure-cookie',
    title: 'Insecure cookie',
    cwe: [614, 1004, 1275, 732],
    owasp: 'A05:2021 Security Misconfiguration',
    category: 'cors-csp',
    secondary: ['authentication'],
    stride: ['InfoDisclosure', 'Spoofing'],
    severity: 'medium',
    impact: {
      confidentiality: 'L',
      integrity: 'L',
      availability: 'N',
      beyondSystem: false,
      victimActs: true,
      needsLuck: true,
    },
    description: '{sink} at {where} sets a cookie without all of the attributes `HttpOnly`, `Secure` and `SameSite`.',
    attack:
      'The attacker reads the cookie by script after an injection, from an unencrypted connection, or has ' +
      'it sent along from another site.',
    consequence: 'A stolen session cookie is enough to act as the user until it expires.',
    remedy: {
      action: 'Set `HttpOnly`, `Secure` and `SameSite`.',
      guidance:
        'Set `httpOnly: true, secure: true, sameSite: "lax"` in the session or cookie options ' +
        '(`SESSION_COOKIE_HTTPONLY`, `SESSION_COOKIE_SECURE`, `SESSION_COOKIE_SAMESITE` in Django and ' +
        'Flask), a narrow path, a short lifetime and the `__Host-` prefix where possible.',
      effort: 'low',
    },
    testFamily: 'AUTH',
    payloads: ['document.cookie in the browser console', 'the Set-Cookie header of the login response'],
  },
  'cors-misconfiguration': {
    id: 'cors-misconfiguration',
    title: 'Too permissive cross-origin sharing',
    cwe: [942, 346, 639],
    owasp: 'A05:2021 Security Misconfiguration',
    category: 'cors-csp',
    secondary: ['authorization'],
    stride: ['InfoDisclosure', 'Tampering'],
    severity: 'medium',
    impact: {
      confidentiality: 'H',
      integrity: 'L',
      availability: 'N',
      beyondSystem: false,
      victimActs: true,
      needsLuck: false,
    },
    description: '{sink} at {where} lets pages of any origin, or of origins they choose, read responses.',
    attack: 'The attacker gets a signed-in victim to open a page that calls the interface and reads the answers.',
    consequence: 'Data of the victim is read and, with credentials allowed, actions are taken in their name.',
    remedy: {
      action: 'Name the allowed origins.',
      guidance:
        'Compare the complete origin with a fixed list, never reflect it or match by substring, and do not ' +
        'combine `*` or `null` with credentials. Limit methods and headers to those used, and send `Vary: ' +
        'Origin`.',
      effort: 'low',
    },
    testFamily: 'CSRF',
    payloads: ['Origin: https://attacker.example', 'Origin: null', 'Origin: https://trusted.example.attacker.example'],
  },
  'missing-security-headers': {
    id: 'missing-security-headers',
    title: 'Missing security headers',
    cwe: [693, 1021, 358],
    owasp: 'A05:2021 Security Misconfiguration',
    category: 'cors-csp',
    secondary: ['output-encoding'],
    stride: ['Tampering', 'InfoDisclosure'],
    severity: 'low',
    impact: {
      confidentiality: 'N',
      integrity: 'L',
      availability: 'N',
      beyondSystem: true,
      victimActs: true,
      needsLuck: true,
    },
    description:
      'The pages served at {where} carry no Content-Security-Policy and related headers; nothing that sets ' +
      'them was found.',
    attack: 'The attacker frames the page, or makes full use of an injected script that a policy would have stopped.',
    consequence:
      'The browser offers no second line of defence against cross-site scripting, framing and content sniffing.',
    remedy: {
      action: 'Send a Content-Security-Policy and the standard headers.',
      guidance:
        "Use `helmet` (Express), `@fastify/helmet`, Flask-Talisman or Django's `SecurityMiddleware` with " +
        '`SECURE_*` settings: a policy without `unsafe-inline`, `frame-ancestors`, ' +
        '`Strict-Transport-Security`, `X-Content-Type-Options: nosniff` and `Referrer-Policy`.',
      effort: 'low',
    },
    testFamily: 'XSS',
    payloads: ['inspect the response headers', 'embed the page in a frame of another origin'],
  },
  'debug-enabled': {
    id: 'debug-enabled',
    title: 'Debug mode enabled',
    cwe: [489, 215, 94, 11],
    owasp: 'A05:2021 Security Misconfiguration',
    category: 'cors-csp',
    secondary: ['secrets-management'],
    stride: ['InfoDisclosure', 'ElevationOfPrivilege'],
    severity: 'high',
    impact: {
      confidentiality: 'H',
      integrity: 'L',
      availability: 'L',
      beyondSystem: false,
      victimActs: false,
      needsLuck: true,
    },
    description: '{sink} at {where} switches debug features on.',
    attack:
      'The attacker causes an error and reads the debug page, or uses an interactive debugger that is left reachable.',
    consequence:
      'Source, settings and secrets are shown to anybody, and interactive debuggers run code in the server process.',
    remedy: {
      action: 'Turn debugging off unless a developer asks for it.',
      guidance:
        'Take the flag from the environment with off as the default (`DEBUG = os.environ.get("DEBUG") == ' +
        '"1"`, `app.run()` only for local use), serve through a production server, and fail the deployment ' +
        'if it is on.',
      effort: 'low',
    },
    testFamily: 'SECRET',
    payloads: ['a request that causes an error', '/console', '?__debugger__=yes'],
  },
  'error-details-exposed': {
    id: 'error-details-exposed',
    title: 'Error details shown to users',
    cwe: [209, 497, 200, 550],
    owasp: 'A05:2021 Security Misconfiguration',
    category: 'output-encoding',
    secondary: ['logging-audit'],
    stride: ['InfoDisclosure'],
    severity: 'low',
    impact: {
      confidentiality: 'L',
      integrity: 'N',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: '{sink} at {where} sends internal error details to the client.',
    attack: 'The attacker causes errors with malformed input and reads paths, queries and versions from the answers.',
    consequence: 'Knowledge of internals makes other attacks quicker and more precise.',
    remedy: {
      action: 'Answer with a general message and log the details.',
      guidance:
        'Use one error handler that logs the error with a reference number and returns that number and a ' +
        'general message. Never send `err.stack`, `err.message` of drivers or `traceback.format_exc()`.',
      effort: 'low',
    },
    testFamily: 'SECRET',
    payloads: ['malformed JSON', "'", 'an id of the wrong type', '%00'],
  },
} as const satisfies Record<string, Weakness>;
