import type { AgentState } from '../../session/run-state';
import { AGENT_WORDS } from '../../session/run-words';
import { duration } from '../words';
import { type RowLook, type SessionRow, running, words, count } from './session-row';

const AGENT_LOOK: Record<AgentState['status'], RowLook> = {
  queued: 'queued',
  running: 'running',
  completed: 'done',
  partial: 'partial',
  truncated: 'partial',
  refused: 'failed',
  failed: 'failed',
  'timed-out': 'timed-out',
  cancelled: 'cancelled',
};

function contextOfAgent({ status, output }: AgentState, live: boolean): string {
  if (live && (status === 'running' || status === 'queued')) return 'agent.live';
  return output ? 'agent.output' : 'agent';
}

export function agentRow(agent: AgentState, live: boolean, now: number): SessionRow {
  const active = agent.status === 'running';
  const taken = agent.seconds === undefined ? undefined : duration(agent.seconds);
  const time = active ? running(agent.startedAt, now) : taken;
  const detail = active ? words(agent.message, count(agent.done, agent.total)) : (agent.found ?? agent.reason);
  return {
    label: agent.title,
    description: words(AGENT_WORDS[agent.status], detail, agent.status === 'queued' ? undefined : time),
    look: AGENT_LOOK[agent.status],
    context: contextOfAgent(agent, live),
    open: 'none',
    tooltip: [
      agent.title,
      words(
        AGENT_WORDS[agent.status],
        agent.engine && `answered by ${agent.engine}`,
        agent.attempt > 1 && `attempt ${agent.attempt}`,
      ),
      ...(agent.found ? [agent.found] : []),
      ...(agent.reason ? [agent.reason] : []),
    ],
    ...(agent.output ? { artifact: agent.output } : {}),
  };
}
