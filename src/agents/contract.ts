import type { CodeFacts } from '../artifacts/facts';
import type { BusinessContext, BusinessDraft } from '../artifacts/phase1';
import type { SizingReport, SpawnEntry } from '../artifacts/phase2';
import type { Component, Concern, EntryPoints } from '../artifacts/phase3';
import type { Investigation } from '../artifacts/phase4';
import type { AgentOutcomeStatus } from '../artifacts/run-events';
import type { Without } from '../artifacts/without';
import type { ThreatModelInput, ThreatModelOutput } from '../threats/model/input';
import type { TestPlanInput, TestPlanOutput } from '../threats/test-plan/input';

/** An investigation without what only the runner knows (times, attempt, agent). */
export type InvestigationDraft = Without<
  Investigation,
  'timestamp' | 'investigation_duration_seconds' | 'agent_id' | 'attempt' | 'engine'
>;

/** Input and result of every kind of agent. Inputs hold artifacts, never the transcript of an earlier phase. */
export interface AgentKinds {
  'business-context': { input: { projectName: string }; result: BusinessDraft };
  size: { input: { scope: string; crownJewelKeywords: string[] }; result: SizingReport };
  map: { input: { spawn: SpawnEntry; sizing: SizingReport; business: BusinessContext }; result: Component };
  investigate: {
    input: { concern: Concern; business: BusinessContext; entryPoints: EntryPoints; components: Component[] };
    result: InvestigationDraft;
  };
  'threat-model': { input: ThreatModelInput; result: ThreatModelOutput };
  'test-plan': { input: TestPlanInput; result: TestPlanOutput };
}
export type AgentKind = keyof AgentKinds;

export interface AgentTask<K extends AgentKind = AgentKind> {
  /** Unique in the session and stable across runs: `map:lib`, `investigate:003`. */
  id: string;
  kind: K;
  title: string;
  input: AgentKinds[K]['input'];
  /** What the user asked to be changed, oldest first; part of the task after a revision. */
  feedback: string[];
  limits: { timeoutMs: number };
}

export interface Coverage {
  filesRead: string[];
  notReached: { path: string; reason: string }[];
}

export interface Usage {
  seconds: number;
  filesRead: number;
  tokens: number;
}

/** How a run of an agent ended. Results of `partial` and `truncated` runs are kept and marked as such. */
export type AgentOutcome<R> =
  | { status: 'completed'; result: R; found: string; usage: Usage; coverage: Coverage }
  | {
      status: 'partial' | 'truncated';
      result: R | null;
      reason: string;
      found: string;
      usage: Usage;
      coverage: Coverage;
    }
  | {
      status: Exclude<AgentOutcomeStatus, 'completed' | 'partial' | 'truncated'>;
      reason: string;
      usage: Usage;
      coverage: Coverage;
    };

/** A numbered window on a file. */
export interface FileWindow {
  path: string;
  start: number;
  lines: string[];
  totalLines: number;
  sha256: string;
}

/** The five read-only tools every agent gets. Paths are relative to the workspace folder and confined to it by real path. */
export interface AgentTools {
  listFiles(under?: string): Promise<string[]>;
  readFile(path: string, start?: number, end?: number): Promise<FileWindow>;
  search(
    text: string,
    options?: { under?: string; limit?: number },
  ): Promise<{ path: string; line: number; text: string }[]>;
  findSymbol(name: string): Promise<{ name: string; path: string; line: number; endLine: number }[]>;
  facts(): CodeFacts;
}

export interface AgentContext {
  signal: AbortSignal;
  tools: AgentTools;
  report(progress: { message: string; done?: number; total?: number }): void;
}

/** Executes agent runs. It owns no time limit, retry, budget or concurrency: those are the runner's. */
export interface Engine {
  readonly id: string;
  supports(kind: AgentKind): boolean;
  run<K extends AgentKind>(task: AgentTask<K>, context: AgentContext): Promise<AgentOutcome<AgentKinds[K]['result']>>;
}
