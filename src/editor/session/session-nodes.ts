import type { AgentPhase, AgentState, BatchRunState, PhaseState, RunState } from '../../session/run-state';

/** A row of the session tree. Rows are told apart by `key`; one object per key, so that VS Code recognises them. */
export type SessionNode =
  | { key: string; kind: 'run' }
  | { key: string; kind: 'phase'; id: AgentPhase }
  | { key: string; kind: 'batch'; id: string }
  | { key: string; kind: 'agent'; id: string }
  | { key: string; kind: 'coverage' }
  | { key: string; kind: 'checkpoint' };

export const RUN_NODE: SessionNode = { key: 'run', kind: 'run' };
const COVERAGE_NODE: SessionNode = { key: 'coverage', kind: 'coverage' };
const CHECKPOINT_NODE: SessionNode = { key: 'checkpoint', kind: 'checkpoint' };

const phaseNode = (id: AgentPhase): SessionNode => ({ key: `phase:${id}`, kind: 'phase', id });
const batchNode = (id: string): SessionNode => ({ key: `batch:${id}`, kind: 'batch', id });
const agentNode = (id: string): SessionNode => ({ key: `agent:${id}`, kind: 'agent', id });

export const phaseOf = (state: RunState, id: AgentPhase): PhaseState =>
  state.phases.find(({ key }) => key === id) ?? { key: id, status: 'pending', attempt: 0 };
export const batchOf = (state: RunState, id: string): BatchRunState | undefined =>
  state.batches.find(({ key }) => key === id);
export const agentOf = (state: RunState, id: string): AgentState | undefined =>
  state.agents.find((agent) => agent.id === id);

const inBatch = (state: RunState, batch: BatchRunState): AgentState[] =>
  state.agents.filter(
    (agent) =>
      agent.batch === batch.key ||
      (agent.batch === undefined && agent.concern !== undefined && batch.concerns.includes(agent.concern)),
  );

export function agentsOfBatch(state: RunState, id: string): AgentState[] {
  const batch = batchOf(state, id);
  return batch ? inBatch(state, batch) : [];
}

function phaseChildren(state: RunState, id: AgentPhase): SessionNode[] {
  const batches = id === 'security_controls' ? state.batches : [];
  const batched = new Set(batches.flatMap((batch) => inBatch(state, batch)));
  const own = state.agents.filter((agent) => agent.phase === id && !batched.has(agent));
  const waits = state.status === 'waiting' && state.checkpoint !== undefined && phaseOf(state, id).status === 'waiting';
  return [
    ...batches.map(({ key }) => batchNode(key)),
    ...own.map((agent) => agentNode(agent.id)),
    ...(waits ? [CHECKPOINT_NODE] : []),
  ];
}

/** What a row holds, in the order of the run. */
export function childrenOf(node: SessionNode, state: RunState): SessionNode[] {
  switch (node.kind) {
    case 'run':
      return [...(state.coverage ? [COVERAGE_NODE] : []), ...state.phases.map(({ key }) => phaseNode(key))];
    case 'phase':
      return phaseChildren(state, node.id);
    case 'batch':
      return agentsOfBatch(state, node.id).map(({ id }) => agentNode(id));
    case 'agent':
    case 'coverage':
    case 'checkpoint':
      return [];
  }
}

export function parentOf(node: SessionNode, state: RunState): SessionNode | undefined {
  if (node.kind === 'run') return undefined;
  if (node.kind === 'phase' || node.kind === 'coverage') return RUN_NODE;
  const holders = [...state.batches.map(({ key }) => batchNode(key)), ...state.phases.map(({ key }) => phaseNode(key))];
  return holders.find((holder) => childrenOf(holder, state).some(({ key }) => key === node.key));
}
