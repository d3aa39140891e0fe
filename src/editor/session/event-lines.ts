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

/** An event as a line of the log. Undefined for those that say nothing to a reader. */
export function eventLine(event: RunEvent, state: RunState): LogLine | undefined {
  const { body } = event;
  switch (body.type) {
    case 'run.started':
      return info(
        `[RUN] ${body.folder}: ${plural(body.plan.files, 'file')}, ${plural(body.plan.components.length, 'component')}, about ${plural(body.plan.agents, 'agent')} and ${duration(body.plan.seconds)}. Session ${body.sessionDir}`,
      );
    case 'run.resumed':
      return info(
        `[RUN] Resumed at ${body.from}${body.repeated.length > 0 ? `; repeated: ${body.repeated.join(', ')}` : ''}`,
      );
    case 'phase.started':
      return info(`[PHASE] ${PHASE_TITLES[body.phase]} started${body.attempt > 1 ? ` (attempt ${body.attempt})` : ''}`);
    case 'phase.finished':
      return info(`[PHASE] ${PHASE_TITLES[body.phase]} done`);
    case 'phase.invalidated':
      return info(`[PHASE] ${PHASE_TITLES[body.phase]} is done again: ${body.reason}`);
    case 'step.finished':
      return { level: 'debug', text: `[STEP] ${body.step} ${body.reused ? 'taken over' : 'done'}` };
    case 'agent.started':
      return info(
        `[AGENT] ${titleOf(state, body.agent)} started (${body.engine}${body.attempt > 1 ? `, attempt ${body.attempt}` : ''})`,
      );
    case 'agent.finished':
      return {
        level: body.outcome === 'failed' || body.outcome === 'timed-out' ? 'warn' : 'info',
        text: `[AGENT] ${titleOf(state, body.agent)} ${AGENT_WORDS[body.outcome]} in ${duration(body.seconds)}${note(body.found ?? body.reason)}`,
      };
    case 'batch.started':
      return info(`[BATCH] ${body.batch} started${body.attempt > 1 ? ` (attempt ${body.attempt})` : ''}`);
    case 'batch.consolidated':
      return info(`[BATCH] ${body.batch}: ${plural(body.gaps, 'gap')}; ${plural(body.controls, 'control')} so far`);
    case 'checkpoint.opened':
      return info(`[CHECKPOINT] ${body.checkpoint.title} waits for a decision`);
    case 'checkpoint.decided':
      return info(
        `[CHECKPOINT] ${body.checkpoint}: ${body.decision.decision}${body.decision.decidedBy === 'automatic' ? ' (automatic)' : ''}`,
      );
    case 'note':
      return info(`[NOTE] ${body.kind}: ${body.text}`);
    case 'problem':
      return {
        level: 'warn',
        text: `[PROBLEM] ${body.code}: ${body.message}${body.recovery ? ` ${body.recovery}` : ''}`,
      };
    case 'run.stopped':
      return info(`[RUN] Stopped (${body.reason}). It can be resumed.`);
    case 'run.failed':
      return { level: 'error', text: `[RUN] ${body.code}: ${body.message} ${body.advice}` };
    case 'run.finished':
      return info('[RUN] Done. The report is written.');
    default:
      return undefined;
  }
}
