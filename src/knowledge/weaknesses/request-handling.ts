import type { Weakness } from '../weakness';

/** Input that decides where the server reads, writes, fetches or sends the user, or what it renders and stores. */
export const REQUEST_HANDLING = {
  'path-traversal': {
    id: 'path-traversal',
    title: 'Path traversal',
    cwe: [22, 23, 36, 73, 99],
    owasp: 'A01:2021 Broken Access Control',
    category: 'input-validation',
    secondary: ['authorization'],
    stride: ['InfoDisclosure', 'Tampering'],
    severity: 'high',
    impact: {
      confidentiality: 'H',
      integrity: 'L',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description:
      'Data from {source} becomes part of a file path used by {sink} at {where}, without a check that the ' +
      'path stays in its folder.',
    attack:
      'The attacker sends `../` sequences or an absolute path and thereby names a file outside the intended folder.',
    consequence:
      'Files outside the intended folder become readable, such as configuration with secrets and data of ' +
      'other users, or can be overwritten where the call writes.',
    remedy: {
      action: 'Resolve the path and check that it lies inside the intended folder.',
      guidance:
        'Resolve with `path.resolve` or `os.path.realpath`, then compare with the base folder including its ' +
        'separator, or use `res.sendFile(name, { root })`, `send_from_directory` or `secure_filename`. ' +
        'Better: let the user choose an id and keep the mapping to files on the server.',
      effort: 'low',
    },
    testFamily: 'FILE',
    payloads: [
      '../../../../etc/hostname',
      '..%2f..%2f..%2fpackage.json',
      '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
      '/etc/hostname',
    ],
  },
  ssrf: {
    id: 'ssrf',
    title: 'Server-side request forgery',
    cwe: [918, 441],
    owasp: 'A10:2021 Server-Side Request Forgery',
    category: 'input-validation',
    secondary: ['authorization', 'secrets-management'],
    stride: ['InfoDisclosure', 'Spoofing', 'ElevationOfPrivilege'],
    severity: 'high',
    impact: {
      confidentiality: 'H',
      integrity: 'L',
      availability: 'N',
      beyondSystem: true,
      victimActs: false,
      needsLuck: false,
    },
    description: 'Data from {source} decides which address the server requests through {sink} at {where}.',
    attack:
      'The attacker names an internal address or a cloud metadata service as target, and the server fetches ' +
      'it from inside the network.',
    consequence:
      'Internal services behind the firewall and cloud credentials become reachable with the identity of the server.',
    remedy: {
      action: 'Allow only known hosts and build the address on the server.',
      guidance:
        'Keep scheme, host and path prefix fixed and insert the value only as an encoded path segment or ' +
        'query parameter. If users may name hosts, resolve the name, refuse private, loopback and link-local ' +
        'addresses, connect to the resolved address, and do not follow redirects. Send such requests through ' +
        'an egress proxy.',
      effort: 'medium',
    },
    testFamily: 'SSRF',
    payloads: [
      'http://127.0.0.1/',
      'http://169.254.169.254/latest/meta-data/',
      'http://[::1]/',
      'http://localhost.attacker.example/',
    ],
  },
  'open-redirect': {
    id: 'open-redirect',
    title: 'Open redirect',
    cwe: [601],
    owasp: 'A01:2021 Broken Access Control',
    category: 'input-validation',
    secondary: ['authentication'],
    stride: ['Spoofing', 'Tampering'],
    severity: 'medium',
    impact: {
      confidentiality: 'L',
      integrity: 'L',
      availability: 'N',
      beyondSystem: true,
      victimActs: true,
      needsLuck: false,
    },
    description: 'Data from {source} decides where {sink} sends the browser at {where}.',
    attack:
      'The attacker spreads a link to the trusted site whose parameter names their own site; the victim is ' +
      'sent on to it.',
    consequence:
      'Users are phished from a trustworthy address, and tokens in the address or the `Referer` header can ' +
      "leak to the attacker's site.",
    remedy: {
      action: 'Redirect only to paths of this application or to listed hosts.',
      guidance:
        'Accept a path that begins with a single `/` and no backslash, or parse the address and compare its ' +
        'origin with an allow-list (`url_has_allowed_host_and_scheme` in Django). Otherwise redirect to a ' +
        'fixed page.',
      effort: 'low',
    },
    testFamily: 'FILE',
    payloads: ['https://attacker.example/', '//attacker.example/', '/\\attacker.example', 'https:attacker.example'],
  },
  'cross-site-scripting': {
    id: 'cross-site-scripting',
    title: 'Cross-site scripting',
    cwe: [79, 80, 116],
    owasp: 'A03:2021 Injection',
    category: 'output-encoding',
    secondary: ['cors-csp', 'input-validation'],
    stride: ['Tampering', 'Spoofing', 'InfoDisclosure'],
    severity: 'high',
    impact: {
      confidentiality: 'L',
      integrity: 'L',
      availability: 'N',
      beyondSystem: true,
      victimActs: true,
      needsLuck: false,
    },
    description: 'Data from {source} is written into a page by {sink} at {where} without encoding for HTML.',
    attack: 'The attacker places markup with script in the value and gets a victim to open the page.',
    consequence:
      "Script of the attacker runs in the victim's session: it acts as the victim, reads what they see and " +
      'can take over the account.',
    remedy: {
      action: 'Let the template engine escape the value.',
      guidance:
        'Render through an auto-escaping template, or send JSON with its content type. Escape for the exact ' +
        'context (text, attribute, URL, script). If HTML must be accepted, clean it with a maintained ' +
        'sanitizer (DOMPurify, bleach/nh3), and add a Content-Security-Policy without `unsafe-inline`.',
      effort: 'low',
    },
    testFamily: 'XSS',
    payloads: [
      '<script>alert(document.domain)</script>',
      '"><img src=x onerror=alert(1)>',
      'javascript:alert(1)',
      '</textarea><svg onload=alert(1)>',
    ],
  },
  'unsafe-html-rendering': {
    id: 'unsafe-html-rendering',
    title: 'HTML escaping switched off',
    cwe: [116, 79],
    owasp: 'A03:2021 Injection',
    category: 'output-encoding',
    secondary: ['cors-csp'],
    stride: ['Tampering', 'Spoofing'],
    severity: 'medium',
    impact: {
      confidentiality: 'L',
      integrity: 'L',
      availability: 'N',
      beyondSystem: true,
      victimActs: true,
      needsLuck: true,
    },
    description: '{sink} at {where} puts a value into a page with escaping switched off.',
    attack: 'The attacker gets markup stored or passed in that value, and everybody who opens the page runs it.',
    consequence: 'One unescaped value suffices for script to run in the sessions of visitors.',
    remedy: {
      action: 'Turn escaping on and mark only constant markup as safe.',
      guidance:
        'Remove `|safe`, `{% autoescape false %}`, `mark_safe`, `{{{ }}}`, `<%- %>`, `v-html` or ' +
        '`dangerouslySetInnerHTML`, or run the value through a maintained sanitizer first. Set auto-escaping ' +
        'in the configuration of the engine.',
      effort: 'low',
    },
    testFamily: 'XSS',
    payloads: ['<img src=x onerror=alert(1)>', '<svg onload=alert(document.domain)>'],
  },
} as const satisfies Record<string, Weakness>;
