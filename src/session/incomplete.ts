import { type Incompleteness, incompleteReading, MIN_COVERAGE } from '../artifacts/completeness';
import type { RunState } from './run-state';

const NO_ANSWER: ReadonlySet<string> = new Set(['failed', 'refused', 'truncated', 'timed-out']);

/** Concerns without an answer: in an unattended run nobody decided to leave them out. */
function blockedConcerns({ concerns, unattended }: RunState): Incompleteness[] {
  const blocked = Object.entries(concerns)
    .filter(([, concern]) => concern.state === 'skipped' || concern.state === 'failed')
    .map(([id]) => id)
    .sort();
  return unattended && blocked.length > 0 ? [{ kind: 'blocked-concerns', concerns: blocked }] : [];
}

/** Why a finished run is no complete one, whatever was accepted on the way; empty when it is. `minimum`: share of the code, 0 to 1. */
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
