import type { Decision } from '../artifacts/checkpoint-record';
import { PHASES } from '../artifacts/enums';
import type { RunEvent } from '../artifacts/run-events';
import { count } from '../wording/text';
import type { AgentPhase, RunState } from '../session/run-state';
import { terminalLine } from '../safety/text/terminal';
import { revisionProblem } from '../wording/revision';
import { PHASE_TITLES } from '../session/run-words';

const phaseTitle = (phase: AgentPhase): string => {
  const number = PHASES.findIndex((key) => key === phase) + 1;
  return number > 0 ? `Phase ${number}/6  ${PHASE_TITLES[phase]}` : PHASE_TITLES[phase];
};

const seconds = (value: number): string => (value < 10 ? `${value.toFixed(1)} s` : `${Math.round(value)} s`);

const DECIDED: Readonly<Record<Decision['decision'], string>> = {
  approve: 'Approved',
  revise: 'Sent back',
  continue: 'Continued',
  stop: 'Stopped and saved',
  revert: 'Batch reverted',
  retry: 'What failed is tried again',
  skip: 'What failed is skipped',
};

const decidedLine = ({ decision, decidedBy }: Decision): string =>
  `  ${DECIDED[decision]}${decidedBy === 'automatic' ? ' automatically' : ''}`;

/** How an agent ended; anything else is to be looked at. */
const MARKS: Readonly<Record<string, string>> = { completed: '✓', cancelled: '–' };

function agentLine(
  state: RunState,
  id: string,
  outcome: string,
  found: string | undefined,
  reason: string | undefined,
  took: number,
): string {
  const title = state.agents.find((agent) => agent.id === id)?.title ?? id;
  const mark = MARKS[outcome] ?? '!';
  const detail = outcome === 'completed' ? found : [outcome, reason].filter(Boolean).join(': ');
  return `    ${mark} ${title}${detail ? `: ${detail}` : ''} (${seconds(took)})`;
}

/** What is about to happen: the plan and where the session is. It is known before the first event is. */
export function planLines(state: RunState): string {
  const { plan } = state;
  const what = plan
    ? `: ${plan.files} files, about ${plan.agents} agents, about ${Math.max(1, Math.round(plan.seconds))} s`
    : '';
  const lines = [`Threat model of ${terminalLine(state.folder)}${what}`, `Session ${terminalLine(state.sessionDir)}`];
  const unread = state.settled?.workspace.git_unread;
  const problem = unread === undefined ? undefined : revisionProblem({ unread });
  return [...lines, ...(problem === undefined ? [] : [terminalLine(problem)])].join('\n');
}

/** One event as a line for the terminal, or nothing for those only the tree shows. */
export function progressLine(event: RunEvent, state: RunState): string | undefined {
  const { body } = event;
  switch (body.type) {
    case 'run.resumed':
      return `Resumed at ${body.from}.${body.repeated.length > 0 ? ` Repeated: ${body.repeated.join(', ')}.` : ''}`;
    case 'phase.started':
      return `${phaseTitle(body.phase)}${body.attempt > 1 ? ` (attempt ${body.attempt})` : ''}`;
    case 'agent.finished':
      return agentLine(state, body.agent, body.outcome, body.found, body.reason, body.seconds);
    case 'batch.started':
      return `  Batch ${body.batch}${body.attempt > 1 ? ` (attempt ${body.attempt})` : ''}`;
    case 'batch.consolidated':
      return `  Batch ${body.batch}: ${count(body.gaps, 'gap')}; ${count(body.controls, 'control')} so far`;
    case 'checkpoint.decided':
      return decidedLine(body.decision);
    case 'problem':
      return `  ! ${body.code}: ${body.message}${body.recovery ? ` ${body.recovery}` : ''}`;
    case 'run.stopped':
      return 'Stopped. The session can be resumed.';
    case 'run.failed':
      return `Failed: ${body.message} ${body.advice}`;
    default:
      return undefined;
  }
}
