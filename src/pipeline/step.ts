import type { AgentPhase, RunState } from '../session/run-state';
import type { RunContext } from './context';
import type { RunServices } from './contract';

/** What the size of the job is known to be before anything ran. */
export interface EstimateInput {
  files: number;
  analyzable: number;
  bytes: number;
  components: number;
  concerns: number;
  poolSize: number;
}

export interface Estimate {
  agents: number;
  seconds: number;
}

/** The smallest scheduled unit of the pipeline. Data: the same graph gives the plan, the order and what can be reused. */
export interface Step {
  id: string;
  title: string;
  phase: AgentPhase;
  needs: readonly string[];
  /** Artifacts, or folders of them ending in `/`, whose content decides the result. */
  reads: readonly string[];
  /** Whether the result depends on the source code itself. */
  readsCode: boolean;
  /** What of the way it was asked decides the result. */
  asked?(services: RunServices): unknown;
  /** Artifacts, or folders of them ending in `/`, that it writes. */
  writes: readonly string[];
  /** Waits for the user. */
  checkpoint?: boolean;
  /** The last step of its phase; its outputs can always be made again. */
  ends?: boolean;
  /** Key of the batch it belongs to. */
  batch?: string;
  estimate(input: EstimateInput): Estimate;
  /** Returns the artifacts it made, or `again` when the user sent the work back. */
  run(context: RunContext): Promise<StepOutcome>;
}

export type StepOutcome = { outputs: string[] } | 'again';

/** The graph grows with what is known: batches exist once the concerns are approved. */
export type Graph = (state: RunState) => Step[];

export const covers = (pattern: string, path: string): boolean =>
  pattern.endsWith('/') ? path.startsWith(pattern) : path === pattern;

export const NO_COST = (): Estimate => ({ agents: 0, seconds: 0 });
