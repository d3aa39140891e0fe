import type { Incompleteness } from '../artifacts/completeness';
import type { CoverageSummary } from '../artifacts/coverage';
import { SEVERITIES } from '../artifacts/enums';
import type { CodeFacts } from '../artifacts/facts';
import type { FindingView } from '../pipeline/contract';
import { count } from '../wording/text';
import type { RunState } from '../session/run-state';
import { coverageLines, incompleteSentence } from '../wording/coverage';
import { foundWords } from '../wording/found';

export interface RunSummary {
  session: string;
  status: string;
  /** Finished, and nothing keeps the result from being about the whole. */
  complete: boolean;
  incomplete: Incompleteness[];
  counters: Record<string, number>;
  coverage?: CoverageSummary;
  findings: { total: number; bySeverity: Record<string, number> };
  problems: { code: string; message: string }[];
  report?: { markdown: string; json: string; sarif: string };
}

const ofSeverity = (findings: readonly FindingView[]): Record<string, number> =>
  Object.fromEntries(
    SEVERITIES.map((severity) => [
      severity,
      findings.filter((finding) => finding.severity === severity && finding.status !== 'mitigated').length,
    ]),
  );

export function summaryOf(state: RunState, findings: readonly FindingView[], incomplete: Incompleteness[]): RunSummary {
  return {
    session: state.sessionDir,
    status: state.status,
    complete: state.status === 'completed' && incomplete.length === 0,
    incomplete,
    counters: state.counters,
    ...(state.coverage ? { coverage: state.coverage } : {}),
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

/** Whether the code gives reason to believe that there is more than was found. */
const hasGaps = ({ files, handlers, notUnderstoodNames, unreadByGroup }: CoverageSummary): boolean =>
  files.unread > 0 ||
  (unreadByGroup.partial ?? 0) > 0 ||
  handlers.followed < handlers.found ||
  notUnderstoodNames.length > 0;

/** `28 open threats, 2 mitigated (1 critical, 27 low), 1 gap that no threat names`; empty when there is nothing. */
function foundText({ counters }: RunState, open: readonly FindingView[]): string {
  const threats = open.filter(({ kind }) => kind === 'threat');
  const rated = threats.filter(({ status }) => status !== 'accepted');
  const levels = (some: readonly FindingView[]): string =>
    Object.entries(ofSeverity(some))
      .filter(([, count]) => count > 0)
      .map(([severity, count]) => `${count} ${severity}`)
      .join(', ');
  if (!counters['threats']) return levels(open);
  const apart = open.length - threats.length;
  const counted = `${foundWords(counters) ?? ''}${rated.length > 0 ? ` (${levels(rated)})` : ''}`;
  return apart === 0 ? counted : `${counted}, ${apart} ${apart === 1 ? 'gap' : 'gaps'} that no threat names`;
}

function foundLine(state: RunState, open: readonly FindingView[]): string {
  const { status, coverage } = state;
  const ended = status === 'completed';
  const found = foundText(state, open);
  if (found !== '') return `Found${ended ? '' : ' so far'}: ${found}.`;
  if (!ended) return 'Found so far: nothing.';
  return coverage && !hasGaps(coverage) ? 'Found: nothing.' : 'Found: nothing in what was read and understood.';
}

function headline(state: RunState, incomplete: readonly Incompleteness[]): string[] {
  if (state.status !== 'completed')
    return [
      `The threat model is not complete (${state.status}). Resume it with: threatline resume ${state.sessionDir}`,
    ];
  if (incomplete.length === 0) return ['The threat model is complete.'];
  return [
    'The threat model is finished and incomplete:',
    ...incomplete.map((reason) => `  ${incompleteSentence(reason)}`),
  ];
}

/** The end of a run in the terminal: how complete it is, what was found, where the report is. */
export function summaryText(
  state: RunState,
  findings: readonly FindingView[],
  incomplete: readonly Incompleteness[],
): string {
  const open = findings.filter((finding) => finding.status !== 'mitigated');
  const lines = [
    '',
    ...headline(state, incomplete),
    ...(state.coverage ? coverageLines(state.coverage) : []),
    foundLine(state, open),
    ...open.slice(0, MOST_SHOWN).map(findingLine),
    ...(open.length > MOST_SHOWN
      ? [`  … and ${open.length - MOST_SHOWN} more${state.report ? ', in the report' : ''}`]
      : []),
    ...(state.report
      ? ['', `Report  ${state.report.markdown}`, `JSON    ${state.report.json}`, `SARIF   ${state.report.sarif}`]
      : []),
  ];
  return lines.join('\n');
}

/** The end of reading the code alone. */
export function analysisText(facts: CodeFacts, incomplete: readonly Incompleteness[]): string {
  const { coverage } = facts;
  const counts = [
    `${count(coverage.files.read, 'file')} read`,
    count(facts.entryPoints.length, 'entry point'),
    count(facts.weaknesses.length, 'weakness', 'weaknesses'),
    count(facts.controls.length, 'control'),
    count(facts.dependencies.length, 'dependency', 'dependencies'),
  ];
  return [
    counts.join(', '),
    ...coverageLines(coverage),
    ...(incomplete.length > 0
      ? ['The analysis is incomplete:', ...incomplete.map((reason) => `  ${incompleteSentence(reason)}`)]
      : []),
  ].join('\n');
}
