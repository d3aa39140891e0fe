import type { CodeCoverage, Coverage } from '../../src/artifacts/coverage';

/** The coverage of a code base that was read in full, with other parts where given. */
export function coverage(parts: Partial<Coverage> = {}): Coverage {
  return {
    files: { code: 2, read: 2, unread: 0 },
    lines: { code: 20, read: 20 },
    byLanguage: [{ language: 'JavaScript', files: 2, read: 2, lines: 20, linesRead: 20 }],
    handlers: { found: 0, followed: 0 },
    unreadByGroup: {},
    notUnderstoodNames: [],
    failures: [],
    unread: [],
    notUnderstood: [],
    ...parts,
  };
}

/** The same as facts hold it. */
export const codeCoverage = (parts: Partial<CodeCoverage> = {}): CodeCoverage => ({
  ...coverage(),
  failures: [],
  unread: [],
  ...parts,
});
