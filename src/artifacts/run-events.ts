import * as z from 'zod';
import { CheckpointRecord, Decision } from './checkpoint-record';
import { CoverageSummary } from './coverage';
import { CvssVersion, Methodology, PhaseKey, Severity } from './enums';
import { SessionPath, WorkspacePath } from './paths';
import { Config, Metadata, Scope, SessionStatus } from './session-files';

const AGENT_OUTCOMES = ['completed', 'partial', 'truncated', 'refused', 'failed', 'timed-out', 'cancelled'] as const;
export const AgentOutcomeStatus = z.enum(AGENT_OUTCOMES);
export type AgentOutcomeStatus = z.infer<typeof AgentOutcomeStatus>;

/** The plan shown before anything runs: one line per step, with what it will cost. */
const PlanStep = z.object({
  id: z.string(),
  title: z.string(),
  phase: PhaseKey.or(z.literal('final_report')),
  needs: z.array(z.string()),
  agents: z.int(),
  /** Expected wall time at the configured pool size. */
  seconds: z.number(),
  checkpoint: z.boolean(),
});

type PlanStep = z.infer<typeof PlanStep>;

export const Plan = z.object({
  files: z.int(),
  analyzable: z.int(),
  bytes: z.int(),
  components: z.array(z.object({ path: WorkspacePath, files: z.int() })),
  agents: z.int(),
  seconds: z.number(),
  poolSize: z.int(),
  steps: z.array(PlanStep),
  notes: z.array(z.string()),
});

export type Plan = z.infer<typeof Plan>;

const Counters = z.record(z.string(), z.number());

/** What a session is created with and keeps; here, so that no damage to its other files can lose it. */
export const SettledFacts = z.object({
  target: z.string(),
  customNotes: z.string().optional(),
  runtime: Config.shape.runtime,
  workspace: Metadata.shape.workspace.unwrap(),
});

export type SettledFacts = z.infer<typeof SettledFacts>;

/** What happened, without the envelope. Everything is a fact of the past; nothing here is a command. */
export const RunEventBody = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run.started'),
    sessionId: z.string(),
    sessionDir: z.string(),
    folder: z.string(),
    scope: Scope,
    methodology: Methodology,
    cvssVersion: CvssVersion,
    unattended: z.boolean(),
    plan: Plan,
    settled: SettledFacts.optional(),
  }),
  /** The analysed folder lies elsewhere than the session was recorded for. */
  z.object({ type: z.literal('folder.changed'), folder: z.string() }),
  z.object({ type: z.literal('run.resumed'), from: z.string(), repeated: z.array(z.string()) }),
  z.object({ type: z.literal('phase.started'), phase: PhaseKey.or(z.literal('final_report')), attempt: z.int() }),
  z.object({ type: z.literal('phase.finished'), phase: PhaseKey.or(z.literal('final_report')) }),
  z.object({ type: z.literal('phase.invalidated'), phase: PhaseKey, reason: z.string() }),
  z.object({ type: z.literal('step.started'), step: z.string(), title: z.string() }),
  z.object({
    type: z.literal('step.finished'),
    step: z.string(),
    reused: z.boolean(),
    key: z.string(),
    outputs: z.array(z.object({ path: SessionPath, sha256: z.string() })),
  }),
  z.object({
    type: z.literal('step.progress'),
    step: z.string(),
    message: z.string(),
    done: z.number(),
    total: z.number(),
    what: z.string().optional(),
  }),
  z.object({
    type: z.literal('agent.queued'),
    agent: z.string(),
    kind: z.string(),
    title: z.string(),
    concern: z.string().optional(),
    batch: z.string().optional(),
  }),
  z.object({ type: z.literal('agent.started'), agent: z.string(), engine: z.string(), attempt: z.int() }),
  z.object({
    type: z.literal('agent.progress'),
    agent: z.string(),
    message: z.string(),
    done: z.number().optional(),
    total: z.number().optional(),
  }),
  z.object({
    type: z.literal('agent.finished'),
    agent: z.string(),
    outcome: AgentOutcomeStatus,
    reason: z.string().optional(),
    /** In a few words, for the tree: `2 controls, 1 gap`. */
    found: z.string().optional(),
    seconds: z.number(),
    output: SessionPath.optional(),
    sha256: z.string().optional(),
    /** Hash of everything the result depends on: with the same key and output the agent need not run again. */
    key: z.string().optional(),
  }),
  z.object({
    type: z.literal('batch.planned'),
    batches: z.array(z.object({ key: z.string(), number: z.int(), severity: Severity, concerns: z.array(z.string()) })),
  }),
  z.object({ type: z.literal('batch.started'), batch: z.string(), attempt: z.int() }),
  z.object({ type: z.literal('batch.settled'), batch: z.string(), failed: z.array(z.string()) }),
  z.object({ type: z.literal('batch.consolidated'), batch: z.string(), controls: z.int(), gaps: z.int() }),
  z.object({ type: z.literal('batch.decided'), batch: z.string(), decision: z.enum(['continue', 'stop', 'revert']) }),
  z.object({ type: z.literal('concern.resolved'), concern: z.string(), resolution: z.enum(['retried-ok', 'skipped']) }),
  z.object({ type: z.literal('checkpoint.opened'), checkpoint: CheckpointRecord }),
  z.object({ type: z.literal('checkpoint.decided'), checkpoint: z.string(), decision: Decision }),
  z.object({ type: z.literal('artifact.written'), path: SessionPath, sha256: z.string(), bytes: z.int() }),
  /** Views of the state, such as `config.json`, as they stand on the disk: SHA-256 by path. */
  z.object({ type: z.literal('renderings.written'), files: z.record(SessionPath, z.string()) }),
  /** A file or folder of the session was moved away: a revised phase, a reverted batch. */
  z.object({ type: z.literal('artifact.removed'), path: SessionPath, movedTo: SessionPath }),
  /** The findings on disk changed (batch consolidated or reverted, threats written): readers load them again. */
  z.object({ type: z.literal('findings.changed'), gaps: z.int(), threats: z.int() }),
  z.object({ type: z.literal('counted'), counters: Counters }),
  /** How much of the code was read and followed, as every reader shows it. */
  z.object({ type: z.literal('coverage.stated'), coverage: CoverageSummary }),
  z.object({
    type: z.literal('note'),
    kind: z.enum(['override', 'recovery', 'corruption', 'feedback', 'forced-gate']),
    text: z.string(),
  }),
  z.object({ type: z.literal('problem'), code: z.string(), message: z.string(), recovery: z.string().optional() }),
  z.object({
    type: z.literal('run.stopped'),
    status: SessionStatus,
    reason: z.enum(['stop-and-save', 'user', 'shutdown']),
  }),
  z.object({ type: z.literal('run.failed'), code: z.string(), message: z.string(), advice: z.string() }),
  z.object({
    type: z.literal('run.finished'),
    report: z.object({ markdown: z.string(), json: z.string(), sarif: z.string() }),
    counters: Counters,
  }),
]);
export type RunEventBody = z.infer<typeof RunEventBody>;
export type RunEventType = RunEventBody['type'];

/**
 * One line of `journal.jsonl` carries one of these, with a checksum. `seq` starts at 1 and never skips;
 * `epoch` grows with every process that writes.
 */
export const RunEvent = z.object({
  run: z.string(),
  epoch: z.int(),
  seq: z.int(),
  time: z.string(),
  phase: z.string().optional(),
  step: z.string().optional(),
  agent: z.string().optional(),
  body: RunEventBody,
});

export type RunEvent = z.infer<typeof RunEvent>;
