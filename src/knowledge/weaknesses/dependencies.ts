import type { Weakness } from '../weakness';

/** Code of others that is built in. */
export const DEPENDENCIES = {
  'unpinned-dependency': {
    id: 'unpinned-dependency',
    title: 'Unpinned dependency',
    cwe: [1104, 829, 1357],
    owasp: 'A06:2021 Vulnerable and Outdated Components',
    category: 'dependency-security',
    secondary: ['logging-audit'],
    stride: ['Tampering', 'ElevationOfPrivilege'],
    severity: 'low',
    impact: {
      confidentiality: 'L',
      integrity: 'L',
      availability: 'L',
      beyondSystem: false,
      victimActs: true,
      needsLuck: true,
    },
    description:
      'The dependency at {where} ({sink}) is not fixed to one version, so that a build can pick up another one.',
    attack:
      'The attacker publishes a malicious release of the package or of one of its dependencies, and the ' +
      'next build takes it in.',
    consequence: 'Foreign code runs in build and production with the rights of the application.',
    remedy: {
      action: 'Fix versions and record checksums.',
      guidance:
        'Commit a lockfile and install from it (`npm ci`, `pip install --require-hashes`, `poetry install ' +
        '--sync`, `uv sync --locked`). Let a bot propose updates, delayed by some days, and review them.',
      effort: 'low',
    },
    testFamily: 'DEP',
    payloads: ['build twice with an empty cache and compare the installed versions'],
  },
  'missing-lockfile': {
    id: 'missing-lockfile',
    title: 'Missing lockfile',
    cwe: [1357, 829, 494],
    owasp: 'A08:2021 Software and Data Integrity Failures',
    category: 'dependency-security',
    secondary: [],
    stride: ['Tampering', 'ElevationOfPrivilege'],
    severity: 'low',
    impact: {
      confidentiality: 'L',
      integrity: 'L',
      availability: 'L',
      beyondSystem: false,
      victimActs: true,
      needsLuck: true,
    },
    description:
      'The manifest at {where} has no lockfile beside it: versions of indirect dependencies and their ' +
      'checksums are not recorded.',
    attack: 'The attacker takes over any indirect dependency, and the next installation runs their code.',
    consequence: 'Nobody can tell which code is in production, and a poisoned release enters unnoticed.',
    remedy: {
      action: 'Commit a lockfile and install from it.',
      guidance:
        'Create `package-lock.json`, `yarn.lock`, `pnpm-lock.yaml`, `poetry.lock`, `uv.lock` or a hashed ' +
        'requirements file, and use the frozen install command in builds.',
      effort: 'low',
    },
    testFamily: 'DEP',
    payloads: ['install from a clean checkout with the frozen option'],
  },
  'missing-dependency-scanning': {
    id: 'missing-dependency-scanning',
    title: 'Dependencies are not scanned',
    cwe: [1395, 1104, 1357],
    owasp: 'A06:2021 Vulnerable and Outdated Components',
    category: 'dependency-security',
    secondary: ['logging-audit'],
    stride: ['Tampering', 'ElevationOfPrivilege', 'InfoDisclosure'],
    severity: 'low',
    impact: {
      confidentiality: 'L',
      integrity: 'L',
      availability: 'L',
      beyondSystem: false,
      victimActs: true,
      needsLuck: true,
    },
    description: 'No tool was found that checks the dependencies of {where} for known vulnerabilities.',
    attack: 'The attacker uses a published vulnerability of a dependency before anybody updates it.',
    consequence: 'Known vulnerabilities stay in production for as long as nobody happens to look.',
    remedy: {
      action: 'Scan dependencies in every build.',
      guidance:
        'Turn on Dependabot or Renovate, and run `npm audit`, `pip-audit`, `osv-scanner` or `trivy fs` in ' +
        'the pipeline, failing on high and critical advisories that have a fix.',
      effort: 'low',
    },
    testFamily: 'DEP',
    payloads: ['run `osv-scanner` or `trivy fs .` on the repository'],
  },
} as const satisfies Record<string, Weakness>;
