import { type Incompleteness, incompleteReading, MIN_COVERAGE } from '../artifacts/completeness';
import type { RunState } from './run-state';

const NO_ANSWER: ReadonlySet<string> = new Set(['failed', 'refused', 'truncated', 'timed-out']);

/** Concerns that a person decided to leave out. */
export const leftOutByUser = ({ decisions }: RunState): string[] =>
  decisions.flatMap(({ decision }) =>
    decision.decision === 'skip' && decision.decidedBy === 'user' ? (decision.concerns ?? []) : [],
  );

/**
 * Concerns without an answer that nobody decided to leave out, whether the run was attended from its start or later.
 */
function blockedConcerns(state: RunState): Incompleteness[] {
  const decided = new Set(leftOutByUser(state));
  const blocked = Object.entries(state.concerns)
    .filter(([id, concern]) => (concern.state === 'skipped' || concern.state === 'failed') && !decided.has(id))
    .map(([id]) => id)
    .sort();
  return blocked.length > 0 ? [{ kind: 'blocked-concerns', concerns: blocked }] : [];
}

/**
 * Why a finished run is no complete one, whatever was accepted on the way; empty when it is. `minimum`: share of the
 * code, 0 to 1.
 */
export function incompletenessOf(state: RunState, minimum = MIN_COVERAGE): Incompleteness[] {
  const late = state.agents.filter((agent) => agent.status === 'timed-out').map((agent) => agent.title);
  const unmapped = state.agents.filter((agent) => agent.kind === 'map' && NO_ANSWER.has(agent.status)).length;
  return [
    ...(state.coverage ? incompleteReading(state.coverage, minimum) : []),
    ...blockedConcerns(state),
    ...(late.length > 0 ? [{ kind: 'timed-out' as const, agents: late }] : []),
    ...(unmapped > 0 ? [{ kind: 'unmapped' as const, count: unmapped }] : []),
  ];
}
