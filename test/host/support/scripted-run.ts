import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckpointRecord, Decision } from '../../../src/artifacts/checkpoint-record';
import type { RunEvent, RunEventBody } from '../../../src/artifacts/run-events';
import type { DecideResult, PreparedRun, Run, RunListener, StopTarget } from '../../../src/pipeline/contract';
import { reduce } from '../../../src/session/reduce';
import { initialState } from '../../../src/session/reducing/initial-state';
import type { AgentPhase, RunState } from '../../../src/session/run-state';

/** A run whose events the test says, one by one. Everything behind it (fold, readers) is real. */
export class ScriptedRun implements Run {
  state: RunState = initialState();
  readonly stops: StopTarget[] = [];
  readonly decisions: { checkpoint: string; decision: Decision }[] = [];
  answer: (decision: Decision) => DecideResult = () => ({ ok: true });
  disposed = false;
  readonly finished: Promise<RunState>;
  private readonly listeners = new Set<RunListener>();
  private settle: (state: RunState) => void = () => undefined;
  private seq = 0;

  constructor(
    readonly sessionDir: string,
    private readonly folder: string,
    private readonly epoch = 1,
  ) {
    mkdirSync(sessionDir, { recursive: true });
    this.finished = new Promise((resolve) => (this.settle = resolve));
  }

  onEvent(listener: RunListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  say(body: RunEventBody, phase?: AgentPhase): void {
    this.seq = this.state.seq + 1;
    const event: RunEvent = {
      run: this.sessionDir,
      epoch: this.epoch,
      seq: this.seq,
      time: new Date().toISOString(),
      body,
      ...(phase ? { phase } : {}),
    };
    this.state = reduce(this.state, event);
    for (const listener of this.listeners) listener(event, this.state);
    if (body.type === 'run.finished' || body.type === 'run.failed' || body.type === 'run.stopped')
      this.settle(this.state);
  }

  begin(): void {
    this.say({
      type: 'run.started',
      sessionId: '20260101-000000',
      sessionDir: this.sessionDir,
      folder: this.folder,
      scope: { type: 'full' },
      methodology: 'hybrid',
      cvssVersion: '4.0',
      unattended: false,
      plan: {
        files: 12,
        analyzable: 10,
        bytes: 9000,
        components: [{ path: 'src', files: 8 }],
        agents: 7,
        seconds: 42,
        poolSize: 4,
        steps: [],
        notes: [],
      },
    });
  }

  async decide(checkpoint: string, decision: Decision): Promise<DecideResult> {
    this.decisions.push({ checkpoint, decision });
    const result = this.answer(decision);
    if (result.ok) this.say({ type: 'checkpoint.decided', checkpoint, decision });
    return result;
  }

  async stop(target: StopTarget): Promise<void> {
    this.stops.push(target);
    if (target.level === 'agent')
      this.say({ type: 'agent.finished', agent: target.id, outcome: 'cancelled', seconds: 1 });
    else if (target.level !== 'batch') this.say({ type: 'run.stopped', status: 'in_progress', reason: 'user' });
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    this.settle(this.state);
  }
}

export const prepared = (folder: string): PreparedRun =>
  ({
    options: { folder },
    plan: {
      files: 12,
      analyzable: 10,
      bytes: 9000,
      components: [{ path: 'src', files: 8 }],
      agents: 7,
      seconds: 42,
      poolSize: 4,
      steps: [],
      notes: [],
    },
    scope: { type: 'full' },
  }) as unknown as PreparedRun;

export const sessionDirIn = (folder: string, name = '20260101-000000-full-app'): string =>
  join(folder, '.threat-model/sessions', name);

/** A checkpoint of a batch, as the pipeline would store it. */
export function batchCheckpoint(time = '2026-01-01T00:00:10Z'): CheckpointRecord {
  return {
    id: 'phase-4-batch-critical-checkpoint',
    sessionId: '20260101-000000',
    phase: 4,
    phaseName: 'security_controls',
    title: 'Batch 1: critical',
    timestamp: time,
    status: 'awaiting_approval',
    options: ['continue', 'stop', 'revert'],
    summary: {
      kind: 'batch',
      questions: [],
      keyFindings: [],
      artifacts: [],
      next: 'The next batch starts.',
      batch: { number: 1, key: 'critical', severity: 'critical', attempt: 1 },
      execution: { concerns: 2, agents: 2, seconds: 3 },
      concerns: [],
      controls: [],
      gaps: [],
      gapsBySeverity: {},
      compliance: [],
      progress: [],
      nextBatch: null,
      guidance: '',
    },
    history: [],
    artifacts: [],
    nextPhase: 5,
    nextPhaseName: 'threat_modeling',
  };
}
