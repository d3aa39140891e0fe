import type { CodeFacts } from '../artifacts/facts';
import type { BusinessContext } from '../artifacts/phase1';
import type { SizingReport, SpawnEntry } from '../artifacts/phase2';
import type { Component, Concern, EntryPoints } from '../artifacts/phase3';
import type { AgentOutcomeStatus } from '../artifacts/run-events';
import type { Text } from '../artifacts/text';
import type { Draft } from '../messages/say';

/** What reasoning is given to work on, and how it answers: the same for every engine that asks it. */
export interface Work<Input> {
  input: Input;
  /** What the user asked to be changed, oldest first; part of the task after a revision. */
  feedback: string[];
}

export interface BusinessInput {
  projectName: string;
}

export interface MapInput {
  spawn: SpawnEntry;
  sizing: SizingReport;
  business: BusinessContext;
}

export interface InvestigateInput {
  concern: Concern;
  business: BusinessContext;
  entryPoints: EntryPoints;
  components: Component[];
}

export interface Coverage {
  filesRead: string[];
  notReached: { path: string; reason: Text }[];
}

interface Usage {
  seconds: number;
  filesRead: number;
  tokens: number;
}

/** How a run of an agent ended. Results of `partial` and `truncated` runs are kept and marked as such. */
export type AgentOutcome<R> =
  | { status: 'completed'; result: R; found: Text; usage: Usage; coverage: Coverage }
  | {
      status: 'partial' | 'truncated';
      result: R | null;
      reason: Text;
      found: Text;
      usage: Usage;
      coverage: Coverage;
    }
  | {
      status: Exclude<AgentOutcomeStatus, 'completed' | 'partial' | 'truncated'>;
      reason: Text;
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

/**
 * The five read-only tools every agent gets. Paths are relative to the workspace folder and confined to it by real
 * path.
 */
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

interface Progress {
  message: Text;
  done?: number;
  total?: number;
}

export interface AgentContext {
  signal: AbortSignal;
  tools: AgentTools;
  report: (progress: Progress) => void;
}

/** The same for who only says what it does: the text is made of it elsewhere. */
export interface WorkContext extends Omit<AgentContext, 'report'> {
  report: (progress: Draft<Progress>) => void;
}
