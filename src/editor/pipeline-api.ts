import type { Explanation } from '../artifacts/explanation';
import type { FindingView, PreparedRun, Run, RunOptions, RunServices } from '../pipeline/contract';
import type { ExplainRequest } from '../pipeline/explain/explainer';
import type { IntegrityReport } from '../session/integrity';
import type { LockHolder } from '../session/claim-holder';
import type { RunState } from '../session/run-state';
import type { SessionOrigin } from '../session/origin';
import type { FoundSession } from '../session/session-index';

interface ServiceSettings {
  /** Whether the user trusts the folders of this window. */
  trusted: boolean;
  poolSize: number;
  investigatorMinutes: number;
  mapperMinutes: number;
}

/** What the editor asks of the rest. Tests of the editor hand in a scripted one. */
export interface PipelineApi {
  services(settings: ServiceSettings): RunServices;
  prepareRun(options: RunOptions, signal?: AbortSignal): Promise<PreparedRun>;
  startRun(prepared: PreparedRun): Promise<Run>;
  resumeRun(sessionDir: string, services: RunServices): Promise<Run>;
  openSession(sessionDir: string): Promise<RunState>;
  /** Newest first, each with whether it was made elsewhere. */
  listSessions(folder: string, sessionRoot?: string): Promise<FoundSession[]>;
  /** Whether this user made the session on this machine. */
  originOf(sessionDir: string): Promise<SessionOrigin>;
  liveHolder(sessionDir: string): Promise<LockHolder | undefined>;
  loadFindings(sessionDir: string): Promise<FindingView[]>;
  /** What is known about a line or an entry point of a folder. */
  explain(request: ExplainRequest): Promise<Explanation>;
  verifySession(sessionDir: string, folder: string): Promise<IntegrityReport>;
}
