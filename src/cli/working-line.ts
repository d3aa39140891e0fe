import type { RunState } from '../session/run-state';
import { PHASE_TITLES } from '../session/run-words';

export interface Work {
  message: string;
  done: number;
  total: number;
  what?: string;
}

/** Characters of a path that are shown: its end says most. */
const MAX_PATH = 60;

const shortened = (path: string): string => (path.length <= MAX_PATH ? path : `…${path.slice(1 - MAX_PATH)}`);

/** `Following data: 12 of 400, src/a.ts` */
export function workLine({ message, done, total, what }: Work): string {
  const far = total > 0 ? `: ${done} of ${total}` : '';
  return `    ${message}${far}${what === undefined ? '' : `, ${shortened(what)}`}`;
}

/** What a run is at, for while nothing happens that is an event; undefined when it waits. */
export function workingLine(state: RunState): string | undefined {
  const agents = state.agents.filter(({ status }) => status === 'running');
  const [first] = agents;
  if (first) {
    const others = agents.length === 1 ? '' : ` and ${agents.length - 1} more`;
    return workLine({
      message: `${first.title}${others}${first.message === undefined ? '' : `, ${first.message}`}`,
      done: first.done ?? 0,
      total: first.total ?? 0,
    });
  }
  const phase = state.phases.find(({ status }) => status === 'running');
  if (!phase) return undefined;
  return phase.progress ? workLine(phase.progress) : workLine({ message: PHASE_TITLES[phase.key], done: 0, total: 0 });
}
