import type { Incompleteness } from '../artifacts/completeness';
import { SEVERITIES, type Severity } from '../artifacts/enums';
import type { FindingView } from '../pipeline/contract';
import type { RunErrorCode } from '../session/run-error';
import type { RunState } from '../session/run-state';

export const EXIT = { done: 0, found: 1, badInput: 2, incomplete: 3, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A mistake on the command line: shown as one sentence, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Failures that are about what the user asked for. All others leave the run incomplete. */
const BAD_INPUT: ReadonlySet<RunErrorCode> = new Set<RunErrorCode>([
  'no-folder',
  'empty-folder',
  'no-code',
  'unreadable-folder',
  'bad-scope',
  'bad-setting',
  'path-missing',
  'unknown-place',
  'no-git',
  'git-untrusted',
  'git-refused',
  'not-a-git-ref',
  'no-changes',
  'notes-required',
  'no-session',
  'corrupt-session',
  'finished-session',
  'linked',
  'made-elsewhere',
]);

export const exitOfError = (code: RunErrorCode): ExitCode => (BAD_INPUT.has(code) ? EXIT.badInput : EXIT.incomplete);

/** Is anything open found that is as severe as `limit`, or more? */
export function foundAtOrAbove(findings: readonly FindingView[], limit: Severity): boolean {
  const allowed = SEVERITIES.indexOf(limit);
  return findings.some(
    (finding) =>
      finding.status !== 'mitigated' &&
      finding.status !== 'accepted' &&
      SEVERITIES.indexOf(finding.severity) <= allowed,
  );
}

/**
 * An incomplete run never ends with 0, whatever it found: one that did not end, or one that says less than it seems to.
 */
export function exitOfRun(
  state: RunState,
  findings: readonly FindingView[],
  failOn: Severity | undefined,
  interrupted: boolean,
  incomplete: readonly Incompleteness[],
): ExitCode {
  if (interrupted) return EXIT.interrupted;
  if (state.status !== 'completed' || incomplete.length > 0) return EXIT.incomplete;
  return failOn !== undefined && foundAtOrAbove(findings, failOn) ? EXIT.found : EXIT.done;
}
