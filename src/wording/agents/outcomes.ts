import { count } from '../text';

/** Why an agent gave no result, and what it has to show. */

export const beforeStart = 'stopped before it started';
export const stoppedByUser = 'stopped by you';

export const tookTooLong = (milliseconds: number): string =>
  `took longer than ${Math.round(milliseconds / 60_000)} minutes`;

export const nothingLeft = (removed: readonly string[]): string =>
  `nothing was left after unverifiable claims were removed: ${removed.slice(0, 3).join('; ')}`;

export const otherSchema = (issues: readonly string[]): string =>
  `the answer does not fit its schema (${issues.join('; ')})`;

export const nobodyAnswers = (kind: string): string => `no engine answers tasks of the kind "${kind}"`;

export const notOfBuiltin = (kind: string): string =>
  `The built-in engine does not answer tasks of the kind "${kind}".`;

export const sized = (files: number, agents: number): string => `${count(files, 'file')}, ${count(agents, 'agent')}`;

const violated = (what: string, violations: readonly { rule: string; message: string }[]): string =>
  `The ${what} breaks its own rules (${count(violations.length, 'violation')}; first: ` +
  `${violations[0]?.rule ?? ''}: ${violations[0]?.message ?? ''})`;

export const noThreats = 'Stopped before the threats were modelled.';

export const wrongModel = (violations: readonly { rule: string; message: string }[]): string =>
  violated('threat model', violations);

export const modelled = (open: number, others: number): string =>
  `${count(open, 'open threat')}${others === 0 ? '' : `, ${count(others, 'other')}`}`;

export const noTests = 'Stopped before the tests were planned.';

export const wrongPlan = (violations: readonly { rule: string; message: string }[]): string =>
  violated('test plan', violations);

export const planned = (tests: number, targets: number): string =>
  `${count(tests, 'manual test')}, ${count(targets, 'review target')}`;
