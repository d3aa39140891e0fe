import type { AgentKind, AgentKinds, AgentTask } from '../../agents/contract';
import type { RunContext } from '../context';
import type { RunServices } from '../contract';

const MINUTE = 60_000;

const TIME_LIMITS: Record<AgentKind, number> = {
  'business-context': 10 * MINUTE,
  size: 10 * MINUTE,
  map: 30 * MINUTE,
  investigate: 15 * MINUTE,
  'threat-model': 60 * MINUTE,
  'test-plan': 30 * MINUTE,
};

/** How long an agent of a kind may take, in milliseconds. */
function timeLimit(kind: AgentKind, services: RunServices): number {
  const { investigator, mapper } = services.timeLimits ?? {};
  if (kind === 'investigate' && investigator !== undefined) return investigator * MINUTE;
  if (kind === 'map' && mapper !== undefined) return mapper * MINUTE;
  return TIME_LIMITS[kind];
}

/** Makes a task with its limits and with what the user asked for so far. */
export function taskOf<K extends AgentKind>(
  context: RunContext,
  id: string,
  kind: K,
  title: string,
  input: AgentKinds[K]['input'],
  feedback: string[],
): AgentTask<K> {
  return { id, kind, title, input, feedback, limits: { timeoutMs: timeLimit(kind, context.parts.services) } };
}
