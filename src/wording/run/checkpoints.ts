import { all } from '../locale';
import type { Severity } from '../../artifacts/enums';
import type { BusinessAnswers } from '../../artifacts/phase1';
import type { CategoryFile } from '../../artifacts/phase4';
import { count } from '../text';

/** What a checkpoint says beside what it shows: findings first, then questions, then what comes next. */

export const requiredBy = ({ regulations }: BusinessAnswers): string =>
  regulations.length > 0
    ? `${all(regulations)} would decide which controls are required.`
    : 'No regulation is suggested by the code.';

export const attackers = ({ threat_actors: actors }: BusinessAnswers): string =>
  actors.length > 0 ? `Attackers to expect: ${all(actors.slice(0, 5))}.` : 'No attacker is chosen yet.';

export const assumed = (values: number): string => `${values} values are assumptions until you confirm them.`;

export const aboutBusiness = [
  'Is the purpose right?',
  'Is sensitive data missing?',
  'Is an attacker missing?',
  'Does a regulation apply that is not listed?',
  'Are the impact figures reasonable?',
];

export const afterBusiness = 'The code base is sized and mapped; the next question comes when the map is ready.';

export const boundaryLacks = (boundary: string, missing: readonly string[]): string =>
  `${boundary} lacks ${all(missing.slice(0, 3))}`;

const grave = (all: string, severe: number): string => `${all}, ${severe} of them critical or high`;

export const concerns = (all: number, severe: number): string => grave(count(all, 'concern'), severe);

export const aboutMap = [
  'Is the map right?',
  'Is a component missing?',
  'Which areas matter most?',
  'Is a concern rated too high or too low?',
];

export const afterMap = (concerned: number): string =>
  concerned > 0
    ? `${count(concerned, 'agent')} investigate the concerns, most severe first; you decide after each batch.`
    : 'There is nothing to investigate; the controls are settled next.';

export const BATCH_GUIDANCE: Readonly<Record<Severity, string>> = {
  critical: 'Check these results with care: each of them can be a way in.',
  high: 'Compare with what you know of the code before you go on.',
  medium: 'From here on findings matter less each; stopping here keeps everything so far.',
  low: 'Low concerns are mostly hardening.',
  info: 'This is the last batch.',
};

export const afterFailures = 'Retry runs these concerns again, alone. Skip records them as not investigated.';

export const skipped = (concerned: number): string => `${concerned} skipped: recorded as blocked`;

export const tryAgain = 'Try again, or go on without them?';
export const matches = 'Do these results match what you know of the code?';

export const afterBatch = (next: { concerns: number; severity: string } | null): string =>
  next
    ? `${next.concerns} ${next.severity} concerns are investigated next.`
    : 'This is the last planned batch; controls and gaps are settled next.';

export const notInvestigated = (failed: number): string =>
  `${failed === 1 ? 'One concern' : `${failed} concerns`} could not be investigated`;

export function category(file: CategoryFile, gaps: number): string {
  if (!file.applicable) return file.not_applicable_reason ?? 'Not applicable.';
  const names = file.controls.slice(0, 3).map((control) => control.control_name);
  return `${names.length > 0 ? all(names) : 'No control was found'}; ${count(gaps, 'gap')}.`;
}

export const aboutControls = [
  'Is a control missing that exists?',
  'Are there protections of your own that the code does not show?',
  'Are the gaps right?',
];

export const afterControls = 'Threats are modelled from the gaps and the map.';

export const threats = (open: number, severe: number): string => grave(count(open, 'open threat'), severe);

export const aboutThreats = ['Do the threats match your concerns?', 'Is a scenario missing?', 'Is a priority wrong?'];

export const afterThreats = 'A test plan is made for these threats.';

export const reviewFirst = (files: number): string => `${count(files, 'file')} to review first`;

export const aboutTests = ['Is the order right?', 'Is a test missing?', 'Shall the report be written?'];

export const afterTests = 'The report is written as Markdown, JSON and SARIF.';
