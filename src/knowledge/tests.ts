import type { ControlCategory, Stride } from '../artifacts/enums';

/** How threats are tested: families of test cases, tools, and the time they take. */

export const TEST_FAMILIES = [
  'IDOR',
  'INJ',
  'AUTH',
  'PRIVESC',
  'XSS',
  'CSRF',
  'SSRF',
  'FILE',
  'RATE',
  'CRYPTO',
  'LOG',
  'SECRET',
  'DEP',
  'COMP',
] as const;
export type TestFamily = (typeof TEST_FAMILIES)[number];

interface FamilyEntry {
  label: string;
  minutes: number;
  skill: 'basic' | 'intermediate' | 'expert';
  /** Driven by requests to a running system. */
  dynamic: boolean;
}

export const FAMILY: Readonly<Record<TestFamily, FamilyEntry>> = {
  IDOR: { label: 'Access to foreign records', minutes: 45, skill: 'intermediate', dynamic: true },
  INJ: { label: 'Injection', minutes: 60, skill: 'intermediate', dynamic: true },
  AUTH: { label: 'Identity and session', minutes: 45, skill: 'intermediate', dynamic: true },
  PRIVESC: { label: 'Escalation of privileges', minutes: 45, skill: 'intermediate', dynamic: true },
  XSS: { label: 'Cross-site scripting and headers', minutes: 45, skill: 'intermediate', dynamic: true },
  CSRF: { label: 'Cross-site requests', minutes: 30, skill: 'intermediate', dynamic: true },
  SSRF: { label: 'Server-side requests', minutes: 60, skill: 'expert', dynamic: true },
  FILE: { label: 'Files, paths and redirects', minutes: 45, skill: 'intermediate', dynamic: true },
  RATE: { label: 'Limits and exhaustion', minutes: 30, skill: 'basic', dynamic: true },
  CRYPTO: { label: 'Cryptography', minutes: 60, skill: 'expert', dynamic: false },
  LOG: { label: 'Logging and audit', minutes: 30, skill: 'basic', dynamic: false },
  SECRET: { label: 'Secrets and exposure', minutes: 30, skill: 'basic', dynamic: false },
  DEP: { label: 'Dependencies', minutes: 30, skill: 'basic', dynamic: false },
  COMP: { label: 'Compliance', minutes: 60, skill: 'intermediate', dynamic: false },
};

/** Test family for a gap whose weakness is not in the catalogue. */
export const FAMILY_OF_CATEGORY: Readonly<Record<ControlCategory, TestFamily>> = {
  authentication: 'AUTH',
  authorization: 'PRIVESC',
  'input-validation': 'INJ',
  'output-encoding': 'XSS',
  cryptography: 'CRYPTO',
  'secrets-management': 'SECRET',
  'logging-audit': 'LOG',
  'rate-limiting': 'RATE',
  'cors-csp': 'CSRF',
  'dependency-security': 'DEP',
};

/** What to try per STRIDE category, added to tests of threats that came from no single weakness. */
export const STRIDE_TESTS: Readonly<Record<Stride, string>> = {
  Spoofing: 'Send forged, expired and foreign sessions and tokens.',
  Tampering: 'Change parameters, types and order of requests.',
  Repudiation: 'Carry out the operation and look for a record that names the actor.',
  InfoDisclosure: 'Cause errors and ask for records and files of others.',
  DoS: 'Send large, deeply nested and repeated input within agreed limits.',
  ElevationOfPrivilege: 'Use the operation with every lower role and without one.',
};

export const CATEGORY_REVIEW: Readonly<Record<ControlCategory, readonly string[]>> = {
  authentication: [
    'Is every route behind the check, also new ones?',
    'Are sessions renewed at login and ended at logout?',
    'Do all failures answer alike?',
  ],
  authorization: [
    'Is the owner part of every query?',
    'Is the default to deny?',
    'Do other methods and formats of the route pass the same check?',
  ],
  'input-validation': [
    'Is every value checked for type, length and format before use?',
    'Does anything reach an interpreter, path, query or address as text?',
    'Is only the validated value used afterwards?',
  ],
  'output-encoding': [
    'Is every value escaped for the place it stands in?',
    'Is escaping on by default?',
    'Are errors general?',
  ],
  cryptography: [
    'Are algorithms, modes and key sizes current?',
    'Are nonces and tokens random?',
    'Are certificates verified?',
  ],
  'secrets-management': [
    'Is the secret out of the code and rotated?',
    'Does the application refuse to start without it?',
    'Is it kept out of logs and errors?',
  ],
  'logging-audit': [
    'Does each security-relevant operation leave a record with actor, object and result?',
    'Are failures recorded too?',
    'Are secrets left out?',
  ],
  'rate-limiting': [
    'Is there a limit per account and per address?',
    'Are sizes and counts capped before work begins?',
    'Does the limit hold over several processes?',
  ],
  'cors-csp': [
    'Are origins, cookies and tokens checked for every request that changes state?',
    'Are the headers set for all answers, errors too?',
  ],
  'dependency-security': [
    'Are versions fixed and checksums recorded?',
    'Who reviews updates?',
    'Does the build fail on known vulnerabilities?',
  ],
};

export const TOOLS = {
  sast: ['semgrep', 'codeql'],
  secrets: ['gitleaks'],
  dast: ['zap', 'nuclei', 'burp'],
  sca: {
    npm: ['npm audit', 'osv-scanner', 'trivy'],
    pypi: ['pip-audit', 'osv-scanner', 'trivy'],
    any: ['osv-scanner', 'trivy'],
  },
} as const;

/** Rule sets of semgrep per control category. */
export const SEMGREP_RULES: Readonly<Record<ControlCategory, readonly string[]>> = {
  authentication: ['p/jwt', 'p/owasp-top-ten'],
  authorization: ['p/owasp-top-ten'],
  'input-validation': ['p/owasp-top-ten', 'p/command-injection', 'p/sql-injection'],
  'output-encoding': ['p/xss'],
  cryptography: ['p/insecure-transport', 'p/security-audit'],
  'secrets-management': ['p/secrets'],
  'logging-audit': ['p/security-audit'],
  'rate-limiting': ['p/security-audit'],
  'cors-csp': ['p/security-audit'],
  'dependency-security': ['p/supply-chain'],
};
