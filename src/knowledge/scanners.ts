/** Tools that look for vulnerable dependencies, secrets or flaws, and how a configuration or CI file shows them. */
export const SCANNER_FILES: readonly { tool: string; path: RegExp }[] = [
  { tool: 'Dependabot', path: /(^|\/)\.github\/dependabot\.ya?ml$/ },
  { tool: 'Renovate', path: /(^|\/)(renovate\.json5?|\.renovaterc(\.json5?)?|\.github\/renovate\.json5?)$/ },
  { tool: 'Snyk', path: /(^|\/)\.snyk$/ },
  { tool: 'Gitleaks', path: /(^|\/)\.gitleaks\.toml$/ },
  { tool: 'detect-secrets', path: /(^|\/)\.secrets\.baseline$/ },
];

export const SCANNER_COMMANDS: readonly { tool: string; pattern: RegExp }[] = [
  { tool: 'npm audit', pattern: /\b(npm|yarn|pnpm|bun)\s+(run\s+)?(npm\s+)?audit\b/ },
  { tool: 'pip-audit', pattern: /\bpip-audit\b/ },
  { tool: 'Safety', pattern: /\bsafety\s+(check|scan)\b/ },
  { tool: 'Snyk', pattern: /\bsnyk(\/actions|\s+(test|monitor|code))/ },
  { tool: 'Trivy', pattern: /\btrivy(-action)?\b/ },
  { tool: 'CodeQL', pattern: /\bcodeql(-action)?\b/ },
  { tool: 'OSV-Scanner', pattern: /\bosv-scanner\b/ },
  { tool: 'Dependency Review', pattern: /\bdependency-review-action\b/ },
  { tool: 'OWASP Dependency-Check', pattern: /\bdependency-check\b/i },
  { tool: 'Grype', pattern: /\bgrype\b/ },
  { tool: 'Semgrep', pattern: /\bsemgrep\b/ },
  { tool: 'Bandit', pattern: /\bbandit\b/ },
  { tool: 'Gitleaks', pattern: /\bgitleaks\b/ },
  { tool: 'TruffleHog', pattern: /\btrufflehog\b/i },
  { tool: 'detect-secrets', pattern: /\bdetect-secrets\b/ },
];

/** Files whose commands run on every change. */
export const CI_FILES =
  /(^|\/)(\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.ya?ml|\.circleci\/config\.ya?ml|azure-pipelines\.ya?ml|bitbucket-pipelines\.ya?ml|\.travis\.ya?ml|\.drone\.ya?ml|Jenkinsfile|cloudbuild\.ya?ml|buildspec\.ya?ml)$/;
/** Files whose commands run when somebody calls them. */
export const LOCAL_TASKS = /(^|\/)(package\.json|Makefile|tox\.ini|noxfile\.py|\.pre-commit-config\.ya?ml)$/;

/** Tools that look at the code itself, or for secrets in it: they know nothing of dependencies. */
export const NOT_OF_DEPENDENCIES: ReadonlySet<string> = new Set([
  'CodeQL',
  'Semgrep',
  'Bandit',
  'Gitleaks',
  'TruffleHog',
  'detect-secrets',
]);
