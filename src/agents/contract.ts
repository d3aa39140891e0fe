import type { BusinessDraft } from '../artifacts/phase1';
import type { SizingReport } from '../artifacts/phase2';
import type { Component } from '../artifacts/phase3';
import type { InvestigationDraft } from '../artifacts/investigation-draft';
import type { ThreatModelInput, ThreatModelOutput } from '../reasoning/threats/input';
import type { TestPlanInput, TestPlanOutput } from '../reasoning/test-plan/input';
import type { AgentContext, AgentOutcome, BusinessInput, InvestigateInput, MapInput, Work } from '../reasoning/work';

/** Input and result of every kind of agent. Inputs hold artifacts, never the transcript of an earlier phase. */
export interface AgentKinds {
  'business-context': { input: BusinessInput; result: BusinessDraft };
  size: { input: { scope: string; crownJewelKeywords: string[] }; result: SizingReport };
  map: { input: MapInput; result: Component };
  investigate: { input: InvestigateInput; result: InvestigationDraft };
  'threat-model': { input: ThreatModelInput; result: ThreatModelOutput };
  'test-plan': { input: TestPlanInput; result: TestPlanOutput };
}
export type AgentKind = keyof AgentKinds;

export interface AgentTask<K extends AgentKind = AgentKind> extends Work<AgentKinds[K]['input']> {
  /** Unique in the session and stable across runs: `map:lib`, `investigate:003`. */
  id: string;
  kind: K;
  title: string;
  limits: { timeoutMs: number };
}

/** Executes agent runs. It owns no time limit, retry, budget or concurrency: those are the runner's. */
export interface Engine {
  readonly id: string;
  supports(kind: AgentKind): boolean;
  run<K extends AgentKind>(task: AgentTask<K>, context: AgentContext): Promise<AgentOutcome<AgentKinds[K]['result']>>;
}
