import type { Consolidation, ConsolidationInput } from '../reasoning/controls/input';
import type { InSteps } from '../reasoning/in-steps';
import type { Mapping } from '../reasoning/mapping/consolidate';
import type { Engine } from '../agents/contract';
import type { ConcernEdit, Decision } from '../artifacts/checkpoint-record';
import type { ViewOf } from '../artifacts/checkpoint-views';
import type { CvssVersion, Methodology, Severity, Stride } from '../artifacts/enums';
import type { CodeFacts } from '../artifacts/facts';
import type { Inventory } from '../artifacts/inventory';
import type { Assumption, BusinessAnswers, BusinessContext } from '../artifacts/phase1';
import type { Component, Concern } from '../artifacts/phase3';
import type { FlowStep } from '../artifacts/phase4';
import type { ThreatModelData } from '../artifacts/report-data';
import type { Plan, RunEvent } from '../artifacts/run-events';
import type { Scope } from '../artifacts/session-files';
import type { CodeView } from '../report/sarif/code-view';
import type { RunState } from '../session/run-state';
import type { FileSystem } from '../session/file-system';
import type { SessionKey } from '../session/session-key';
import type { Clock } from './clock';

/** How far reading the code is: the stage in words, and the file that is worked on. */
export interface ReadingProgress {
  stage: string;
  done: number;
  total: number;
  what?: string;
}

/** What part of a folder is read. `paths` are relative to `folder`; nothing given means all of it. */
export interface AnalysisRequest {
  folder: string;
  paths?: string[];
  /** Globs, besides those that are never read (`.git`, `node_modules`, …). */
  exclude: string[];
  /** Absolute; the sessions themselves are never analysed. */
  sessionRoot: string;
  /** Keep what was met and not reported as well. */
  consider?: boolean;
  signal?: AbortSignal;
  onProgress?: (progress: ReadingProgress) => void;
  /** Told the values of secrets in the folder, for redaction. */
  onSecrets?: (values: string[]) => void;
}

/** Reads code. The production one works in worker threads. */
export interface Analyzer {
  inventory(request: AnalysisRequest): Promise<Inventory>;
  analyze(request: AnalysisRequest): Promise<CodeFacts>;
}

/** The pure parts that turn artifacts into artifacts. */
export interface PipelineParts {
  /** What the form of phase 1 offers to choose from. */
  businessChoices(): ViewOf<'business-context'>['options'];
  buildBusinessContext(answers: BusinessAnswers, assumptions: Assumption[], confirmed: string[]): BusinessContext;
  consolidateMapping(
    components: Component[],
    facts: CodeFacts,
    business: BusinessContext,
    options: { scope: string; now: string },
  ): Mapping;
  /** `phase-1/summary.md` */
  phase1Summary(context: BusinessContext): string;
  /** `scenarios` is Markdown: what only names or absent configuration suggest. */
  deriveConcerns(
    mapping: Mapping,
    facts: CodeFacts,
    business: BusinessContext,
  ): InSteps<{ concerns: Concern[]; scenarios: string }>;
  concernsMarkdown(concerns: Concern[]): string;
  applyConcernEdits(concerns: Concern[], edits: ConcernEdit[]): Concern[];
  /** What free text asks to be looked at, as concerns to add. */
  concernsFromFeedback(feedback: readonly string[], facts: CodeFacts): ConcernEdit[];
  consolidateControls(input: ConsolidationInput): Consolidation;
  renderReport(
    data: ThreatModelData,
    code: CodeView,
    leads: boolean,
  ): InSteps<{ markdown: string; json: string; sarif: string }>;
}

/** What a run needs from outside, the same for a new and a resumed one. */
export interface RunServices {
  /** Whether the user trusts the folder. Without it no process is started for it, git neither. */
  trusted: boolean;
  /** In order of preference; a task falls to the next on refusal or failure. The last one should answer every kind. */
  engines: Engine[];
  analyzer: Analyzer;
  parts: PipelineParts;
  /** How many agents work at once; 1 to 20, default 4. */
  poolSize?: number;
  clock?: Clock;
  fs?: FileSystem;
  /** The user agreed that a session made elsewhere goes on. */
  trustSession?: boolean;
  /** Absolute: the folder the user has open, or named. By default a session is continued for the folder it lies in. */
  folder?: string;
  /** Seals what the run records, and knows sessions made elsewhere. */
  sessionKey?: () => Promise<SessionKey>;
  /** Minutes an agent of a kind may take; default 15 and 30. */
  timeLimits?: { investigator?: number; mapper?: number };
  /** Approve every checkpoint automatically; assumptions stay assumptions and the report says so. */
  unattended?: boolean;
  /** Share of the production code that must be read for a complete result, 0 to 1; default 0.6. */
  minCoverage?: number;
  /** Whether the SARIF of the report holds leads too; no, if not given. */
  leads?: boolean;
  /** Version of Threatline, for the report. */
  version?: string;
}

export interface RunOptions extends RunServices {
  /** Absolute path of the workspace folder. */
  folder: string;
  scope: Scope;
  methodology: Methodology;
  cvssVersion: CvssVersion;
  /** Required when the methodology is `custom`. */
  customNotes?: string;
  /** Absolute, or relative to `folder`. Default `.threat-model/sessions`. */
  sessionRoot?: string;
  /** Globs not to read. */
  exclude?: string[];
}

/**
 * A checked set of options with the plan to show before the run. Pass it to `startRun` so that the folder is not listed
 * twice.
 */
export interface PreparedRun {
  options: RunOptions;
  plan: Plan;
  inventory: Inventory;
  scope: Scope;
  request: AnalysisRequest;
}

export type StopTarget = { level: 'agent'; id: string } | { level: 'batch' } | { level: 'phase' } | { level: 'run' };

export type DecideResult = { ok: true } | { ok: false; message: string; fields?: { field: string; message: string }[] };

export type RunListener = (event: RunEvent, state: RunState) => void;

/** One run under way. */
export interface Run {
  readonly sessionDir: string;
  /** The fold of all events so far. A new object after each event. */
  readonly state: RunState;
  /** Events that follow, each after it is in the journal. Returns the way to stop listening. */
  onEvent(listener: RunListener): () => void;
  /** Answers the open checkpoint. The same decision twice is accepted once. Resolves when the decision is on disk. */
  decide(checkpointId: string, decision: Decision): Promise<DecideResult>;
  /**
   * Stops an agent, the agents of the running batch, or the whole run (`phase` and `run`), which stays resumable.
   * Resolves when all of it has ended.
   */
  stop(target: StopTarget): Promise<void>;
  /** Resolves when the run completed, failed or was stopped; never rejects. `state.status` says which. */
  readonly finished: Promise<RunState>;
  /** Ends the run (resumable) within five seconds and releases the session. */
  dispose(): Promise<void>;
}

/** One gap or threat as a reader shows it. */
export interface FindingView {
  /** `THREAT-001`, or `001-GAP-001` when no threat covers the gap. */
  id: string;
  kind: 'threat' | 'gap';
  /** Gaps this finding stands for. */
  gapIds: string[];
  concernIds: string[];
  severity: Severity;
  title: string;
  /** One sentence, and what to do. */
  message: string;
  recommendation?: string;
  location?: FindingLocation;
  /** Further places, e.g. the way from the entry point. */
  related: (FindingLocation & { message: string })[];
  flow: FlowStep[];
  stride: Stride[];
  category?: string;
  cwe?: string;
  component?: string;
  /** `open`, `mitigated`, `accepted`, `investigation-blocked`, `partial-investigation`, … */
  status: string;
  score?: number;
  confidence?: string;
  /** Investigation files, relative to the session folder. */
  investigations: string[];
}

export interface FindingLocation {
  /** Relative to the workspace folder. */
  file: string;
  start: number;
  end: number;
  /** SHA-256 of the normalised lines when the evidence was taken; absent when it is not known. */
  anchor?: string;
}
