import { SEVERITIES } from '../artifacts/enums';
import type { FindingView } from '../pipeline/contract';
import type { RunState } from '../session/run-state';

export interface RunSummary {
  session: string;
  status: string;
  counters: Record<string, number>;
  findings: { total: number; bySeverity: Record<string, number> };
  problems: { code: string; message: string }[];
  report?: { markdown: string; json: string; sarif: string };
}

const ofSeverity = (findings: readonly FindingView[]): Record<string, number> =>
  Object.fromEntries(SEVERITIES.map((severity) => [severity, findings.filter((finding) => finding.severity === severity && finding.status !== 'mitigated').length]));

export function summaryOf(state: RunState, findings: readonly FindingView[]): RunSummary {
  return {
    session: state.sessionDir,
    status: state.status,
    counters: state.counters,
    findings: { total: findings.length, bySeverity: ofSeverity(findings) },
    problems: state.problems.map(({ code, message }) => ({ code, message })),
    ...(state.report ? { report: state.report } : {}),
  };
}

const MOST_SHOWN = 10;

function findingLine(finding: FindingView): string {
  const where = finding.location ? `${finding.location.file}:${finding.location.start}` : (finding.component ?? '');
  const score = finding.score === undefined ? '' : ` ${finding.score.toFixed(1)}`;
  return `  ${finding.severity.padEnd(8)}${score.padStart(5)}  ${finding.title}\n                 ${where}`;
}

/** The end of a run in the terminal: what was found, where the report is. */
export function summaryText(state: RunState, findings: readonly FindingView[]): string {
  const counts = Object.entries(ofSeverity(findings)).filter(([, count]) => count > 0).map(([severity, count]) => `${count} ${severity}`);
  const open = findings.filter((finding) => finding.status !== 'mitigated');
  const lines = [
    '',
    state.status === 'completed' ? 'The threat model is complete.' : `The threat model is not complete (${state.status}). Resume it with: threatline resume ${state.sessionDir}`,
    `Found: ${counts.join(', ') || 'nothing'}.`,
    ...open.slice(0, MOST_SHOWN).map(findingLine),
    ...(open.length > MOST_SHOWN ? [`  … and ${open.length - MOST_SHOWN} more`] : []),
    ...(state.report ? ['', `Report  ${state.report.markdown}`, `JSON    ${state.report.json}`, `SARIF   ${state.report.sarif}`] : []),
  ];
  return lines.join('\n');
}
