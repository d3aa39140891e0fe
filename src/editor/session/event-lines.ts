import type { RunEvent } from '../../artifacts/run-events';
import type { RunState } from '../../session/run-state';
import { AGENT_WORDS, PHASE_TITLES } from '../../session/run-words';
import { duration, plural } from '../words';

export interface LogLine {
  level: 'info' | 'warn' | 'error' | 'debug';
  text: string;
}

const info = (text: string): LogLine => ({ level: 'info', text });
const titleOf = (state: RunState, agent: string): string => state.agents.find(({ id }) => id === agent)?.title ?? agent;
const note = (text: string | undefined): string => (text ? `: ${text}` : '');

type Body = RunEvent['body'];
type Lines = { [Type in Body['type']]?: (body: Extract<Body, { type: Type }>, state: RunState) => LogLine };

const attempt = (number: number): string => (number > 1 ? ` (attempt ${number})` : '');

/** The line of each kind of event that says something to a reader. */
const LINES: Lines = {
  'run.started': ({ folder, plan, sessionDir }) =>
    info(
      `[RUN] ${folder}: ${plural(plan.files, 'file')}, ${plural(plan.components.length, 'component')}, ` +
        `about ${plural(plan.agents, 'agent')} and ${duration(plan.seconds)}. Session ${sessionDir}`,
    ),
  'run.resumed': ({ from, repeated }) =>
    info(`[RUN] Resumed at ${from}${repeated.length > 0 ? `; repeated: ${repeated.join(', ')}` : ''}`),
  'phase.started': (body) => info(`[PHASE] ${PHASE_TITLES[body.phase]} started${attempt(body.attempt)}`),
  'phase.finished': ({ phase }) => info(`[PHASE] ${PHASE_TITLES[phase]} done`),
  'phase.invalidated': ({ phase, reason }) => info(`[PHASE] ${PHASE_TITLES[phase]} is done again: ${reason}`),
  'step.finished': ({ step, reused }) => ({ level: 'debug', text: `[STEP] ${step} ${reused ? 'taken over' : 'done'}` }),
  'agent.started': ({ agent, engine, attempt: number }, state) =>
    info(`[AGENT] ${titleOf(state, agent)} started (${engine}${number > 1 ? `, attempt ${number}` : ''})`),
  'agent.finished': ({ agent, outcome, seconds, found, reason }, state) => ({
    level: outcome === 'failed' || outcome === 'timed-out' ? 'warn' : 'info',
    text: `[AGENT] ${titleOf(state, agent)} ${AGENT_WORDS[outcome]} in ${duration(seconds)}${note(found ?? reason)}`,
  }),
  'batch.started': (body) => info(`[BATCH] ${body.batch} started${attempt(body.attempt)}`),
  'batch.consolidated': ({ batch, controls, gaps }) =>
    info(`[BATCH] ${batch}: ${plural(gaps, 'gap')}; ${plural(controls, 'control')} so far`),
  'checkpoint.opened': ({ checkpoint }) => info(`[CHECKPOINT] ${checkpoint.title} waits for a decision`),
  'checkpoint.decided': ({ checkpoint, decision }) =>
    info(`[CHECKPOINT] ${checkpoint}: ${decision.decision}${decision.decidedBy === 'automatic' ? ' (automatic)' : ''}`),
  note: ({ kind, text }) => info(`[NOTE] ${kind}: ${text}`),
  problem: ({ code, message, recovery }) => ({
    level: 'warn',
    text: `[PROBLEM] ${code}: ${message}${recovery ? ` ${recovery}` : ''}`,
  }),
  'run.stopped': ({ reason }) => info(`[RUN] Stopped (${reason}). It can be resumed.`),
  'run.failed': ({ code, message, advice }) => ({ level: 'error', text: `[RUN] ${code}: ${message} ${advice}` }),
  'run.finished': () => info('[RUN] Done. The report is written.'),
};

/** An event as a line of the log. Undefined for those that say nothing to a reader. */
export function eventLine({ body }: RunEvent, state: RunState): LogLine | undefined {
  // The table pairs each type with its body, which the compiler cannot see through a look-up.
  const line = LINES[body.type] as ((body: Body, state: RunState) => LogLine) | undefined;
  return line?.(body, state);
}
